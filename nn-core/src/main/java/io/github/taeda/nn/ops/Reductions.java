package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Extrema;
import io.github.taeda.nn.ops.internal.Sums;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sums over rows and columns. {@code [*, n]} is a matrix.
 *
 * <p>By ND4J each is a product with ones, up to 50 times faster than its own sum over many rows. In
 * FLOAT long sums are made of partial sums: one that has grown large swallows the last digits of
 * all that is still to come, and of 300 000 equal elements only three digits would be left.
 */
public final class Reductions {
  private static final CustomOperation MIN = new CustomOperation("reduce_min");
  private static final CustomOperation MAX = new CustomOperation("reduce_max");
  private static final CustomOperation ROW_MAXIMA = new CustomOperation("reduce_max", 1);

  /** FLOAT elements that are summed at once. */
  private static final long MAX_TERMS = 512;

  /** Parts that longer sums are made of. */
  private static final long PARTS = 128;

  private Reductions() {}

  /**
   * {@code output += Σ_rows x}: the gradient of a bias.
   *
   * @param x {@code [*, n]}
   * @param output {@code [n]}
   */
  public static void addColumnSums(INDArray x, INDArray output) {
    Operands.requireRows("addColumnSums", "x", x);
    long n = Operands.columnCount(x);
    Operands.require("addColumnSums", "output", output, x.dataType(), n);
    Operands.requireContiguous("addColumnSums", "output", output);
    Operands.requireOther("addColumnSums", "output", output, "x", x);
    if (Direct.isOn() && n <= Integer.MAX_VALUE) {
      Sums.addColumns(Operands.contiguous(x), output);
    } else {
      addColumnSums(Operands.rows(x), n, Scratch.view(output, 1, n));
    }
  }

  /**
   * {@code output = Σ_columns x}: the sum of each row.
   *
   * @param x {@code [*, n]}
   * @param output {@code [m]}, as many as {@code x} has rows
   */
  public static void rowSums(INDArray x, INDArray output) {
    Operands.requireRows("rowSums", "x", x);
    sums("rowSums", x, Operands.rowCount(x), output);
  }

  /**
   * {@code output = Σ_features x}: the sum over all axes but the first.
   *
   * @param x {@code [batch, …]}
   * @param output {@code [batch]}
   */
  public static void exampleSums(INDArray x, INDArray output) {
    Operands.requireRows("exampleSums", "x", x);
    sums("exampleSums", x, x.size(0), output);
  }

  private static void addColumnSums(INDArray x, long n, INDArray output) {
    long rows = x.length() / n;
    if (!isLong(x, rows)) {
      Matrices.addMultiply(
          Scratch.ones(x.dataType(), 1, rows), x, output); // += [1, rows] x [rows, n]
      return;
    }
    long height = rows / PARTS; // of each part: first the sums of all parts' rows of one number
    INDArray parts = block(x, 0, PARTS * height * n, PARTS);
    INDArray partial = Scratch.array(x.dataType(), 1, height * n);
    Matrices.multiply(
        Scratch.ones(x.dataType(), 1, PARTS), parts, partial); // [1, parts] x [parts, height·n]
    addColumnSums(Scratch.view(partial, height, n), n, output);
    long left = rows - PARTS * height;
    if (left > 0) {
      addColumnSums(block(x, PARTS * height * n, x.length(), left), n, output);
    }
  }

  /** The sums of {@code m} contiguous blocks of equal length. */
  private static void sums(String name, INDArray x, long m, INDArray output) {
    Operands.require(name, "output", output, x.dataType(), m);
    Operands.requireContiguous(name, "output", output);
    Operands.requireOther(name, "output", output, "x", x);
    if (Direct.isOn()) {
      Sums.rows(Operands.contiguous(x), output);
    } else {
      rowSums(Operands.contiguous(x), m, Scratch.view(output, m, 1));
    }
  }

  private static void rowSums(INDArray x, long m, INDArray output) {
    long n = x.length() / m;
    if (!isLong(x, n)) {
      Matrices.multiply(
          Scratch.view(x, m, n), Scratch.ones(x.dataType(), n, 1), output); // [m, n] x [n, 1]
      return;
    }
    long length = partLength(n);
    if (length == 1) {
      rowSums(padded(x, m, n), m, output);
      return;
    }
    long parts = x.length() / length;
    INDArray partial = Scratch.array(x.dataType(), parts, 1);
    rowSums(x, parts, partial);
    rowSums(partial, m, output);
  }

  /** The longest of equal parts that are not too long themselves; 1 if those are too short. */
  private static long partLength(long n) {
    long length = MAX_TERMS;
    while (n % length != 0) {
      length--;
    }
    return length < PARTS / 2 ? 1 : length;
  }

