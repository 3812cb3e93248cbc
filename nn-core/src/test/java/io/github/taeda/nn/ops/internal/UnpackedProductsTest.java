package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
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

    Product ofTranspose = new Product(true, false, m, n, k, m, n, n);
    INDArray transpose = a.transpose().dup('c');
    UnpackedProducts.tiles(ofTranspose, address(transpose), address(b), true, address(c));
    assertClose(c, doubled(expected), new double[m * n]);

    NDArrays.setValues(DoubleStream.generate(() -> Double.NaN).limit((long) m * n).toArray(), c);
    UnpackedProducts.tiles(ofTranspose, address(transpose), address(b), false, address(c));
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
    Product plain = new Product(false, false, m, n, k, k, n, n);
    assertThat(UnpackedProducts.isTiled(plain, FloatKernels.WIDE)).isEqualTo(tiled);
    assertThat(UnpackedProducts.isTiled(plain, FloatKernels.PACKED)).isFalse();
    Product left = new Product(true, false, m, n, k, m, n, n);
    assertThat(UnpackedProducts.isTiled(left, FloatKernels.WIDE)).isFalse();
    for (FloatKernels kernels : FloatKernels.values()) {
      Product right = new Product(false, true, m, n, k, k, k, n);
      assertThat(UnpackedProducts.isTiled(right, kernels)).isFalse();
    }
  }

  @Test
  void crowded_rows_and_many_columns_are_tiled_on_amd() {
    FloatKernels amd = FloatKernels.WIDE_ON_AMD;
    assertThat(
            UnpackedProducts.isTiled(new Product(false, false, 64, 128, 784, 784, 128, 128), amd))
        .isTrue();
    assertThat(
            UnpackedProducts.isTiled(new Product(true, false, 784, 256, 128, 784, 256, 256), amd))
        .isTrue();
    assertThat(
            UnpackedProducts.isTiled(new Product(true, false, 784, 100, 128, 784, 100, 100), amd))
        .isFalse(); // parts of 64 rows with all columns
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

  private static double[][] doubled(double[][] x) {
    return Arrays.stream(x)
        .map(row -> Arrays.stream(row).map(element -> 2 * element).toArray())
        .toArray(double[][]::new);
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
