package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 5: {@code backward} equals its two halves, and either half alone is right too. */
public interface HalvesLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void halves_equal_the_whole_in_any_order(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass whole = Pass.of(row.module(DataType.DOUBLE), input, delta);

    Module both = row.module(DataType.DOUBLE);
    both.forward(input);
    Pass.halves(both, input, delta).requireClose("delta before gradients", whole, ROUNDING);

    Module reversed = row.module(DataType.DOUBLE);
    reversed.forward(input);
    reversed.backwardUpdateGradient(input, delta);
    Pass.gradients(reversed).requireClose("gradients alone", whole, ROUNDING);
    Compare.close(
        "delta after gradients",
        reversed.backwardDelta(input, delta),
        whole.inputDelta(),
        ROUNDING);

    Module deltaAlone = row.module(DataType.DOUBLE);
    deltaAlone.forward(input);
    Compare.close(
        "delta alone", deltaAlone.backwardDelta(input, delta), whole.inputDelta(), ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void either_half_is_right_without_a_forward_pass(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass whole = Pass.of(row.module(DataType.DOUBLE), input, delta);

    Pass.backward(row.module(DataType.DOUBLE), input, delta)
        .requireClose("backward alone", whole, ROUNDING);
    Compare.close(
        "delta alone",
        row.module(DataType.DOUBLE).backwardDelta(input, delta),
        whole.inputDelta(),
        ROUNDING);
    Module gradientsAlone = row.module(DataType.DOUBLE);
    gradientsAlone.backwardUpdateGradient(input, delta);
    Pass.gradients(gradientsAlone).requireClose("gradients alone", whole, ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void no_half_uses_the_delta_of_an_earlier_call(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    INDArray earlier = row.delta(DataType.DOUBLE, input, 2);
    Pass whole = Pass.of(row.module(DataType.DOUBLE), input, delta);

    Module module = row.module(DataType.DOUBLE);
    module.forward(input);
    module.backwardDelta(input, earlier);
    module.backwardUpdateGradient(input, delta);
    Pass.gradients(module).requireClose("after another delta", whole, ROUNDING);
    module.backward(input, earlier);
    Compare.close("delta", module.backwardDelta(input, delta), whole.inputDelta(), ROUNDING);
  }
}
