package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maxima, which long rows find by halves. */
class RowMaximaTest {
  @Test
  void the_maximum_is_found_at_every_position_of_rows_of_any_length() {
    for (long n = 1; n < 70; n++) {
      INDArray x = Make.filled(DataType.FLOAT, -3, n, n);
      for (long i = 0; i < n; i++) {
        x.putScalar(i, i, 300); // e^300 is infinite unless it is found
      }
      INDArray maxima = NDArrays.zeros(DataType.FLOAT, n);
      Reductions.rowMaxima(x, maxima);
      INDArray softmax = NDArrays.zeros(DataType.FLOAT, n, n);
      Softmaxes.softmax(x, softmax);
      for (long i = 0; i < n; i++) {
        assertThat(maxima.getDouble(i)).as("row %d of %d", i, n).isEqualTo(300);
        assertThat(softmax.getDouble(i, i)).as("row %d of %d", i, n).isEqualTo(1);
      }
    }
  }
}
