package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DeepProductsTest {
  private final SplittableRandom random = new SplittableRandom(17);

  @ParameterizedTest(name = "[{0}, {2}] x [{2}, {1}] in {3} parts")
  @CsvSource({
    "64, 100, 4064, 8",
    "128, 100, 784, 2",
    "128, 256, 784, 1",
    "30, 20, 1540, 4",
    "1, 300, 16000, 8",
    "400, 400, 16000, 1"
  })
  void a_long_summed_axis_is_split(int m, int n, int k, int parts) {
    assertThat(DeepProducts.parts(product(m, n, k))).isEqualTo(parts);
  }

  @Test
  void products_with_a_transpose_are_not_split_so() {
    assertThat(DeepProducts.parts(new Product(true, false, 64, 100, 4064, 64, 100, 100)))
        .isEqualTo(1);
    assertThat(DeepProducts.parts(new Product(false, true, 64, 100, 4064, 4064, 4064, 100)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"5, 7, 1001, 3", "64, 100, 4064, 8", "1, 1, 16, 2", "1, 300, 16000, 8"})
  void the_parts_are_the_product(int m, int n, int k, int parts) {
    INDArray a = floats(m, k);
    INDArray b = floats(k, n);
    INDArray before = floats(m, n);
    INDArray expected = wide(a).mmul(wide(b));

    INDArray added = before.dup();
    run(product(m, n, k), parts, a, b, true, added);
    Compare.close("added", added, expected.add(wide(before)), 1e-5);

    INDArray set = Make.filled(DataType.FLOAT, Double.NaN, m, n);
    run(product(m, n, k), parts, a, b, false, set);
    Compare.close("set", set, expected, 1e-5);
  }

  @Test
  void rows_of_a_wider_result_are_left_to_other_ways() {
    INDArray a = floats(64, 4064);
    INDArray b = floats(4064, 100);
    INDArray c = Make.filled(DataType.FLOAT, 3, 64, 120);
    Product product = new Product(false, false, 64, 100, 4064, 4064, 100, 120);

    Products.floats(
        product, NativeMemory.address(a), NativeMemory.address(b), false, NativeMemory.address(c));

    INDArray columns = c.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 100)).dup('c');
    Compare.close("product", columns, wide(a).mmul(wide(b)), 1e-5);
    INDArray others = c.get(NDArrayIndex.all(), NDArrayIndex.interval(100, 120)).dup('c');
    Compare.exact("others", others, Make.filled(DataType.FLOAT, 3, 64, 20));
  }

  @Test
  void zero_times_infinity_is_not_a_number_in_every_part() {
    for (int part = 0; part < 4; part++) {
      INDArray a = Make.filled(DataType.FLOAT, 1, 3, 2000);
      INDArray b = Make.filled(DataType.FLOAT, 1, 2000, 5);
      int l = 500 * part + 250;
      a.putScalar(1, l, 0);
      b.putScalar(l, 2, Float.POSITIVE_INFINITY);
      b.putScalar(l, 3, Float.NaN);
      INDArray expected = Make.filled(DataType.FLOAT, 2000, 3, 5);
      expected.putRow(1, Make.filled(DataType.FLOAT, 1999, 1, 5));
      expected.putColumn(2, Make.filled(DataType.FLOAT, Float.POSITIVE_INFINITY, 3, 1));
      expected.putScalar(1, 2, Float.NaN);
      expected.putColumn(3, Make.filled(DataType.FLOAT, Float.NaN, 3, 1));

      INDArray c = Make.filled(DataType.FLOAT, Double.NaN, 3, 5);
      run(product(3, 5, 2000), 4, a, b, false, c);

      Compare.exact("part " + part, c, expected);
    }
  }

  @Test
  void every_run_has_the_same_bits() {
    INDArray a = floats(64, 4064);
    INDArray b = floats(4064, 100);
    INDArray first = floats(64, 100);
    run(product(64, 100, 4064), 8, a, b, false, first);
    for (int i = 0; i < 50; i++) {
      INDArray again = floats(64, 100);
      run(product(64, 100, 4064), 8, a, b, false, again);
      Compare.exact("run " + i, again, first);
    }
  }

  private static void run(
      Product product, int parts, INDArray a, INDArray b, boolean add, INDArray c) {
    DeepProducts.run(
        product,
        parts,
        NativeMemory.address(a),
        NativeMemory.address(b),
        add,
        NativeMemory.address(c));
  }

  private static Product product(int m, int n, int k) {
    return new Product(false, false, m, n, k, k, n, n);
  }

  private INDArray floats(int rows, int columns) {
    return Make.normal(random, rows, columns).castTo(DataType.FLOAT);
  }

  private static INDArray wide(INDArray array) {
    return array.castTo(DataType.DOUBLE);
  }
}
