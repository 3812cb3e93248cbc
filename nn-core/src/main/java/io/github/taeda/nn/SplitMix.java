package io.github.taeda.nn;

import java.util.random.RandomGenerator;

/**
 * A generator of random numbers whose whole state is one number that can be read and put back, so
 * that a training can be resumed bit for bit (Steele, Lea and Flood, 2014).
 *
 * <p>It gives the numbers of {@link java.util.SplittableRandom} with the same seed, whose state
 * nobody can read. Its period is 2⁶⁴. Not for cryptography, and for one thread at a time.
 */
public final class SplitMix implements RandomGenerator {
  private static final long GAMMA = 0x9e3779b97f4a7c15L; // 2⁶⁴ divided by the golden ratio, odd

  private long state;

  /** Makes a generator with a fresh seed. */
  public SplitMix() {
    this(RandomGenerator.getDefault().nextLong());
  }

  /** Makes a generator; the same seed gives the same numbers. */
  public SplitMix(long seed) {
    state = seed;
  }

  /** The next 64 random bits: the state moves on by a constant and is stirred. */
  @Override
  public long nextLong() {
    state += GAMMA;
    long bits = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  /** Where the generator stands. */
  public long state() {
    return state;
  }

  /** Goes to where a generator stood when it gave this {@link #state()}. */
  public void restore(long state) {
    this.state = state;
  }

  /** {@code SplitMix(state 42)}. */
  @Override
  public String toString() {
    return "SplitMix(state " + state + ")";
  }
}
