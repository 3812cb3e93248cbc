package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of matrices against naive loops. */
class MatricesTest {
  /** Rows of a, columns of a, columns of b. */
  private static final int[][] SIZES = {
    {60, 50, 100}, {60, 50, 101}, {64, 256, 100}, {64, 700, 100}, {1, 700, 600}
  };

  private final Random random = new Random(11);

  /** One of the products, by what is transposed in it and whether it adds to its output. */
  private enum Product {
    MATMUL(false, false, false),
    MATMUL_TRANSPOSED(false, true, false),
    ADD_MATMUL(false, false, true),
    ADD_MATMUL_TRANSPOSED(true, false, true);

    private final boolean transposeA;
    private final boolean transposeB;
    private final boolean adds;

    Product(boolean transposeA, boolean transposeB, boolean adds) {
      this.transposeA = transposeA;
      this.transposeB = transposeB;
      this.adds = adds;
    }

    void run(INDArray a, INDArray b, INDArray output) {
      switch (this) {
        case MATMUL -> Matrices.multiply(a, b, output);
        case MATMUL_TRANSPOSED -> Matrices.multiplyTransposeB(a, b, output);
        case ADD_MATMUL -> Matrices.addMultiply(a, b, output);
        case ADD_MATMUL_TRANSPOSED -> Matrices.addMultiplyTransposeA(a, b, output);
      }
    }
  }

  static Stream<Arguments> products() {
    return Stream.of(Product.values())
        .flatMap(
            product ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .map(type -> Arguments.of(product, type)));
  }

  @ParameterizedTest
  @MethodSource("products")
  void agree_with_the_loop_for_inputs_and_outputs_of_every_layout(Product product, DataType type) {
    Scratch scratch = new Scratch();
    int[][] sizes = {
      {1, 1, 1},
      {4, 2, 2},
      {1, 5, 3},
      {5, 1, 3},
      {3, 5, 1},
      {1, 5, 1},
      {5, 1, 1},
      {1, 1, 5},
      {7, 16, 17}
    };
    for (int[] size : sizes) {
      List<Layout> layouts = Layout.of(2);
      List<Layout> outputs = Layout.outputs(product.transposeA ? size[1] : size[0], size[2]);
      for (int i = 0; i < layouts.size(); i++) {
        for (int j = 0; j < 3; j++) {
          Layout b = layouts.get((i + 2 * j) % layouts.size());
          List<Layout> chosen = List.of(layouts.get(i), b, outputs.get((i + j) % outputs.size()));
          check(product, type, chosen, size[1], size[2], size[0]);
          try (Scratch.Step step = scratch.step()) {
            check(product, type, chosen, size[1], size[2], size[0]);
          }
        }
      }
    }
  }

  /** Around the sizes from which another way of computing is taken, with and without remainders. */
  @ParameterizedTest
  @MethodSource("products")
  void agree_with_the_loop_at_every_size(Product product, DataType type) {
    for (int[] size : SIZES) {
      List<Layout> layouts = List.of(Layout.FLAT, Layout.SLICED_FIRST, Layout.SLICED_FIRST);
      check(product, type, layouts, size[1], size[2], size[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("products")
  void take_all_axes_but_the_last_as_one(Product product, DataType type) {
    for (long[] batch : new long[][] {{3, 4}, {1, 5}, {2, 1, 3}, {4, 3, 2}, {}}) {
      for (Layout layout : Layout.of(batch.length + 1)) {
        check(product, type, List.of(layout, layout, Layout.CONTIGUOUS), 5, 2, batch);
      }
    }
  }

  /** One product with a [batch…, inner]; b and the output are what fits, with n columns. */
  private void check(
      Product product, DataType type, List<Layout> layouts, int inner, int n, long... batch) {
    int rows = (int) Numbers.length(batch);
    int m = product.transposeA ? inner : rows;
    int k = product.transposeA ? rows : inner;
    double[] a = Numbers.normal(random, m, k);
    double[] b = Numbers.normal(random, k, n);
    double[] start = product.adds ? Numbers.normal(random, m, n) : new double[m * n];
    double[] content = start.clone();
    if (!product.adds) {
      Arrays.fill(content, Double.NaN);
    }
    INDArray left =
        product.transposeA
            ? lay(layouts.get(0), type, NaiveProducts.transposed(a, m, k), with(batch, m))
            : lay(layouts.get(0), type, a, with(batch, k));
    INDArray right =
        product.transposeB
            ? lay(layouts.get(1), type, NaiveProducts.transposed(b, k, n), n, k)
            : lay(layouts.get(1), type, b, product.transposeA ? with(batch, n) : new long[] {k, n});
    long[] outputShape = product.transposeA ? new long[] {m, n} : with(batch, n);
    INDArray output = lay(layouts.get(2), type, content, outputShape);
    double[] leftBefore = Numbers.of(left);
    double[] rightBefore = Numbers.of(right);

    product.run(left, right, output);

    String what = product + " " + type + " " + layouts + " " + m + " x " + k + " x " + n;
    double[] tolerance = NaiveProducts.scale(a, b, start, m, k, n);
    for (int i = 0; i < tolerance.length; i++) {
      tolerance[i] *= 8 * Numbers.epsilon(type);
    }
    Numbers.assertClose(what, output, NaiveProducts.product(a, b, start, m, k, n), tolerance);
    assertThat(Numbers.of(left)).as(what).isEqualTo(leftBefore);
    assertThat(Numbers.of(right)).as(what).isEqualTo(rightBefore);
  }

  private static INDArray lay(Layout layout, DataType type, double[] numbers, long... shape) {
    boolean fits = Layout.of(shape.length).contains(layout);
    return (fits ? layout : Layout.CONTIGUOUS).lay(type, numbers, shape);
  }

  private static long[] with(long[] batch, long last) {
    long[] shape = Arrays.copyOf(batch, batch.length + 1);
    shape[batch.length] = last;
    return shape;
  }
}
