package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProductSplitTest {
  @Test
  void large_products_are_split_along_the_longer_side() {
    assertThat(ProductSplit.ofDoubles(product(256, 1024, 1024)))
        .isEqualTo(new ProductSplit(false, 1024, 21));
    assertThat(ProductSplit.ofDoubles(product(1000, 100, 784)))
        .isEqualTo(new ProductSplit(true, 1000, 15));
    assertThat(ProductSplit.ofFloats(product(64, 100, 4064), FloatKernels.PACKED))
        .isEqualTo(new ProductSplit(false, 100, 2));
  }

  @Test
  void float_products_get_larger_parts_a_power_of_two() {
    assertThat(ProductSplit.ofFloats(product(256, 1024, 1024), FloatKernels.PACKED))
        .isEqualTo(new ProductSplit(false, 1024, 16));
    assertThat(ProductSplit.ofFloats(product(1000, 100, 784), FloatKernels.PACKED))
        .isEqualTo(new ProductSplit(true, 1000, 8));
    assertThat(ProductSplit.ofFloats(product(64, 4064, 100), FloatKernels.ONE_DNN))
        .isEqualTo(new ProductSplit(false, 4064, 2));
    assertThat(ProductSplit.ofFloats(product(64, 12512, 100), FloatKernels.ONE_DNN))
        .isEqualTo(new ProductSplit(false, 12512, 4));
    assertThat(ProductSplit.ofFloats(product(256, 1024, 1024), FloatKernels.WIDE))
        .isEqualTo(new ProductSplit(false, 1024, 8));
    assertThat(ProductSplit.ofFloats(product(1000, 256, 784), FloatKernels.WIDE))
        .isEqualTo(new ProductSplit(true, 1000, 4));
  }

  @Test
  void tiled_products_are_split_along_their_rows_if_they_have_enough() {
    assertThat(ProductSplit.ofFloats(product(64, 100, 4064), FloatKernels.WIDE))
        .isEqualTo(new ProductSplit(true, 64, 2));
    assertThat(ProductSplit.ofFloats(product(63, 100, 4064), FloatKernels.WIDE))
        .isEqualTo(new ProductSplit(false, 100, 2));
  }

  @Test
  void crowded_tiles_are_split_along_the_longer_side() {
    assertThat(ProductSplit.ofFloats(product(256, 1024, 1024), FloatKernels.WIDE_ON_AMD))
        .isEqualTo(new ProductSplit(false, 1024, 8));
    assertThat(ProductSplit.ofFloats(product(64, 100, 4064), FloatKernels.WIDE_ON_AMD))
        .isEqualTo(new ProductSplit(true, 64, 2));
  }

  @Test
  void products_are_shared_that_are_large_and_have_a_long_side() {
    assertThat(ProductSplit.sharesDoubles(product(31, 20, 100_000))).isFalse();
    assertThat(ProductSplit.sharesDoubles(product(32, 20, 100_000))).isTrue();
    assertThat(ProductSplit.sharesFloats(product(64, 100, 256), FloatKernels.PACKED)).isTrue();
    assertThat(ProductSplit.sharesFloats(product(64, 100, 256), FloatKernels.WIDE)).isFalse();
    assertThat(ProductSplit.sharesFloats(product(128, 256, 784), FloatKernels.WIDE)).isTrue();
  }

  private static Product product(int m, int n, int k) {
    return new Product(false, false, m, n, k, k, n, n);
  }
}
