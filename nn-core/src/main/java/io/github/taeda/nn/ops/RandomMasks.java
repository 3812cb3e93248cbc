package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.RandomBlocks;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Random masks. */
public final class RandomMasks {
  private RandomMasks() {}

  /**
   * {@code mask_i = 0} with probability p, else {@code 1 / (1 − p)}, independently: the mask of
   * dropout. Two elements share the bits of one random {@code long}, in the order of the elements.
   *
   * @param p probability of 0, in 0…1, 1 excluded, rounded down to a multiple of 2⁻³¹
   * @param random draws ⌈n / 2⌉ times for n elements
   * @param mask FLOAT or DOUBLE
   */
  public static void dropout(double p, RandomGenerator random, INDArray mask) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException("dropout: p must be at least 0 and < 1, but was " + p);
    }
    Arguments.requireNonNull("dropout", "random", random);
    Operands.requireNumbers("dropout", "mask", mask);
    Operands.requireContiguous("dropout", "mask", mask);
    if (Direct.isOn()) {
      RandomBlocks.dropout(p, random, mask);
      return;
    }
    float[] kept = new float[Math.toIntExact(mask.length())];
    RandomBlocks.kept(p, random, kept, kept.length);
    NDArrays.setValues(kept, mask);
    Elementwise.scale(mask, 1 / (1 - p), mask);
  }
}
