package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Law 11: an array that does not fit is a {@link ShapeException} that names the path to the module,
 * null a {@link NullPointerException} that names it too, and nothing has changed then.
 */
public interface ErrorLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void inputs_that_are_no_arrays_of_numbers_are_refused(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray closed = input.dup();
    closed.close();
    long[] none = row.shape();
    none[0] = 0;
    INDArray empty = Nd4j.create(input.dataType(), none);

    refusesInput(row, null, "input is null");
    refusesInput(row, closed, "input was closed, its memory is gone");
    refusesInput(row, empty, "input is empty, its shape is " + Shapes.text(none));
    if (!row.hasIds()) {
      for (DataType type : new DataType[] {DataType.BOOL, DataType.INT64, DataType.FLOAT16}) {
        String message = "input must be FLOAT or DOUBLE, but was " + type;
        refusesInput(row, Nd4j.create(type, row.shape()), message);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void inputs_of_another_type_than_the_parameters_are_refused(ModuleCase row) {
    Module module = row.module(DataType.DOUBLE);
    if (module.parameters().isEmpty() || row.hasIds()) {
      return;
    }
    INDArray delta = row.delta(DataType.DOUBLE, row.input(DataType.DOUBLE, 1), 1);
    Throwable error = catchThrowable(() -> module.backward(row.input(DataType.FLOAT, 1), delta));
    assertThat(error)
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith(": input must be DOUBLE, but was FLOAT");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void inputs_of_the_wrong_shape_are_refused(ModuleCase row) {
    row.refused()
        .forEach(
            (message, shape) -> refusesInput(row, Nd4j.create(DataType.DOUBLE, shape), message));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void deltas_that_do_not_fit_are_refused(ModuleCase row) {
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    INDArray closed = delta.dup();
    closed.close();
    long[] shape = delta.shape();
    long[] larger = shape.clone();
    larger[shape.length - 1]++;
    long[] deeper = Arrays.copyOf(shape, shape.length + 1);
    deeper[shape.length] = 1;
    String expected = "delta must be " + Shapes.text(shape) + ", but was ";

    refusesDelta(row, null, "delta is null");
    refusesDelta(row, closed, "delta was closed, its memory is gone");
    refusesDelta(
        row, Nd4j.create(DataType.INT64, shape), "delta must be FLOAT or DOUBLE, but was LONG");
    refusesDelta(row, delta.castTo(DataType.FLOAT), "delta must be DOUBLE, but was FLOAT");
    refusesDelta(row, Nd4j.create(DataType.DOUBLE, larger), expected + Shapes.text(larger));
    refusesDelta(row, Nd4j.create(DataType.DOUBLE, deeper), expected + Shapes.text(deeper));
  }

  private static void refusesInput(ModuleCase row, INDArray wrong, String message) {
    Module module = row.module(DataType.DOUBLE);
    INDArray input = row.input(DataType.DOUBLE, 1);
    INDArray delta = row.delta(DataType.DOUBLE, input, 1);
    Pass before = Pass.of(module, input, delta);
    String expected = row.inputOwner() + ": \\Q" + message + "\\E";

    refuses(() -> module.forward(wrong), expected);
    refuses(() -> module.backwardDelta(wrong, delta), expected);
    refuses(() -> module.backwardUpdateGradient(wrong, delta), expected);
    refuses(() -> module.backward(wrong, delta), expected);
    Pass.gradients(module).requireExact("after errors", before);
    Pass.of(module, input, delta).requireExact("after errors", before);

    Sequential outer = new Sequential(new Sequential(module));
    refuses(() -> outer.forward(wrong), "\\QSequential[0] > Sequential[0] > \\E" + expected);
  }

  private static void refusesDelta(ModuleCase row, INDArray wrong, String message) {
    Module module = row.module(DataType.DOUBLE);
    INDArray input = row.input(DataType.DOUBLE, 1);
    Pass before = Pass.of(module, input, row.delta(DataType.DOUBLE, input, 1));
    String expected = row.deltaOwner() + ": \\Q" + message + "\\E";

    refuses(() -> module.backwardDelta(input, wrong), expected);
    refuses(() -> module.backwardUpdateGradient(input, wrong), expected);
    refuses(() -> module.backward(input, wrong), expected);
    Pass.gradients(module).requireExact("after errors", before);

    Sequential outer = new Sequential(new Sequential(module));
    refuses(
        () -> outer.backward(input, wrong), "\\QSequential[0] > Sequential[0] > \\E" + expected);
  }

  private static void refuses(ThrowingCallable call, String pattern) {
    assertThat(catchThrowable(call))
        .isExactlyInstanceOf(
            pattern.endsWith(" is null\\E") ? NullPointerException.class : ShapeException.class)
        .hasMessageMatching(pattern);
  }
}
