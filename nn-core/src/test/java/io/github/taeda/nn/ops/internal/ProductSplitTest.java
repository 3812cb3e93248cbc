package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProductSplitTest {
  @Test
  void large_products_are_split_along_the_longer_side_into_a_power_of_two() {
    assertThat(ProductSplit.ofDoubles(product(256, 1024, 1024)))
        .isEqualTo(new ProductSplit(false, 1024, 8));
    assertThat(ProductSplit.ofDoubles(product(1000, 100, 784)))
        .isEqualTo(new ProductSplit(true, 1000, 4));
    assertThat(ProductSplit.ofDoubles(product(128, 100, 784)))
        .isEqualTo(new ProductSplit(true, 128, 2));
  }

  @Test
  void tiled_products_are_split_along_their_rows() {
    Product product = product(64, 100, 4064);
    boolean byRows = UnpackedProducts.isTiled(product);

    assertThat(ProductSplit.ofFloats(product))
        .isEqualTo(new ProductSplit(byRows, byRows ? 64 : 100, 2));
    assertThat(ProductSplit.ofFloats(product(63, 100, 4064)).byRows()).isFalse();
  }

  @Test
  void sides_of_less_than_two_units_are_not_split() {
    assertThat(ProductSplit.ofDoubles(product(31, 20, 100_000)).isPossible()).isFalse();
    assertThat(ProductSplit.ofDoubles(product(32, 20, 100_000)).isPossible()).isTrue();
  }

  private static Product product(int m, int n, int k) {
    return new Product(false, false, m, n, k, k, n, n);
  }
}
