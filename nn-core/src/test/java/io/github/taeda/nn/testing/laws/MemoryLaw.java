package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 6: backward never uses what a module remembers of another input, or of other parameters. */
public interface MemoryLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void backward_recomputes_for_another_array(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    INDArray other = row.input(DataType.DOUBLE, 2);
    Pass expected = Pass.of(row.module(DataType.DOUBLE), input, delta);

    Module module = row.module(DataType.DOUBLE);
    module.forward(other);
    Pass.backward(module, input, delta)
        .requireClose("forward saw other numbers", expected, ROUNDING);
    module.forward(other);
    Pass.halves(module, input, delta).requireClose("halves likewise", expected, ROUNDING);
    module.forward(input.dup());
    Pass.backward(module, input, delta).requireClose("forward saw a copy", expected, ROUNDING);
    module.forward(input);
    module.forward(other);
    Pass.backward(module, input, delta)
        .requireClose("forward was not the last", expected, ROUNDING);
    module.forward(input);
    Pass.backward(module, other, row.delta(DataType.DOUBLE, other, 2));
    Pass.backward(module, input, delta).requireClose("backward between", expected, ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void evaluation_recomputes_what_training_remembered(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass expected = Pass.of(trained(row, input, delta).evaluate(), input.dup(), delta);

    Module module = trained(row, input, delta).evaluate();
    Pass.of(module, input, delta).requireClose("the array that training saw", expected, ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void training_remembers_the_last_forward_only(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass expected = Pass.of(trained(row, input, delta), input.dup(), delta);

    Pass.of(trained(row, input, delta), input, delta)
        .requireClose("the same array again", expected, ROUNDING);
  }

  /** A module after one update. */
  private static Module trained(ModuleCase row, INDArray input, INDArray delta) {
    Module module = row.module(DataType.DOUBLE);
    Pass.of(module, input, delta);
    module.updateParameters(0.5);
    return module;
  }
}
