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
    long from = NativeMemory.address(x);
    long to = NativeMemory.address(output);
    Blocks blocks = Blocks.ofThread();
    try {
      for (long i = 0; i < rows; i += height) {
        int n = columns * (int) Math.min(height, rows - i);
        long start = i * columns;
        if (output.dataType() == DataType.FLOAT) {
          NativeMemory.read(from + 4 * start, blocks.x, 0, n);
          floats(blocks, columns, n, log);
          NativeMemory.write(blocks.z, 0, to + 4 * start, n);
        } else {
          NativeMemory.read(from + 8 * start, blocks.doubleX, 0, n);
          doubles(blocks, columns, n, log);
          NativeMemory.write(blocks.doubleZ, 0, to + 8 * start, n);
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  /** From x to z; y holds the exponentials. */
  private static void floats(Blocks blocks, int columns, int n, boolean log) {
    float[] x = blocks.x;
    for (int row = 0; row < n; row += columns) {
      float max = Float.NEGATIVE_INFINITY;
      for (int j = row; j < row + columns; j++) {
        max = Math.max(max, x[j]);
      }
      for (int j = row; j < row + columns; j++) {
        x[j] -= max;
      }
    }
    Exponentials.exp(x, blocks.y, n, blocks.buffers);
    for (int row = 0; row < n; row += columns) {
      double sum = 0;
      for (int j = row; j < row + columns; j++) {
        sum += blocks.y[j];
      }
      if (log) {
        float logarithm = (float) Math.log(sum);
        for (int j = row; j < row + columns; j++) {
          blocks.z[j] = x[j] - logarithm;
        }
      } else {
        float divisor = (float) sum;
        for (int j = row; j < row + columns; j++) {
          blocks.z[j] = blocks.y[j] / divisor;
        }
      }
    }
  }

  private static void doubles(Blocks blocks, int columns, int n, boolean log) {
    for (int row = 0; row < n; row += columns) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = row; j < row + columns; j++) {
        max = Math.max(max, blocks.doubleX[j]);
      }
      double sum = 0;
      for (int j = row; j < row + columns; j++) {
        blocks.doubleX[j] -= max;
        blocks.doubleY[j] = Math.exp(blocks.doubleX[j]);
        sum += blocks.doubleY[j];
      }
      double logarithm = Math.log(sum);
      for (int j = row; j < row + columns; j++) {
        blocks.doubleZ[j] = log ? blocks.doubleX[j] - logarithm : blocks.doubleY[j] / sum;
      }
    }
  }
}
