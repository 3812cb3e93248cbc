package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the rows and over the columns of a matrix. FLOAT elements are summed in FLOAT at most
 * {@value #MAX_TERMS} at a time, and those partial sums in DOUBLE: a long FLOAT sum swallows the
 * last digits of all that is still to come.
 */
public final class Sums {
  private static final int MAX_TERMS = 512;

  /** Elements of a part of long columns, which threads share: 10 µs of work. */
  private static final long PART = 65_536;

  /** Parts of columns that are shared, at least and at most. */
  private static final long MIN_PARTS = 4;

  private static final long MAX_PARTS = 32;

  /** Elements up to which plain loops beat the call of a BLAS. */
  private static final int MAX_LOOP = 64;

  private Sums() {}

  /** {@code output[j] += Σ_i x[i, j]}; both dense, of one type, output {@code [columns]}. */
  public static void addColumns(INDArray x, INDArray output) {
    int columns = (int) NativeMemory.length(output);
    long rows = NativeMemory.length(x) / columns;
    try {
      if (output.dataType() == DataType.FLOAT && NativeMemory.length(x) <= MAX_LOOP) {
        addFewColumns(rows, columns, NativeMemory.address(x), NativeMemory.address(output));
        return;
      }
      if (output.dataType() == DataType.FLOAT && rows <= MAX_TERMS && Blas.isAvailable()) {
        Blas.addColumnSums(
            (int) rows, columns, NativeMemory.address(x), NativeMemory.address(output));
        return;
      }
      if (output.dataType() == DataType.FLOAT) {
        addColumns(NativeMemory.address(x), rows, columns, NativeMemory.address(output));
      } else {
        double[] sums = new double[columns];
        addDoubleColumns(NativeMemory.address(x), rows, sums, NativeMemory.address(output));
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[i] = Σ_j x[i, j]}; both dense, of one type, output {@code [rows]}. */
  public static void rows(INDArray x, INDArray output) {
    long rows = NativeMemory.length(output);
    long columns = NativeMemory.length(x) / rows;
    long from = NativeMemory.address(x);
    long to = NativeMemory.address(output);
    try {
      for (long i = 0; i < rows; i++) {
        if (output.dataType() == DataType.FLOAT) {
          NativeMemory.putFloat(to + 4 * i, (float) floats(from + 4 * i * columns, columns));
        } else {
          NativeMemory.putDouble(to + 8 * i, doubles(from + 8 * i * columns, columns));
        }
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  /** The sum of all elements. */
  public static double all(INDArray x) {
    try {
      long from = NativeMemory.address(x);
      return x.dataType() == DataType.FLOAT
          ? floats(from, NativeMemory.length(x))
          : doubles(from, NativeMemory.length(x));
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  /** The Euclidean norm of all elements, if a BLAS computes it. */
  public static OptionalDouble norm(INDArray x) {
    long n = NativeMemory.length(x);
    if (n > Integer.MAX_VALUE || !Blas.isAvailable()) {
      return OptionalDouble.empty();
    }
    try {
      long from = NativeMemory.address(x);
      boolean isFloat = x.dataType() == DataType.FLOAT;
      return OptionalDouble.of(
          isFloat ? Blas.floatNorm((int) n, from) : Blas.doubleNorm((int) n, from));
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  /** In parts whose bounds depend on the sizes alone. */
  private static void addColumns(long from, long rows, int columns, long to) {
    long wanted = Math.min(Math.min(rows * columns / PART, rows / MAX_TERMS), MAX_PARTS);
    int parts = wanted < MIN_PARTS ? 1 : (int) wanted;
    double[][] sums = new double[parts][columns];
    KernelThreads.run(
        parts,
        part -> {
          long first = rows * part / parts;
          long count = rows * (part + 1) / parts - first;
          sumColumns(from + 4 * first * columns, count, sums[part]);
        });
    for (int j = 0; j < columns; j++) {
      double sum = NativeMemory.getFloat(to + 4L * j);
      for (double[] ofPart : sums) {
        sum += ofPart[j];
      }
      NativeMemory.putFloat(to + 4L * j, (float) sum);
    }
  }

  /**
   * Sums several rows as if they were one long row, for C2 does little for short loops; then the
   * columns of that.
   */
  private static void sumColumns(long from, long rows, double[] sums) {
    int columns = sums.length;
    int height = (int) Math.max(1, Math.min(rows, Blocks.LENGTH / columns)); // rows at once
    int width = height * columns;
    Blocks blocks = Blocks.ofThread();
    float[] row = width <= Blocks.LENGTH ? blocks.x : new float[width];
    float[] partial = width <= Blocks.LENGTH ? blocks.y : new float[width];
    for (long first = 0; first < rows; first += (long) height * MAX_TERMS) {
      Arrays.fill(partial, 0, width, 0);
      long end = Math.min(rows, first + (long) height * MAX_TERMS);
      for (long i = first; i < end; i += height) {
        int n = columns * (int) Math.min(height, end - i);
        NativeMemory.read(from + 4 * i * columns, row, 0, n);
        for (int j = 0; j < n; j++) {
          partial[j] += row[j];
        }
      }
      for (int j = 0; j < width; j++) {
        sums[j % columns] += partial[j];
      }
    }
  }

  private static void addFewColumns(long rows, int columns, long from, long to) {
    for (int j = 0; j < columns; j++) {
      float sum = 0;
      for (long i = 0; i < rows; i++) {
        sum += NativeMemory.getFloat(from + 4 * (i * columns + j));
      }
      NativeMemory.putFloat(to + 4L * j, NativeMemory.getFloat(to + 4L * j) + sum);
    }
  }

  private static void addDoubleColumns(long from, long rows, double[] sums, long to) {
    int columns = sums.length;
    int height = (int) Math.max(1, Math.min(rows, Blocks.LENGTH / columns));
    double[] row = new double[height * columns];
    double[] partial = new double[row.length];
    for (long i = 0; i < rows; i += height) {
      int n = columns * (int) Math.min(height, rows - i);
      NativeMemory.read(from + 8 * i * columns, row, 0, n);
      for (int j = 0; j < n; j++) {
        partial[j] += row[j];
      }
    }
    for (int j = 0; j < partial.length; j++) {
      sums[j % columns] += partial[j];
    }
    for (int j = 0; j < columns; j++) {
      NativeMemory.putDouble(to + 8L * j, NativeMemory.getDouble(to + 8L * j) + sums[j]);
    }
  }

  private static double floats(long from, long n) {
    float[] block = Blocks.ofThread().x;
    double sum = 0;
    for (long start = 0; start < n; start += Blocks.LENGTH) {
      int count = (int) Math.min(Blocks.LENGTH, n - start);
      NativeMemory.read(from + 4 * start, block, 0, count);
      sum += block(block, 0, count);
    }
    return sum;
  }

  /** The sum of {@code x[start…start + n − 1]} in DOUBLE, in four lanes that do not wait. */
  static double block(float[] x, int start, int n) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int end = start + n;
    int i = start;
    for (; i < end - 3; i += 4) {
      first += x[i];
      second += x[i + 1];
      third += x[i + 2];
      fourth += x[i + 3];
    }
    for (; i < end; i++) {
      first += x[i];
    }
    return (first + second) + (third + fourth);
  }

  private static double doubles(long from, long n) {
    double[] block = Blocks.ofThread().doubleX;
    double sum = 0;
    for (long start = 0; start < n; start += Blocks.LENGTH) {
      int count = (int) Math.min(Blocks.LENGTH, n - start);
      NativeMemory.read(from + 8 * start, block, 0, count);
      for (int i = 0; i < count; i++) {
        sum += block[i];
      }
    }
    return sum;
  }
}
