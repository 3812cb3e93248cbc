package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of elementwise losses and their delta in one pass over FLOAT arrays. Losses are summed in
 * FLOAT within a block, pairwise, and in DOUBLE over the blocks.
 */
public final class LossKernels {
  private static final float MIN_LOGARITHM = -100;
  private static final float MIN_DENOMINATOR = 1e-12f;

  private static final Kernel.Floats SQUARED_ERROR =
      (target, prediction, scale, delta, n, buffers) -> {
        float[] losses = buffers.spare;
        for (int i = 0; i < n; i++) {
          float error = prediction[i] - target[i];
          losses[i] = error * error;
          delta[i] = 2 * scale * error;
        }
      };

  private static final Kernel.Floats BINARY_CROSS_ENTROPY =
      (target, prediction, scale, delta, n, buffers) -> {
        float[] losses = buffers.spare;
        for (int i = 0; i < n; i++) {
          losses[i] = Math.max(prediction[i], 0); // a value a rounding below 0 has no logarithm
          delta[i] = 1 - prediction[i];
        }
        Logarithms.log(losses, losses, n, buffers);
        Logarithms.log(delta, delta, n, buffers);
        for (int i = 0; i < n; i++) {
          float no = (1 - target[i]) * Math.max(delta[i], MIN_LOGARITHM);
          losses[i] = -(target[i] * Math.max(losses[i], MIN_LOGARITHM) + no);
          float denominator = Math.max(prediction[i] * (1 - prediction[i]), MIN_DENOMINATOR);
          delta[i] = scale * ((prediction[i] - target[i]) / denominator);
        }
      };

  private LossKernels() {}

  /** {@code delta = 2 scale (ŷ − y)}; the sum of {@code (ŷ − y)²}. All dense and FLOAT. */
  public static double squaredError(
      INDArray target, INDArray prediction, double scale, INDArray delta) {
    return run(SQUARED_ERROR, target, prediction, scale, delta);
  }

  /**
   * {@code delta = scale (ŷ − y) / (ŷ (1 − ŷ))}, the denominator at least 1e-12; the sum of the
   * binary cross-entropies, their logarithms at least −100. All dense and FLOAT.
   */
  public static double binaryCrossEntropy(
      INDArray target, INDArray prediction, double scale, INDArray delta) {
    return run(BINARY_CROSS_ENTROPY, target, prediction, scale, delta);
  }

  private static double run(
      Kernel.Floats kernel, INDArray target, INDArray prediction, double scale, INDArray delta) {
    Blocks blocks = Blocks.ofThread();
    long targets = NativeMemory.address(target);
    long predictions = NativeMemory.address(prediction);
    long deltas = NativeMemory.address(delta);
    long length = NativeMemory.length(delta);
    double sum = 0;
    try {
      for (long start = 0; start < length; start += Blocks.LENGTH) {
        int n = (int) Math.min(Blocks.LENGTH, length - start);
        NativeMemory.read(targets + 4 * start, blocks.x, 0, n);
        NativeMemory.read(predictions + 4 * start, blocks.y, 0, n);
        kernel.run(blocks.x, blocks.y, (float) scale, blocks.z, n, blocks.buffers);
        NativeMemory.write(blocks.z, 0, deltas + 4 * start, n);
        sum += pairwiseSum(blocks.buffers.spare, n);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(target);
      Reference.reachabilityFence(prediction);
      Reference.reachabilityFence(delta);
    }
    return sum;
  }

  /** The sum of some elements, which are overwritten. */
  private static double pairwiseSum(float[] x, int n) {
    int left = n;
    while (left > 8) { // the second half to the first, which C2 vectorises
      int half = (left + 1) / 2;
      for (int i = 0; i < left - half; i++) {
        x[i] += x[half + i];
      }
      left = half;
    }
    double sum = 0;
    for (int i = 0; i < left; i++) {
      sum += x[i];
    }
    return sum;
  }
}
