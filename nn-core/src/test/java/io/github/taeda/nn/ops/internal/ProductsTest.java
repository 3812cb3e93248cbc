package io.github.taeda.nn.ops.internal;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ProductsTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void one_row_times_a_large_matrix_is_the_product() {
    INDArray a = floats(1, 784);
    INDArray b = floats(784, 100);
    INDArray before = floats(1, 100);
    INDArray expected = wide(a).mmul(wide(b));
    Product row = new Product(false, false, 1, 100, 784, 784, 100, 100);
    Product column = new Product(true, false, 1, 100, 784, 1, 100, 100); // of a column's transpose
    for (Product product : new Product[] {row, column}) {
      INDArray added = before.dup();
      Products.alone(product, true, address(a), address(b), true, address(added));
      Compare.close("added", added, expected.add(wide(before)), 1e-6);

      INDArray set = Make.filled(DataType.FLOAT, Double.NaN, 1, 100);
      Products.alone(product, true, address(a), address(b), false, address(set));
      Compare.close("set", set, expected, 1e-6);
    }
    INDArray rows = before.dup();
    Products.addRows(
        DataType.FLOAT, false, 1, 100, 784, address(a), address(b), address(rows), false);
    Compare.close("added rows", rows, expected.add(wide(before)), 1e-6);
  }

  @ParameterizedTest(name = "[{0}, 64] x [64, 128], transposed {1}, shared {2}")
  @CsvSource({
    "2, false, false",
    "16, false, false",
    "16, true, false",
    "16, false, true",
    "200, true, true"
  })
  void products_of_rows_are_added(int m, boolean transposeB, boolean shared) {
    INDArray a = floats(m, 64);
    INDArray b = transposeB ? floats(128, 64) : floats(64, 128);
    INDArray c = floats(m, 128);
    INDArray expected = wide(c).add(wide(a).mmul(transposeB ? wide(b).transpose() : wide(b)));

    Products.addRows(
        DataType.FLOAT, transposeB, m, 128, 64, address(a), address(b), address(c), shared);

    Compare.close("c", c, expected, 1e-5);
  }

  @Test
  void zero_times_infinity_is_not_a_number_in_one_row_too() {
    INDArray a = Make.filled(DataType.FLOAT, 1, 1, 785);
    INDArray b = Make.filled(DataType.FLOAT, 1, 785, 101);
    a.putScalar(0, 784, 0);
    b.putScalar(784, 100, Float.POSITIVE_INFINITY); // the last row and column
    b.putScalar(3, 7, Float.NEGATIVE_INFINITY);
    b.putScalar(5, 9, Float.NaN);
    INDArray expected = Make.filled(DataType.FLOAT, 784, 1, 101);
    expected.putScalar(0, 100, Float.NaN);
    expected.putScalar(0, 7, Float.NEGATIVE_INFINITY);
    expected.putScalar(0, 9, Float.NaN);
    INDArray c = Make.filled(DataType.FLOAT, Double.NaN, 1, 101);

    Product row = new Product(false, false, 1, 101, 785, 785, 101, 101);
    Products.alone(row, true, address(a), address(b), false, address(c));

    Compare.exact("product", c, expected);
  }

  @Test
  void a_column_of_a_wider_matrix_is_multiplied_with_its_stride() {
    INDArray a = floats(300, 5); // its column 2, transposed
    INDArray b = floats(300, 100);
    Product product = new Product(true, false, 1, 100, 300, 5, 100, 100);
    INDArray c = Make.filled(DataType.FLOAT, Double.NaN, 1, 100);

    Products.alone(product, true, address(a) + 4 * 2, address(b), false, address(c));

    INDArray column = wide(a).getColumn(2).dup().reshape(1, 300);
    Compare.close("product", c, column.mmul(wide(b)), 1e-6);
  }

  private INDArray floats(int rows, int columns) {
    return Make.normal(random, rows, columns).castTo(DataType.FLOAT);
  }

  private static INDArray wide(INDArray array) {
    return array.castTo(DataType.DOUBLE);
  }

  private static long address(INDArray array) {
    return NativeMemory.address(array);
  }
}
