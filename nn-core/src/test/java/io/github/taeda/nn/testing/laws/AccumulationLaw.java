package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 2: gradients start at zero and accumulate until {@code zeroGradient}. */
public interface AccumulationLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void gradients_start_at_zero_and_accumulate(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass once = Pass.of(row.module(DataType.DOUBLE), input, delta).gradients();
    Pass zero = once.zeros();
    Module module = row.module(DataType.DOUBLE);

    Pass.gradients(module).requireExact("in a new module", zero);
    module.forward(input);
    module.backwardDelta(input, delta);
    Pass.gradients(module).requireExact("after forward and backwardDelta", zero);
    module.backwardUpdateGradient(input, delta);
    Pass.gradients(module).requireClose("after one call", once, ROUNDING);
    module.backwardUpdateGradient(input, delta);
    Pass.gradients(module).requireClose("after two calls", once.times(2), ROUNDING);
    module.backward(input, delta);
    Pass.gradients(module).requireClose("after two and backward", once.times(3), ROUNDING);
    module.zeroGradient();
    Pass.gradients(module).requireExact("after zeroGradient", zero);
    module.backward(input, delta);
    Pass.gradients(module).requireClose("once more", once, ROUNDING);
  }
}
