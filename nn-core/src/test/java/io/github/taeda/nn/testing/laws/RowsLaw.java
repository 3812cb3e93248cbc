package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Law 8: a row does not depend on the other rows, the size of the batch may change from call to
 * call, and a batch of one keeps its batch axis.
 */
public interface RowsLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_batch_is_its_rows_one_by_one(ModuleCase row) {
    INDArray input = row.batch(DataType.DOUBLE, 5, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass batch = Pass.of(module(row), input, delta);
    Pass sum = batch.gradients().zeros();
    for (int r = 0; r < 5; r++) {
      Pass alone = Pass.of(module(row), Make.rows(input, r, r + 1), Make.rows(delta, r, r + 1));
      Compare.close(
          "output of row " + r, alone.output(), Make.rows(batch.output(), r, r + 1), ROUNDING);
      Compare.close(
          "inputDelta of row " + r,
          alone.inputDelta(),
          Make.rows(batch.inputDelta(), r, r + 1),
          ROUNDING);
      sum = sum.plus(alone.gradients());
    }
    sum.requireClose("summed over rows", batch, ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_row_that_is_not_a_number_harms_no_other(ModuleCase row) {
    if (row.hasIds()) {
      return;
    }
    INDArray input = row.batch(DataType.DOUBLE, 5, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Module module = module(row);
    Pass sound = Pass.of(module, input, delta);
    INDArray poisoned = input.dup();
    Compare.indices(Make.rows(input, 0, 1).shape())
        .forEach(at -> poisoned.putScalar(at, Double.NaN));

    Pass pass = Pass.of(module, poisoned, delta);

    Compare.exact("output", Make.rows(pass.output(), 1, 5), Make.rows(sound.output(), 1, 5));
    Compare.exact(
        "inputDelta", Make.rows(pass.inputDelta(), 1, 5), Make.rows(sound.inputDelta(), 1, 5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void what_is_not_a_number_is_not_hidden(ModuleCase row) {
    if (row.hasIds()) {
      return;
    }
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray input = Make.filled(type, Double.NaN, row.shape());
      INDArray output = row.module(type).evaluate().forward(input);
      INDArray expected = Make.filled(type, Double.NaN, output.shape());
      if (row.hasConstants()) {
        INDArray zeros = row.module(type).evaluate().forward(input.like());
        INDArray ones = row.module(type).evaluate().forward(input.like().addi(1));
        Compare.indices(output.shape())
            .filter(at -> zeros.getDouble(at) == ones.getDouble(at))
            .forEach(at -> expected.putScalar(at, zeros.getDouble(at)));
      }
      Compare.exact("output", output, expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void the_batch_size_may_change_from_call_to_call(ModuleCase row) {
    long least = row.dependsOnRowsInTraining() ? 2 : 1;
    Module module = row.module(DataType.DOUBLE);
    for (long size : new long[] {4, least, 7, 4}) {
      INDArray input = row.batch(DataType.DOUBLE, size, size);
      INDArray delta = row.delta(DataType.DOUBLE, input, size);
      Pass.of(module, input, delta)
          .requireClose(
              "batch of " + size, Pass.of(row.module(DataType.DOUBLE), input, delta), ROUNDING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_batch_of_one_keeps_its_batch_axis(ModuleCase row) {
    long[] five = module(row).forward(row.batch(DataType.DOUBLE, 5, 1)).shape();
    INDArray input = row.batch(DataType.DOUBLE, 1, 1);
    Pass one = Pass.of(module(row), input, row.delta(DataType.DOUBLE, input, 1));
    five[0] = 1;
    assertThat(one.output().shape()).isEqualTo(five);
    assertThat(one.inputDelta().shape()).isEqualTo(input.shape());
  }

  private static Module module(ModuleCase row) {
    Module module = row.module(DataType.DOUBLE);
    return row.dependsOnRowsInTraining() ? module.evaluate() : module;
  }
}
