package io.github.taeda.nn.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A list of calls that is run step after step, as a training loop does, while its operands change
 * in every way they can; each result is compared with a naive loop over what the operands hold.
 */
final class RandomProgram {
  private static final int CALLS = 14;

  private final Random random;
  private final Scratch scratch = new Scratch();
  private final int[] calls;
  private final double[] scalars = new double[CALLS];
  private final List<INDArray> dropped = new ArrayList<>();
  private DataType type = DataType.FLOAT;
  private int m = 4;
  private int k = 4;
  private int n = 4;
  private INDArray a; // [m, k], or [m / 2, 2, k] if m is even
  private INDArray b; // [k, n]
  private INDArray c; // [m, n]
  private INDArray d; // [m, n]
  private INDArray row; // [n]
  private INDArray gradient; // [k, n]
  private INDArray rowGradient; // [n]

  RandomProgram(long seed) {
    random = new Random(seed);
    calls = random.ints(CALLS, 0, 100).toArray();
    renewAll();
  }

  /** Changes some operands, or none, and runs all calls in one step. */
  void step() {
    change();
    try (Scratch.Step step = scratch.step()) {
      INDArray last = c;
      for (int i = 0; i < CALLS; i++) {
        last = call(i, last);
      }
    }
  }

  private void change() {
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(16)) {
        case 0 -> renewAll();
        case 1 -> {
          type = type == DataType.FLOAT ? DataType.DOUBLE : DataType.FLOAT;
          renewAll();
        }
        case 2 -> {
          m = 1 + random.nextInt(6);
          k = random.nextBoolean() ? m : 1 + random.nextInt(6);
          n = random.nextBoolean() ? m : 1 + random.nextInt(6);
          renewAll();
        }
        case 3 -> a = renewed(a);
        case 4 -> b = renewed(b);
        case 5 -> c = renewed(c);
        case 6 -> d = renewed(d);
        case 7 -> row = renewed(row);
        case 8 -> gradient = output(gradient.shape());
        case 9 -> rowGradient = output(rowGradient.shape());
        case 10 -> calls[random.nextInt(CALLS)] = random.nextInt(100);
        case 11 -> scalars[random.nextInt(CALLS)] = random.nextInt(5) - 2;
        default -> change(List.of(a, b, c, d, row).get(random.nextInt(5)));
      }
    }
    if (random.nextInt(100) == 0) {
      dropped.clear();
      System.gc();
    }
  }

  /** The same object with other numbers, other memory or another order of its axes. */
  private void change(INDArray array) {
    boolean square = array.rank() == 2 && array.size(0) == array.size(1);
    if (square && random.nextBoolean()) {
      array.permutei(1, 0);
    } else if (Operands.isContiguous(array) && random.nextBoolean()) {
      array.setData(output(array.shape()).data());
    }
    Numbers.write(array, Numbers.normal(random, array.shape()));
  }

  private void renewAll() {
    a = m % 2 == 0 ? input(m / 2, 2, k) : input(m, k);
    b = input(k, n);
    c = input(m, n);
    d = input(m, n);
    row = input(n);
    gradient = output(k, n);
    rowGradient = output(n);
  }

  /** Another object; the old one is closed, kept alive, or left to the garbage collector. */
  private INDArray renewed(INDArray array) {
    INDArray result = input(array.shape());
    switch (random.nextInt(3)) {
      case 0 -> {
        if (!array.isView()) {
          array.close();
        }
      }
      case 1 -> dropped.add(array);
      default -> Nd4j.createUninitialized(type, array.shape(), 'c');
    }
    return result;
  }

  private INDArray input(long... shape) {
    List<Layout> layouts = Layout.of(shape.length);
    return lay(layouts.get(random.nextInt(layouts.size())), shape);
  }

  private INDArray output(long... shape) {
    List<Layout> layouts = Layout.outputs(shape);
    return lay(layouts.get(random.nextInt(layouts.size())), shape);
  }

  private INDArray lay(Layout layout, long... shape) {
    return layout.lay(type, Numbers.normal(random, shape), shape);
  }

  /** Runs one call and returns an array [m, n] for the next. */
  private INDArray call(int i, INDArray last) {
    return switch (calls[i] % 20) {
      case 0, 1 -> matmul();
      case 2 -> matmulTransposed(last);
      case 3, 4 -> addMatmulTransposed(last);
      case 5, 6 -> addRow(last);
      case 7 -> addColumnSums(last);
      case 8 -> rowSums(last);
      case 9 -> gatherRows(last);
      case 10, 11 -> scalar(i, last);
      default -> elementwise(i, last);
    };
  }

  private INDArray matmul() {
    INDArray output = Scratch.array(type, m, n);
    double[] expected =
        NaiveProducts.product(Numbers.of(a), Numbers.of(b), new double[m * n], m, k, n);
    Matrices.multiply(a, b, output);
    return checked("Matrices.multiply", output, expected);
  }

  private INDArray matmulTransposed(INDArray x) {
    INDArray output = Scratch.array(type, m, k);
    double[] transposed = NaiveProducts.transposed(Numbers.of(b), k, n);
    double[] expected =
        NaiveProducts.product(Numbers.of(x), transposed, new double[m * k], m, n, k);
    Matrices.multiplyTransposeB(x, b, output);
    checked("Matrices.multiplyTransposeB", output, expected);
    return x;
  }

  private INDArray addMatmulTransposed(INDArray x) {
    double[] transposed = NaiveProducts.transposed(Numbers.of(a), m, k);
    double[] expected =
        NaiveProducts.product(transposed, Numbers.of(x), Numbers.of(gradient), k, m, n);
    INDArray delta = a.rank() == 3 ? Operands.contiguous(x).reshape('c', m / 2, 2, n) : x;
    Matrices.addMultiplyTransposeA(a, delta, gradient);
    checked("Matrices.addMultiplyTransposeA", gradient, expected);
    return x;
  }

  private INDArray addRow(INDArray x) {
    INDArray output = random.nextBoolean() && x != c && x != d ? x : Scratch.array(type, m, n);
    double[] expected = Numbers.of(x);
    double[] added = Numbers.of(row);
    Arrays.setAll(expected, j -> expected[j] + added[j % n]);
    Rowwise.addRow(x, row, output);
    return checked("addRow", output, expected);
  }

  private INDArray addColumnSums(INDArray x) {
    double[] expected = Numbers.of(rowGradient);
    double[] numbers = Numbers.of(x);
    for (int j = 0; j < numbers.length; j++) {
      expected[j % n] += numbers[j];
    }
    Reductions.addColumnSums(x, rowGradient);
    checked("addColumnSums", rowGradient, expected);
    return x;
  }

  private INDArray rowSums(INDArray x) {
    INDArray output = Scratch.array(type, m);
    double[] expected = new double[m];
    double[] numbers = Numbers.of(x);
    for (int j = 0; j < numbers.length; j++) {
      expected[j / n] += numbers[j];
    }
    Reductions.rowSums(x, output);
    checked("rowSums", output, expected);
    return x;
  }

  private INDArray gatherRows(INDArray x) {
    int[] rows = random.ints(m, 0, m).toArray();
    INDArray output = Scratch.array(type, m, n);
    double[] numbers = Numbers.of(x);
    double[] expected = new double[m * n];
    Arrays.setAll(expected, j -> numbers[rows[j / n] * n + j % n]);
    Gathers.gatherRows(x, rows, output);
    return checked("gatherRows", output, expected);
  }

  private INDArray scalar(int i, INDArray x) {
    INDArray output = Scratch.array(type, m, n);
    double scalar = scalars[i];
    double[] expected = Numbers.of(x);
    Arrays.setAll(expected, j -> i % 2 == 0 ? scalar * expected[j] : Math.max(scalar, expected[j]));
    if (i % 2 == 0) {
      Elementwise.scale(x, scalar, output);
    } else {
      Elementwise.maximum(x, scalar, output);
    }
    return checked("scalar call", output, expected);
  }

  private INDArray elementwise(int i, INDArray x) {
    ElementwiseCase primitive = ElementwiseCase.ALL.get(calls[i] % ElementwiseCase.ALL.size());
    INDArray[] inputs = {x, random.nextInt(8) == 0 ? c : d};
    INDArray output = Scratch.array(type, m, n);
    double[][] numbers = {Numbers.of(inputs[0]), Numbers.of(inputs[1])};
    primitive.run().run(inputs, output);
    checked(primitive.name(), output, primitive.expected(numbers));
    Activations.tanh(output, output); // keeps the numbers of a long chain small
    return List.of("log", "sqrt", "divide").contains(primitive.name()) ? x : output;
  }

  private INDArray checked(String what, INDArray output, double[] expected) {
    double largest = 10;
    for (double number : expected) {
      largest = Math.max(largest, Double.isFinite(number) ? Math.abs(number) : 0);
    }
    double[] tolerance = new double[expected.length];
    Arrays.fill(tolerance, 30 * Numbers.epsilon(type) * largest);
    Numbers.assertClose(what + " " + type, output, expected, tolerance);
    return output;
  }
}
