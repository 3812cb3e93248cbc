package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs kernels over the rows of a matrix, with one vector beside every row or one value for each.
 */
public final class RowBlocks {
  private RowBlocks() {}

  /** {@code output[i, j] = kernel(x[i, j], row[j])}; all dense, of one type. */
  public static void withRow(Kernel kernel, INDArray x, INDArray row, INDArray output) {
    long columns = NativeMemory.length(row);
    long rows = NativeMemory.length(output) / columns;
    int width = (int) Math.min(columns, Blocks.LENGTH); // columns at once
    int height = (int) Math.min(rows, Blocks.LENGTH / width); // rows at once, 1 if they are long
    Run run = new Run(kernel, x, row, output);
    try {
      for (long column = 0; column < columns; column += width) {
        int count = (int) Math.min(width, columns - column);
        run.readRow(column, count, height);
        for (long i = 0; i < rows; i += height) {
          int length = count * (int) Math.min(height, rows - i);
          run.block(i * columns + column, length);
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(row);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[i, j] = row[j]}; both dense, of one type. */
  public static void fillRows(INDArray row, INDArray output) {
    int width = output.dataType().width();
    try {
      NativeMemory.repeat(
          NativeMemory.address(row),
          width * NativeMemory.length(row),
          NativeMemory.address(output),
          width * NativeMemory.length(output));
    } finally {
      Reference.reachabilityFence(row);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[i, j] = kernel(x[i, j], column[i])}; all dense, of one type. */
  public static void withColumn(Kernel kernel, INDArray x, INDArray column, INDArray output) {
    long rows = NativeMemory.length(column);
    long columns = NativeMemory.length(output) / rows;
    int width = (int) Math.min(columns, Blocks.LENGTH);
    int height = (int) Math.min(rows, Blocks.LENGTH / width);
    Run run = new Run(kernel, x, column, output);
    try {
      for (long i = 0; i < rows; i += height) {
        int count = (int) Math.min(height, rows - i);
        for (long j = 0; j < columns; j += width) {
          int length = (int) Math.min(width, columns - j);
          run.readColumn(i, count, length);
          run.block(i * columns + j, count * length);
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(column);
      Reference.reachabilityFence(output);
    }
  }

  /** One call: its operands' addresses, and the calling thread's blocks. */
  private static final class Run {
    private final Kernel kernel;
    private final boolean isFloat;
    private final int size;
    private final long from;
    private final long second;
    private final long to;
    private final Blocks blocks = Blocks.ofThread();

    Run(Kernel kernel, INDArray x, INDArray vector, INDArray output) {
      this.kernel = kernel;
      isFloat = output.dataType() == DataType.FLOAT;
      size = isFloat ? 4 : 8;
      from = NativeMemory.address(x);
      second = NativeMemory.address(vector);
      to = NativeMemory.address(output);
    }

    /** Part of the row, repeated for each row of a block. */
    void readRow(long start, int count, int height) {
      if (isFloat) {
        NativeMemory.read(second + size * start, blocks.y, 0, count);
        for (int i = 1; i < height; i++) {
          System.arraycopy(blocks.y, 0, blocks.y, i * count, count);
        }
      } else {
        NativeMemory.read(second + size * start, blocks.doubleY, 0, count);
        for (int i = 1; i < height; i++) {
          System.arraycopy(blocks.doubleY, 0, blocks.doubleY, i * count, count);
        }
      }
    }

    /** The values of some rows, each repeated along its row. */
    void readColumn(long start, int count, int width) {
      for (int i = 0; i < count; i++) {
        long address = second + size * (start + i);
        if (isFloat) {
          Arrays.fill(blocks.y, i * width, (i + 1) * width, NativeMemory.getFloat(address));
        } else {
          Arrays.fill(blocks.doubleY, i * width, (i + 1) * width, NativeMemory.getDouble(address));
        }
      }
    }

    /** Computes {@code n} elements from {@code start}. */
    void block(long start, int n) {
      if (isFloat) {
        NativeMemory.read(from + size * start, blocks.x, 0, n);
        kernel.floats().run(blocks.x, blocks.y, 0, blocks.z, n, blocks.buffers);
        NativeMemory.write(blocks.z, 0, to + size * start, n);
      } else {
        NativeMemory.read(from + size * start, blocks.doubleX, 0, n);
        kernel.requireDoubles().run(blocks.doubleX, blocks.doubleY, 0, blocks.doubleZ, n);
        NativeMemory.write(blocks.doubleZ, 0, to + size * start, n);
      }
    }
  }
}
