package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
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

  private static void run(INDArray x, INDArray output, boolean log) {
    int columns = (int) x.size(-1);
    long rows = x.length() / columns;
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
    for (int row = 0; row < n; row += columns) {
      float max = Extrema.max(x, row, columns, blocks.z);
      for (int j = row; j < row + columns; j++) {
        x[j] -= max;
      }
    }
    Exponentials.exp(x, exponentials, n, blocks.buffers);
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
