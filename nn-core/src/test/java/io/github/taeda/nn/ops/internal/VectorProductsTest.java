package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class VectorProductsTest {
  private static final int GAP = 3; // between two rows of c

  static Stream<Arguments> products() {
    int[][] sizes = {{1, 1, 1}, {1, 37, 5}, {37, 1, 5}, {1, 9, 300}, {4, 33, 70}, {33, 6, 70}};
    return Stream.of(sizes)
        .flatMap(
            s -> Stream.of(0, 1, 2, 3).map(i -> Arguments.of(i % 2 > 0, i > 1, s[0], s[1], s[2])));
  }

  @ParameterizedTest(name = "transposed {0}, {1}: [{2}, {4}] x [{4}, {3}]")
  @MethodSource("products")
  void vectors_make_the_product(boolean transposeA, boolean transposeB, int m, int n, int k) {
    INDArray a = Make.normal(new SplittableRandom(3), m, k);
    INDArray b = Make.normal(new SplittableRandom(4), k, n);
    INDArray c = Make.normal(new SplittableRandom(5), m, n + GAP);
    INDArray expected = a.castTo(DataType.DOUBLE).mmul(b.castTo(DataType.DOUBLE));
    INDArray rest = c.get(NDArrayIndex.all(), NDArrayIndex.interval(n, n + GAP)).dup('c');
    INDArray before = c.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)).dup('c');

    INDArray added = c.castTo(DataType.FLOAT);
    run(transposeA, transposeB, a, b, true, added);
    check(added, n, expected.add(before), rest);

    INDArray set = c.castTo(DataType.FLOAT);
    set.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)).assign(Float.NaN);
    run(transposeA, transposeB, a, b, false, set);
    check(set, n, expected, rest);
  }

  private static void check(INDArray c, int n, INDArray expected, INDArray rest) {
    INDArray product = c.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)).dup('c');
    Compare.close("product", product, expected, 1e-5);
    INDArray others = c.get(NDArrayIndex.all(), NDArrayIndex.interval(n, n + GAP)).dup('c');
    Compare.exact("elements beside it", others, rest.castTo(DataType.FLOAT));
  }

  @ParameterizedTest(name = "by rows {0}, transposed {1}, {2}")
  @CsvSource({
    "true,  false, false", "true,  false, true", "true,  true, false", "true,  true, true",
    "false, false, false", "false, false, true", "false, true, false", "false, true, true"
  })
  void zero_times_infinity_is_not_a_number(boolean byRows, boolean transposeA, boolean transposeB) {
    int side = 39; // not a multiple of what kernels compute at once
    for (int l : new int[] {0, 7, side - 1}) {
      INDArray few = Make.filled(DataType.FLOAT, 1, byRows ? 2 : side, byRows ? side : 2);
      INDArray many = Make.filled(DataType.FLOAT, 1, side, side);
      few.putScalar(byRows ? new int[] {1, l} : new int[] {l, 1}, 0);
      many.putScalar(l, l, Float.NEGATIVE_INFINITY);
      INDArray c = Make.filled(DataType.FLOAT, 0, byRows ? 2 : side, byRows ? side : 2);

      run(transposeA, transposeB, byRows ? few : many, byRows ? many : few, false, c);

      assertThat(c.getFloat(byRows ? 1 : l, byRows ? l : 1)).isNaN();
      assertThat(c.getFloat(byRows ? 0 : l, byRows ? l : 0)).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(c.getFloat(byRows ? 1 : 3, byRows ? 3 : 1)).isEqualTo(side - 1f);
    }
  }

  @ParameterizedTest(name = "transposed {0}, {1}: [{2}, {4}] x [{4}, {3}]")
  @CsvSource({
    "false, false, 1,  2,   40,  true", // one vector
    "true,  true,  2,  1,   40,  true",
    "false, false, 6,  100, 784, true", // few rows
    "true,  false, 6,  100, 784, true",
    "false, false, 7,  100, 784, false",
    "false, false, 4,  16,  63,  false", // small
    "false, true,  4,  100, 64,  true",
    "false, true,  4,  100, 63,  false", // sums of few terms
    "true,  false, 784, 6,  128, true", // few columns
    "true,  false, 784, 6,  15,  false",
    "false, false, 784, 6,  128, false",
  })
  void few_vectors_are_multiplied_so_where_kernels_pack(
      boolean transposeA, boolean transposeB, int m, int n, int k, boolean suits) {
    Product product = product(transposeA, transposeB, m, n, k, n);

    assertThat(VectorProducts.suits(product, FloatKernels.PACKED)).isEqualTo(suits);
  }

  @ParameterizedTest(name = "transposed {0}: [{1}, {3}] x [{3}, {2}]")
  @CsvSource({
    "false, 1, 128, 128, true",
    "false, 1, 128, 127, false",
    "true,  1, 128, 128, false",
    "false, 2, 128, 128, false",
  })
  void long_rows_are_multiplied_so_where_kernels_are_wide(
      boolean transposeB, int m, int n, int k, boolean suits) {
    Product product = product(false, transposeB, m, n, k, n);

    assertThat(VectorProducts.suits(product, FloatKernels.WIDE)).isEqualTo(suits);
  }

  private static void run(
      boolean transposeA, boolean transposeB, INDArray a, INDArray b, boolean add, INDArray c) {
    INDArray left = (transposeA ? a.transpose() : a).castTo(DataType.FLOAT).dup('c');
    INDArray right = (transposeB ? b.transpose() : b).castTo(DataType.FLOAT).dup('c');
    int m = (int) a.size(0);
    int n = (int) b.size(1);
    Product product = product(transposeA, transposeB, m, n, (int) a.size(1), (int) c.size(1));
    VectorProducts.run(
        product,
        NativeMemory.address(left),
        NativeMemory.address(right),
        add,
        NativeMemory.address(c));
  }

  private static Product product(
      boolean transposeA, boolean transposeB, int m, int n, int k, int strideC) {
    int strideA = transposeA ? m : k;
    return new Product(transposeA, transposeB, m, n, k, strideA, transposeB ? k : n, strideC);
  }
}
