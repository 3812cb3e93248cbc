package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VectorProductsTest {
  private static final ProductCheck CHECK = new ProductCheck(VectorProducts::run);

  static Stream<Arguments> products() {
    return ProductCheck.transposed(
        new int[][] {{1, 1, 1}, {1, 37, 5}, {37, 1, 5}, {1, 9, 300}, {4, 33, 70}, {33, 6, 70}});
  }

  @ParameterizedTest(name = "transposed {0}, {1}: [{2}, {4}] x [{4}, {3}]")
  @MethodSource("products")
  void vectors_make_the_product(boolean transposeA, boolean transposeB, int m, int n, int k) {
    CHECK.check(transposeA, transposeB, m, n, k);
  }

  @ParameterizedTest(name = "by rows {0}, transposed {1}, {2}")
  @CsvSource({
    "true,  false, false", "true,  false, true", "true,  true, false", "true,  true, true",
    "false, false, false", "false, false, true", "false, true, false", "false, true, true"
  })
  void zero_times_infinity_is_not_a_number(boolean byRows, boolean transposeA, boolean transposeB) {
    CHECK.checkNotANumber(transposeA, transposeB, byRows ? 2 : 39, byRows ? 39 : 2);
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
    Product product = ProductCheck.product(transposeA, transposeB, m, n, k, n);

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
    Product product = ProductCheck.product(false, transposeB, m, n, k, n);

    assertThat(VectorProducts.suits(product, FloatKernels.WIDE)).isEqualTo(suits);
  }
}
