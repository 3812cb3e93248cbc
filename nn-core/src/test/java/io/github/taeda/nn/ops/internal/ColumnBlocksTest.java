package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products with blocks, on whatever kernel OpenBLAS has here, against ND4J's in DOUBLE. */
class ColumnBlocksTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "16, 512, 128", "16, 64, 129", "5, 65, 128", "3, 130, 300", "31, 63, 7"})
  void products_with_blocks_are_added(int m, int n, int k) {
    INDArray a = floats(m, k);
    INDArray b = floats(k, n);
    INDArray before = floats(m, n);
    INDArray expected = wide(a).mmul(wide(b)).add(wide(before));
    INDArray memory = NDArrays.zeros(DataType.FLOAT, (long) k * n);

    INDArray c = before.dup();
    ColumnBlocks.of(b, false, memory).addProduct(m, address(a), address(c));
    Compare.close("a b", c, expected, 1e-6);

    INDArray transposed = before.dup();
    INDArray matrix = b.transpose().dup('c');
    ColumnBlocks.of(matrix, true, memory).addProduct(m, address(a), address(transposed));
    Compare.exact("the same of the transpose", transposed, c);
  }

  @Test
  void they_pay_for_many_rows_of_a_matrix_that_is_not_large() {
    boolean wide = Products.hasWideKernels();
    assertThat(ColumnBlocks.pay(floats(128, 512), 128)).isEqualTo(wide);
    assertThat(ColumnBlocks.pay(floats(128, 512), 127)).isFalse();
    assertThat(ColumnBlocks.pay(floats(1024, 512), 1000)).isFalse();
    assertThat(ColumnBlocks.pay(wide(floats(128, 512)), 1000)).isFalse();
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
