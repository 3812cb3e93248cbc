package io.github.taeda.nn.spark;

import io.github.taeda.nn.SplitMix;

/** Seeds that are a function of where they are drawn. */
final class Seeds {
  private Seeds() {}

  /** Another seed for each index. */
  static long mix(long seed, long... indices) {
    long mixed = seed;
    for (long index : indices) {
      mixed = new SplitMix(new SplitMix(mixed).nextLong() + index).nextLong();
    }
    return mixed;
  }
}
