package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.ops.NDArrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tiles of a product, on whatever kernel OpenBLAS has here, against three loops. */
class UnpackedProductsTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "120, 64, 128",
    "121, 65, 129",
    "7, 100, 300",
    "250, 63, 127",
    "119, 130, 257",
    "240, 128, 256"
  })
  void tiles_are_the_product(int m, int n, int k) {
    Product product = new Product(false, false, m, n, k, k, n, n);
    INDArray a = array(m, k);
    INDArray b = array(k, n);
    INDArray c = array(m, n);
    double[][] expected = product(a, b);
    double[] before = c.dup().data().asDouble();

    UnpackedProducts.tiles(product, address(a), address(b), true, address(c));
    assertClose(c, expected, before);

    NDArrays.setValues(DoubleStream.generate(() -> Double.NaN).limit((long) m * n).toArray(), c);
    UnpackedProducts.tiles(product, address(a), address(b), false, address(c));
    assertClose(c, expected, new double[m * n]);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 64, 100, 4064",
    "false, 64, 128, 4064",
    "false, 64, 100, 4",
    "true, 1, 100, 12512",
    "false, 1, 100, 1073741825"
  })
  void products_are_tiled_whose_rows_do_not_crowd_the_cache(boolean tiled, int m, int n, int k) {
    assertThat(UnpackedProducts.isTiled(new Product(false, false, m, n, k, k, n, n)))
        .isEqualTo(tiled);
    assertThat(UnpackedProducts.isTiled(new Product(true, false, m, n, k, m, n, n))).isFalse();
    assertThat(UnpackedProducts.isTiled(new Product(false, true, m, n, k, k, k, n))).isFalse();
  }

  private INDArray array(int rows, int columns) {
    INDArray array = NDArrays.zeros(DataType.FLOAT, rows, columns);
    double[] values = random.doubles((long) rows * columns, -1, 1).toArray();
    NDArrays.setValues(values, array);
    return array;
  }

  private static long address(INDArray array) {
    return NativeMemory.address(array);
  }

  private static double[][] product(INDArray a, INDArray b) {
    double[][] left = a.toDoubleMatrix();
    double[][] right = b.toDoubleMatrix();
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int l = 0; l < right.length; l++) {
        for (int j = 0; j < right[0].length; j++) {
          product[i][j] += left[i][l] * right[l][j];
        }
      }
    }
    return product;
  }

  private static void assertClose(INDArray c, double[][] product, double[] before) {
    double[] actual = c.data().asDouble();
    int n = product[0].length;
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("element %d", i)
          .isCloseTo(product[i / n][i % n] + before[i], within(2e-4));
    }
  }
}
