package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Random masks, block by block. */
public final class RandomBlocks {
  private static final int BITS = 31; // of a random number for one element

  private RandomBlocks() {}

  /** {@code mask_i = 0} with probability p, else {@code 1 / (1 − p)}; dense. */
  public static void dropout(double p, RandomGenerator random, INDArray mask) {
    Blocks blocks = Blocks.ofThread();
    boolean isFloat = mask.dataType() == DataType.FLOAT;
    double factor = 1 / (1 - p);
    try {
      long to = NativeMemory.address(mask);
      for (long start = 0; start < mask.length(); start += Blocks.LENGTH) {
        int n = (int) Math.min(Blocks.LENGTH, mask.length() - start);
        kept(p, random, blocks.x, n);
        if (isFloat) {
          scale(blocks.x, (float) factor, n);
          NativeMemory.write(blocks.x, 0, to + 4 * start, n);
        } else {
          scale(blocks.x, factor, blocks.doubleX, n);
          NativeMemory.write(blocks.doubleX, 0, to + 8 * start, n);
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(mask);
    }
  }

  /** {@code kept[i] = 0} with probability p, else 1. */
  public static void kept(double p, RandomGenerator random, float[] kept, int n) {
    long drop = (long) (p * (1L << BITS));
    for (int i = 0; i < n; i += 2) {
      long bits = random.nextLong();
      kept[i] = isKept(bits >>> (Long.SIZE - BITS), drop);
      if (i + 1 < n) {
        kept[i + 1] = isKept(bits & ((1L << BITS) - 1), drop);
      }
    }
  }

  /** 0 if the bits are a number below {@code drop}, else 1; a branch is often mispredicted. */
  private static int isKept(long bits, long drop) {
    return 1 + (int) ((bits - drop) >> (Long.SIZE - 1));
  }

  private static void scale(float[] x, float factor, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= factor;
    }
  }

  private static void scale(float[] x, double factor, double[] output, int n) {
    for (int i = 0; i < n; i++) {
      output[i] = x[i] * factor;
    }
  }
}
