package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 4: outside a step every returned array is new memory. */
public interface NewArraysLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void later_calls_never_change_earlier_results(ModuleCase row) {
    later(row, row.module(DataType.DOUBLE));
    later(row, row.module(DataType.DOUBLE).evaluate());
  }

  private static void later(ModuleCase row, Module module) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    INDArray output = module.forward(input);
    INDArray half = module.backwardDelta(input, delta);
    INDArray whole = module.backward(input, delta);
    INDArray outputThen = output.dup();
    INDArray halfThen = half.dup();
    INDArray wholeThen = whole.dup();

    INDArray other = row.input(DataType.DOUBLE, 2);
    INDArray otherDelta = row.delta(DataType.DOUBLE, other, 2);
    module.updateParameters(0.5);
    module.forward(other);
    module.backwardDelta(other, otherDelta);
    module.backward(other, otherDelta);

    Compare.exact("output", output, outputThen);
    Compare.exact("result of backwardDelta", half, halfThen);
    Compare.exact("result of backward", whole, wholeThen);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void results_share_no_memory_with_anything_else(ModuleCase row) {
    separate(row, row.module(DataType.DOUBLE));
    separate(row, row.module(DataType.DOUBLE).evaluate());
  }

  private static void separate(ModuleCase row, Module module) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass expected = Pass.of(module, input, delta);
    INDArray inputBefore = input.dup();
    INDArray deltaBefore = delta.dup();
    INDArray output = module.forward(input);
    INDArray half = module.backwardDelta(input, delta);
    INDArray whole = module.backward(input, delta);

    output.assign(7);
    Compare.exact("result of backwardDelta", half, expected.inputDelta());
    Compare.exact("result of backward", whole, expected.inputDelta());
    half.assign(7);
    Compare.exact("result of backward", whole, expected.inputDelta());
    whole.assign(7);

    Compare.exact("input", input, inputBefore);
    Compare.exact("delta", delta, deltaBefore);
    Pass.of(module, input, delta).requireExact("after writing to results", expected);
  }
}
