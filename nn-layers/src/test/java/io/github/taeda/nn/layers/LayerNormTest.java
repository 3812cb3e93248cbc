package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Pass;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LayerNormTest {

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e10", "FLOAT, 3e19", "FLOAT, 1e37", "DOUBLE, 1e150", "DOUBLE, 1e300"})
  void huge_rows_are_normalised_beside_small_ones(DataType type, double size) {
    // Of a row −s 0 s, σ = s √⅔ and y = ∓√1.5; the delta (0, 1, 0) becomes
    // (g − mean(g) − y · mean(g y)) / σ = (−⅓, ⅔, −⅓) / σ.
    INDArray input =
        Make.matrix(new double[] {-1, 0, 1}, new double[] {-size, 0, size}).castTo(type);
    INDArray delta = Make.matrix(new double[] {0, 1, 0}, new double[] {0, 1, 0}).castTo(type);
    Module norm = new LayerNorm(LayerNorm.Config.of(3).epsilon(1e-30)).to(type);

    Pass pass = Pass.of(norm, input, delta);

    double y = Math.sqrt(1.5);
    double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-14;
    Compare.close(
        "output",
        pass.output(),
        Make.matrix(new double[] {-y, 0, y}, new double[] {-y, 0, y}),
        tolerance);
    double[] slopes = {-y / 3, 2 * y / 3, -y / 3};
    INDArray inputDelta = pass.inputDelta();
    Compare.close("first row", Make.rows(inputDelta, 0, 1), Make.matrix(slopes), tolerance);
    if (type == DataType.DOUBLE || size < 1e37) { // else below the least normal FLOAT
      INDArray second = Make.rows(inputDelta, 1, 2).castTo(DataType.DOUBLE).mul(size);
      Compare.close("second row", second, Make.matrix(slopes), tolerance);
    }
  }

  @Test
  void rows_as_far_apart_as_the_type_allows_are_normalised() {
    // Of −s s s the mean is s/3 and σ = s 2√2/3, so y = −√2, √½, √½.
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      double s = type == DataType.FLOAT ? 3e38 : 1.5e308;
      INDArray input = Make.matrix(new double[] {-s, s, s}, new double[] {-1, 1, 1}).castTo(type);
      INDArray output =
          new LayerNorm(LayerNorm.Config.of(3).epsilon(1e-20)).to(type).forward(input);
      double[] y = {-Math.sqrt(2), Math.sqrt(0.5), Math.sqrt(0.5)};
      Compare.close("output", output, Make.matrix(y, y), type == DataType.FLOAT ? 1e-6 : 1e-14);
    }
  }

  @Test
  void a_row_without_variance_is_the_shift() {
    for (double number : new double[] {0, 1e-40, 0.1, 3, 1000.1, 1e30}) {
      for (int features : new int[] {3, 4, 7, 100}) {
        Module norm = new LayerNorm(features);
        norm.parameters().get(1).set(Make.filled(DataType.FLOAT, 0.5, features));
        INDArray output = norm.forward(Make.filled(DataType.FLOAT, number, 2, features));
        Compare.close("output", output, Make.filled(DataType.FLOAT, 0.5, 2, features), 0);
      }
    }
  }

  @Test
  void an_offset_costs_no_digits() {
    INDArray wide = Make.normal(new SplittableRandom(6), 4, 64).add(100_000);
    INDArray input = wide.castTo(DataType.FLOAT);

    INDArray output = new LayerNorm(64).forward(input);

    Module exact = new LayerNorm(64).to(DataType.DOUBLE);
    Compare.close("output", output, exact.forward(input.castTo(DataType.DOUBLE)), 2e-6);
  }

  @Test
  void huge_rows_leave_nan_and_other_rows_alone() {
    INDArray input = Make.normal(new SplittableRandom(5), 3, 4).castTo(DataType.FLOAT);
    INDArray rows = input.dup();
    rows.getRow(0).muli(1e30);
    rows.getRow(2).assign(Double.NaN);

    INDArray output = new LayerNorm(4).forward(rows);

    INDArray alone = new LayerNorm(4).forward(input);
    Compare.close("first", Make.rows(output, 0, 1), Make.rows(alone, 0, 1), 1e-4);
    Compare.exact("second", Make.rows(output, 1, 2), Make.rows(alone, 1, 2));
    assertThat(Make.rows(output, 2, 3).toFloatMatrix()[0]).containsOnly(Float.NaN);
  }
}
