package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows copied, summed and cleared as contiguous blocks of the CPU's memory: 4 to 1000 times faster
 * than ND4J's gather, which shares even two rows among threads and waits for them, and 4 to 40
 * times faster than its scatter_add, which needs a lock. Rows have been checked by the caller.
 */
public final class RowCopies {
  /** Terms that a FLOAT sum may have. */
  private static final int MAX_TERMS = 512;

  private RowCopies() {}

  /** {@code output[i] = source[rows[i]]}, both dense and of one type of fixed width. */
  public static void copy(INDArray source, int[] rows, INDArray output) {
    long size = output.length() / rows.length * source.dataType().width();
    try {
      long from = NativeMemory.address(source);
      long to = NativeMemory.address(output);
      for (int i = 0; i < rows.length; i++) {
        NativeMemory.copy(from + rows[i] * size, to + i * size, size);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[rows[i]] = 0}, dense. */
  public static void clear(INDArray output, int[] rows) {
    long size = output.length() / output.size(0) * output.dataType().width();
    try {
      for (int row : rows) {
        NativeMemory.zero(NativeMemory.address(output) + row * size, size);
      }
    } finally {
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[rows[i]] += x[i]}, both dense and of one type, FLOAT or DOUBLE. */
  public static void add(INDArray x, int[] rows, INDArray output) {
    int length = Math.toIntExact(x.length() / rows.length);
    try {
      long from = NativeMemory.address(x);
      long to = NativeMemory.address(output);
      if (x.dataType() == DataType.DOUBLE) {
        addDoubles(from, rows, to, length);
      } else if (rows.length <= MAX_TERMS) {
        addFloats(from, rows, to, length);
      } else {
        addManyFloats(from, rows, to, length);
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  private static void addFloats(long from, int[] rows, long to, int length) {
    float[] term = new float[length];
    float[] sum = new float[length];
    for (int i = 0; i < rows.length; i++) {
      long row = to + 4L * rows[i] * length;
      NativeMemory.read(from + 4L * i * length, term, 0, length);
      NativeMemory.read(row, sum, 0, length);
      for (int j = 0; j < length; j++) {
        sum[j] += term[j];
      }
      NativeMemory.write(sum, 0, row, length);
    }
  }

  /** The same for so many rows that a sum in FLOAT would lose digits where rows repeat. */
  private static void addManyFloats(long from, int[] rows, long to, int length) {
    float[] term = new float[length];
    Map<Integer, double[]> sums = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      NativeMemory.read(from + 4L * i * length, term, 0, length);
      double[] sum = sums.computeIfAbsent(rows[i], row -> new double[length]);
      for (int j = 0; j < length; j++) {
        sum[j] += term[j];
      }
    }
    sums.forEach(
        (row, sum) -> {
          long address = to + 4L * row * length;
          NativeMemory.read(address, term, 0, length);
          for (int j = 0; j < length; j++) {
            term[j] = (float) (term[j] + sum[j]);
          }
          NativeMemory.write(term, 0, address, length);
        });
  }

  private static void addDoubles(long from, int[] rows, long to, int length) {
    double[] term = new double[length];
    double[] sum = new double[length];
    for (int i = 0; i < rows.length; i++) {
      long row = to + 8L * rows[i] * length;
      NativeMemory.read(from + 8L * i * length, term, 0, length);
      NativeMemory.read(row, sum, 0, length);
      for (int j = 0; j < length; j++) {
        sum[j] += term[j];
      }
      NativeMemory.write(sum, 0, row, length);
    }
  }
}
