package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 9: 'f'-ordered, sliced and transposed arrays give the numbers of a contiguous copy. */
public interface LayoutLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void every_layout_gives_the_same_numbers(ModuleCase row) {
    layouts(row, DataType.DOUBLE, ROUNDING);
    layouts(row, DataType.FLOAT, 2e-6);
  }

  private static void layouts(ModuleCase row, DataType type, double tolerance) {
    INDArray input = row.input(type, 1);
    INDArray delta = row.delta(type, input, 1);
    Pass expected = Pass.of(row.module(type), input, delta);
    Map<String, INDArray> inputs = Make.layouts(input);
    Map<String, INDArray> deltas = Make.layouts(delta);
    for (String layout : inputs.keySet()) {
      INDArray x = inputs.get(layout);
      INDArray d = deltas.get(layout);
      Pass.of(row.module(type), x, delta).requireClose("input in " + layout, expected, tolerance);
      Pass.of(row.module(type), input, d).requireClose("delta in " + layout, expected, tolerance);
      Pass.halves(row.module(type), x, d)
          .requireClose("both in " + layout + ", no forward", expected, tolerance);
    }
  }
}
