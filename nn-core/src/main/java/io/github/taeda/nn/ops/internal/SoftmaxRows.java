package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Softmax and log-softmax of the rows of a matrix: as many rows as fit into a block at once. A row
 * is shifted by its maximum first, so that finite elements give finite results; −∞ has probability
 * 0, and NaN anywhere in a row, +∞ or a row of −∞ alone make the row NaN.
 */
public final class SoftmaxRows {
  private SoftmaxRows() {}

  /** Whether rows of this length can be computed here. */
  public static boolean suits(long columns) {
    return columns <= Blocks.LENGTH;
  }

  /** {@code output[i, j] = e^x[i, j] / Σ_l e^x[i, l]}; both dense and of one type. */
  public static void softmax(INDArray x, INDArray output) {
    run(x, output, false);
  }

  /** {@code output[i, j] = x[i, j] − ln Σ_l e^x[i, l]}; both dense and of one type. */
  public static void logSoftmax(INDArray x, INDArray output) {
    run(x, output, true);
  }

  /**
   * {@code delta = scale (softmax(x) − one-hot(classes))}, zero for a class of −1; the sum of
   * {@code ln Σ_l e^x[i, l] − x[i, class]}. Both dense and FLOAT.
   */
  public static double crossEntropy(int[] classes, INDArray x, float scale, INDArray delta) {
    int columns = (int) x.size(-1);
    int height = Blocks.LENGTH / columns; // rows at once
    double sum = 0;
    try {
      for (int i = 0; i < classes.length; i += height) {
        int rows = Math.min(height, classes.length - i);
        long start = 4L * i * columns;
        Blocks blocks = Blocks.ofThread();
        NativeMemory.read(NativeMemory.address(x) + start, blocks.x, 0, rows * columns);
        sum += crossEntropy(classes, i, rows, columns, scale, blocks);
        NativeMemory.write(blocks.z, 0, NativeMemory.address(delta) + start, rows * columns);
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(delta);
    }
    return sum;
  }

  /** One block, from {@code blocks.x} to {@code blocks.z}. */
  private static double crossEntropy(
      int[] classes, int first, int rows, int columns, float scale, Blocks blocks) {
    exponentials(blocks, columns, rows * columns);
    double losses = 0;
    for (int i = 0; i < rows; i++) {
      int start = i * columns;
      int label = classes[first + i];
      double sum = Sums.block(blocks.y, start, columns);
      float factor = (float) (scale / sum);
      for (int j = start; j < start + columns; j++) {
        blocks.z[j] = factor * blocks.y[j];
      }
      if (label >= 0) {
        blocks.z[start + label] -= scale;
        losses += Math.log(sum) - blocks.x[start + label];
      } else {
        Arrays.fill(blocks.z, start, start + columns, 0); // of NaN too
      }
    }
    return losses;
  }

  private static void run(INDArray x, INDArray output, boolean log) {
    int columns = (int) x.size(-1);
    long rows = NativeMemory.length(x) / columns;
    int height = Blocks.LENGTH / columns; // rows at once
    boolean isFloat = output.dataType() == DataType.FLOAT;
    try {
      for (long i = 0; i < rows; i += height) {
        int n = columns * (int) Math.min(height, rows - i);
        long start = (isFloat ? 4 : 8) * i * columns;
        long from = NativeMemory.address(x) + start;
        long to = NativeMemory.address(output) + start;
        if (isFloat) {
          floats(from, columns, n, log, to);
        } else {
          doubles(from, columns, n, log, to);
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  private static void floats(long from, int columns, int n, boolean log, long to) {
    Blocks blocks = Blocks.ofThread();
    float[] x = blocks.x;
    float[] exponentials = blocks.y;
    NativeMemory.read(from, x, 0, n);
    exponentials(blocks, columns, n);
    for (int row = 0; row < n; row += columns) {
      double sum = Sums.block(exponentials, row, columns);
      float logarithm = (float) Math.log(sum);
      float divisor = (float) sum;
      for (int j = row; j < row + columns; j++) {
        blocks.z[j] = log ? x[j] - logarithm : exponentials[j] / divisor;
      }
    }
    NativeMemory.write(blocks.z, 0, to, n);
  }

  /**
   * Shifts the rows in {@code blocks.x} by their maxima; their exponentials to {@code blocks.y}.
   */
  static void exponentials(Blocks blocks, int columns, int n) {
    float[] x = blocks.x;
    for (int row = 0; row < n; row += columns) {
      float max = Extrema.max(x, row, columns, blocks.z);
      for (int j = row; j < row + columns; j++) {
        x[j] -= max;
      }
    }
    Exponentials.exp(x, blocks.y, n, blocks.buffers);
  }

  private static void doubles(long from, int columns, int n, boolean log, long to) {
    Blocks blocks = Blocks.ofThread();
    double[] x = blocks.doubleX;
    double[] exponentials = blocks.doubleY;
    NativeMemory.read(from, x, 0, n);
    for (int row = 0; row < n; row += columns) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = row; j < row + columns; j++) {
        max = Math.max(max, x[j]);
      }
      double sum = 0;
      for (int j = row; j < row + columns; j++) {
        x[j] -= max;
        exponentials[j] = Math.exp(x[j]);
        sum += exponentials[j];
      }
      double logarithm = Math.log(sum);
      for (int j = row; j < row + columns; j++) {
        blocks.doubleZ[j] = log ? x[j] - logarithm : exponentials[j] / sum;
      }
    }
    NativeMemory.write(blocks.doubleZ, 0, to, n);
  }
}
