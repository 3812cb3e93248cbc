package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Minimum, maximum and sum of squares of all elements, and maxima of rows, NaN where one is NaN;
 * and whether elements are finite.
 */
public final class Extrema {
  /** Elements from which halves are compared. */
  private static final int MIN_HALVED = 16;

  private static final Fold MIN =
      new Fold(
          (x, n, result) -> {
            int left = n;
            while (left > 8) { // the second half against the first, which C2 vectorises
              int half = (left + 1) / 2;
              for (int i = 0; i < left - half; i++) {
                x[i] = Math.min(x[i], x[half + i]);
              }
              left = half;
            }
            float min = (float) result;
            for (int i = 0; i < left; i++) {
              min = Math.min(min, x[i]);
            }
            return min;
          },
          (x, n, result) -> {
            double min = result;
            for (int i = 0; i < n; i++) {
              min = Math.min(min, x[i]);
            }
            return min;
          });
  private static final Fold MAX =
      new Fold(
          (x, n, result) -> Math.max(max(x, 0, n, x), (float) result),
          (x, n, result) -> {
            double max = result;
            for (int i = 0; i < n; i++) {
              max = Math.max(max, x[i]);
            }
            return max;
          });
  private static final Fold SQUARES =
      new Fold(
          (x, n, result) -> {
            double sum = result;
            for (int i = 0; i < n; i++) {
              sum += (double) x[i] * x[i];
            }
            return sum;
          },
          (x, n, result) -> {
            double sum = result;
            for (int i = 0; i < n; i++) {
              sum += x[i] * x[i];
            }
            return sum;
          });

  /** Elements of FLOAT that one thread sums at once: 5 to 10 µs of work. */
  private static final long PART = 65_536;

  /** Elements from which threads share them. */
  private static final long MIN_SHARED = 4 * PART;

  private Extrema() {}

  /** Whether {@link #hasFiniteSums} can tell of elements of a type. */
  public static boolean sumsMagnitudes(DataType type) {
    return type == DataType.FLOAT && Blas.isAvailable();
  }

  /** Whether the sums of the magnitudes of parts are finite, as they are if no element is large. */
  public static boolean hasFiniteSums(INDArray x) {
    long n = NativeMemory.length(x);
    long from = NativeMemory.address(x);
    AtomicBoolean isFinite = new AtomicBoolean(true);
    KernelThreads.Range part =
        (start, count) -> {
          for (long i = start; i < start + count; i += PART) {
            int length = (int) Math.min(PART, start + count - i);
            if (!Float.isFinite(Blas.absoluteSum(length, from + 4 * i))) {
              isFinite.set(false);
            }
          }
        };
    try {
      if (n < MIN_SHARED) {
        part.run(0, n);
      } else {
        KernelThreads.ranges(n, PART, part);
      }
    } finally {
      Reference.reachabilityFence(x);
    }
    return isFinite.get();
  }

  /** The minimum; ∞ of nothing. */
  public static double min(INDArray x) {
    return run(MIN, x, Double.POSITIVE_INFINITY);
  }

  /** The maximum; −∞ of nothing. */
  public static double max(INDArray x) {
    return run(MAX, x, Double.NEGATIVE_INFINITY);
  }

  /** The sum of squares in double precision, which no finite FLOAT elements overflow. */
  public static double squares(INDArray x) {
    return run(SQUARES, x, 0);
  }

  /** {@code output[i] = max_j x[i, j]}; both dense, of one type, output {@code [rows]}. */
  public static void rowMaxima(INDArray x, INDArray output) {
    long rows = output.length();
    long columns = x.length() / rows;
    long from = NativeMemory.address(x);
    long to = NativeMemory.address(output);
    boolean isFloat = output.dataType() == DataType.FLOAT;
    int size = isFloat ? 4 : 8;
    try {
      for (long i = 0; i < rows; i++) {
        long row = from + size * i * columns;
        double max = run(MAX, isFloat, row, columns, Double.NEGATIVE_INFINITY);
        if (isFloat) {
          NativeMemory.putFloat(to + size * i, (float) max);
        } else {
          NativeMemory.putDouble(to + size * i, max);
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  /**
   * The maximum of {@code x[start…start + n − 1]}, −∞ of nothing.
   *
   * @param spare of n / 2 elements; may be x if start is 0, which it overwrites then
   */
  static float max(float[] x, int start, int n, float[] spare) {
    if (n < MIN_HALVED) {
      return maxInOrder(x, start, n);
    }
    int half = (n + 1) / 2; // the second half against the first, which C2 vectorises
    for (int i = 0; i < n - half; i++) {
      spare[i] = Math.max(x[start + i], x[start + half + i]);
    }
    spare[half - 1] = n % 2 == 0 ? spare[half - 1] : x[start + half - 1];
    return max(spare, 0, half, spare);
  }

  private static float maxInOrder(float[] x, int start, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = start; i < start + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static double run(Fold fold, INDArray x, double start) {
    try {
      boolean isFloat = x.dataType() == DataType.FLOAT;
      return run(fold, isFloat, NativeMemory.address(x), x.length(), start);
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  private static double run(Fold fold, boolean isFloat, long from, long n, double start) {
    Blocks blocks = Blocks.ofThread();
    double result = start;
    for (long first = 0; first < n; first += Blocks.LENGTH) {
      int count = (int) Math.min(Blocks.LENGTH, n - first);
      if (isFloat) {
        NativeMemory.read(from + 4 * first, blocks.x, 0, count);
        result = fold.floats.apply(blocks.x, count, result);
      } else {
        NativeMemory.read(from + 8 * first, blocks.doubleX, 0, count);
        result = fold.doubles.apply(blocks.doubleX, count, result);
      }
    }
    return result;
  }

  /** What a block, which it may overwrite, adds to the result so far; in both types. */
  private record Fold(Floats floats, Doubles doubles) {
    interface Floats {
      double apply(float[] x, int n, double result);
    }

    interface Doubles {
      double apply(double[] x, int n, double result);
    }
  }
}