  /** Rows with zeros at their ends, so that they are made of equal parts. */
  private static INDArray padded(INDArray x, long m, long n) {
    INDArray padded = Scratch.array(x.dataType(), m, (n / PARTS + 1) * PARTS);
    Elementwise.fill(padded, 0);
    Slices.copyToSlice(Scratch.view(x, m, n), 1, 0, padded);
    return padded;
  }

  private static boolean isLong(INDArray x, long length) {
    return length > MAX_TERMS && x.dataType() == DataType.FLOAT;
  }

  /** Some elements of a contiguous array as a matrix, a view. */
  static INDArray block(INDArray x, long start, long end, long rows) {
    long columns = (end - start) / rows;
    return Scratch.strided(x, start, new long[] {rows, columns}, columns, 1);
  }

  /** The sum of all elements, in double precision: ND4J's own FLOAT sums lose digits. */
  public static double sum(INDArray x) {
    Operands.requireNumbers("sum", "x", x);
    return Direct.isOn() ? Sums.all(Operands.contiguous(x)) : fold(x, 0, Double::sum);
  }

  /** The Euclidean norm of all elements, √Σx²; NaN or infinite if one is. */
  public static double norm(INDArray x) {
    Operands.requireNumbers("norm", "x", x);
    return euclidean(x);
  }

  private static double euclidean(INDArray x) {
    INDArray numbers = Operands.contiguous(x);
    OptionalDouble norm = Direct.isOn() ? Sums.norm(numbers) : OptionalDouble.empty();
    return norm.orElseGet(
        () -> Nd4j.getBlasWrapper().level1().nrm2(Scratch.view(numbers, numbers.length())));
  }

  /** Whether every number is finite, neither infinite nor NaN. */
  public static boolean isFinite(INDArray x) {
    Operands.requireNumbers("isFinite", "x", x);
    INDArray numbers = Operands.contiguous(x);
    boolean isDirect = Direct.isOn() && Extrema.sumsMagnitudes(x.dataType());
    boolean isFinite =
        isDirect ? Extrema.hasFiniteSums(numbers) : Double.isFinite(euclidean(numbers));
    return isFinite // sums may overflow, although no element is infinite
        || (Double.isFinite(min(numbers)) && Double.isFinite(max(numbers)));
  }

  /** The minimum of all elements; NaN if one is NaN. */
  public static double min(INDArray x) {
    Operands.requireNumbers("min", "x", x);
    if (Direct.isOn()) {
      return Extrema.min(Operands.contiguous(x));
    }
    return reduce(MIN, x, Double.POSITIVE_INFINITY, Math::min);
  }

  /** The maximum of all elements; NaN if one is NaN. */
  public static double max(INDArray x) {
    Operands.requireNumbers("max", "x", x);
    if (Direct.isOn()) {
      return Extrema.max(Operands.contiguous(x));
    }
    return reduce(MAX, x, Double.NEGATIVE_INFINITY, Math::max);
  }

  /** The largest magnitude, {@code max |x|}; NaN may be ignored. */
  public static double maxAbs(INDArray x) {
    Operands.requireNumbers("maxAbs", "x", x);
    INDArray numbers = Operands.contiguous(x);
    long place = Nd4j.getBlasWrapper().level1().iamax(Scratch.view(numbers, numbers.length()));
    return Math.abs(numbers.getDouble(place));
  }

  private static double reduce(
      CustomOperation op, INDArray x, double start, DoubleBinaryOperator exact) {
    if (!Double.isFinite(euclidean(x))) {
      return fold(x, start, exact); // the op ignores NaN
    }
    INDArray numbers = Operands.contiguous(x);
    INDArray result = Scratch.array(x.dataType());
    op.run(result, Scratch.view(numbers, numbers.length()));
    return result.getDouble();
  }

  private static double fold(INDArray x, double start, DoubleBinaryOperator operator) {
    DataBuffer numbers = Operands.contiguous(x).data();
    double result = start;
    for (long i = 0; i < x.length(); i++) {
      result = operator.applyAsDouble(result, numbers.getDouble(i));
    }
    return result;
  }

  /**
   * {@code output = max_columns x}: the maximum of each row; NaN if one of its elements is NaN.
   *
   * @param x {@code [*, n]}
   * @param output {@code [m]}, m being the product of the axes before the last
   */
  public static void rowMaxima(INDArray x, INDArray output) {
    Operands.requireRows("rowMaxima", "x", x);
    Operands.require("rowMaxima", "output", output, x.dataType(), Operands.rowCount(x));
    Operands.requireContiguous("rowMaxima", "output", output);
    Operands.requireOther("rowMaxima", "output", output, "x", x);
    if (Direct.isOn()) {
      Extrema.rowMaxima(Operands.contiguous(x), output);
      return;
    }
    ROW_MAXIMA.run(output, Operands.rows(x)); // ignores NaN
    INDArray nan = Scratch.like(x);
    INDArray sums = Scratch.like(output);
    Elementwise.zeroOrNaN(x, nan);
    rowSums(nan, sums);
    Elementwise.add(output, sums, output);
  }
}
