package io.github.taeda.nn.layers;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SoftmaxTest {
  private static final double[][] SCORES = {
    {1000, 0, -1000}, {-1e30, 1e30, 0}, {1e30, 1e30, -1e30}, {0, 0, 0}, {-1e30, -1e30, -1e30}
  };

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void far_scores_share_by_the_largest(DataType type) {
    double third = 1 / 3.0;
    double[][] shares = {
      {1, 0, 0}, {0, 1, 0}, {0.5, 0.5, 0}, {third, third, third}, {third, third, third}
    };
    INDArray delta = Make.matrix(new double[5][3]).castTo(type);
    delta.getColumn(0).assign(1);
    // s (δ − Σ δ s): in the third row ½ (1 − ½) and ½ (0 − ½), then ⅓ · ⅔ and ⅓ · −⅓.
    double[][] deltas = {{0, 0, 0}, {0, 0, 0}, {0.25, -0.25, 0}, {2, -1, -1}, {2, -1, -1}};

    Pass pass = Pass.of(new Softmax(), Make.matrix(SCORES).castTo(type), delta);

    double tolerance = type == DataType.FLOAT ? 1e-7 : 1e-15;
    Compare.close("output", pass.output(), Make.matrix(shares), tolerance);
    INDArray wanted = Make.matrix(deltas);
    wanted.getRow(3).divi(9);
    wanted.getRow(4).divi(9);
    Compare.close("delta", pass.inputDelta(), wanted, tolerance);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void logarithms_of_far_scores_are_finite(DataType type) {
    double two = -Math.log(2);
    double three = -Math.log(3);
    double[][] logs = {
      {0, -1000, -2000},
      {-2e30, 0, -1e30},
      {two, two, -2e30},
      {three, three, three},
      {three, three, three}
    };
    double tolerance = type == DataType.FLOAT ? 1e-7 : 1e-15;
    for (int i = 0; i < SCORES.length; i++) {
      INDArray output = new LogSoftmax().forward(Make.matrix(SCORES[i]).castTo(type));
      Compare.close("row " + i, output, Make.matrix(logs[i]), tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void one_class_has_all(DataType type) {
    INDArray scores = Make.of(new long[] {5, 1}, 0, 1000, -1000, 1e30, -1e30).castTo(type);
    INDArray delta = Make.of(new long[] {5, 1}, 1, -2, 3, 4, 5).castTo(type);
    INDArray zeros = Make.filled(type, 0, 5, 1);

    Pass softmax = Pass.of(new Softmax(), scores, delta);
    Pass logarithm = Pass.of(new LogSoftmax(), scores, delta);

    Compare.close("softmax", softmax.output(), zeros.add(1), 0);
    Compare.close("delta of softmax", softmax.inputDelta(), zeros, 0);
    Compare.close("logarithm", logarithm.output(), zeros, 0);
    Compare.close("delta of the logarithm", logarithm.inputDelta(), zeros, 0);
  }
}
