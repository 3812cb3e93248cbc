package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inside the steps of a {@link Scratch} the numbers are those outside any. */
public interface ScratchLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void steps_change_no_number(ModuleCase row) {
    long[] sizes = {4, 4, 2, 4, 7, 7};
    Scratch scratch = new Scratch();
    Map<DataType, Module> outside = modules(row);
    Map<DataType, Module> inside = modules(row);
    for (int i = 0; i < 24; i++) {
      DataType type = i % 8 == 5 ? DataType.FLOAT : DataType.DOUBLE;
      INDArray input = row.batch(type, sizes[i % sizes.length], i);
      INDArray delta = row.delta(type, input, i);
      Pass expected = Pass.of(outside.get(type), input, delta);
      outside.get(type).updateParameters(0.01);

      try (Scratch.Step step = scratch.step()) {
        Pass.of(inside.get(type), input, delta)
            .requireClose("in step " + i, expected, type == DataType.FLOAT ? 2e-6 : ROUNDING);
        inside.get(type).updateParameters(0.01);
      }
    }
  }

  private static Map<DataType, Module> modules(ModuleCase row) {
    return List.of(DataType.FLOAT, DataType.DOUBLE).stream()
        .collect(Collectors.toMap(type -> type, type -> row.module(type, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void nothing_is_remembered_from_an_earlier_step(ModuleCase row) {
    Module module = row.module(DataType.DOUBLE);
    INDArray first = row.input(DataType.DOUBLE, 1);
    INDArray second = row.input(DataType.DOUBLE, 2);
    INDArray delta = row.delta(DataType.DOUBLE, second, 2);
    Pass expected = Pass.of(row.module(DataType.DOUBLE), second, delta);
    Scratch scratch = new Scratch();

    INDArray input;
    try (Scratch.Step step = scratch.step()) {
      input = Scratch.like(first);
      input.assign(first);
      module.forward(input);
    }
    INDArray again;
    Pass pass;
    try (Scratch.Step step = scratch.step()) {
      again = Scratch.like(first);
      again.assign(second);
      pass = Pass.backward(module, again, delta);
    }

    assertThat(again).isSameAs(input);
    pass.requireClose("the array of the step before, with other numbers", expected, ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void steps_may_be_nested(ModuleCase row) {
    Module module = row.module(DataType.DOUBLE);
    Scratch loop = new Scratch();
    Scratch inner = new Scratch();
    for (int i = 0; i < 3; i++) {
      INDArray numbers = row.input(DataType.DOUBLE, i);
      INDArray delta = row.delta(DataType.DOUBLE, numbers, i);
      Pass expected = Pass.of(row.module(DataType.DOUBLE), numbers, delta);

      Scratch.Step outerStep = loop.step();
      INDArray input = Scratch.like(numbers);
      input.assign(numbers);
      Scratch.Step innerStep = inner.step();
      Pass.of(module, input, delta).requireClose("in inner step " + i, expected, ROUNDING);
      innerStep.close();
      Pass.of(module, input, delta).requireClose("in outer step " + i, expected, ROUNDING);
      outerStep.close();
    }
  }
}
