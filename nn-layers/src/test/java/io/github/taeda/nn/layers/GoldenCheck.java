package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Golden;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A module against the output, the delta and the gradients of a golden case. */
final class GoldenCheck {
  private GoldenCheck() {}

  static void check(Module built, Golden.OfModule golden, DataType type, double tolerance) {
    Module module = built.to(type);
    List<Parameter> parameters = module.parameters();
    assertThat(golden.parameters())
        .containsOnlyKeys(parameters.stream().map(Parameter::name).toList());
    for (Parameter parameter : parameters) {
      parameter.set(golden.parameters().get(parameter.name()).array(type));
    }
    INDArray input = golden.input().array(type);
    INDArray delta = golden.delta().array(type);
    INDArray mask = golden.mask() == null ? null : golden.mask().array(type);

    INDArray output = under(mask, () -> module.forward(input));
    INDArray inputDelta = under(mask, () -> module.backward(input, delta));

    Compare.close("output", output, golden.output().array(DataType.DOUBLE), tolerance);
    Compare.close("inputDelta", inputDelta, golden.inputDelta().array(DataType.DOUBLE), tolerance);
    for (Parameter parameter : parameters) {
      INDArray gradient = golden.gradients().get(parameter.name()).array(DataType.DOUBLE);
      checkGradient(parameter, gradient, tolerance);
    }
  }

  /** A gradient that is 0 but for rounding, as that of a key's bias, is compared absolutely. */
  private static void checkGradient(Parameter parameter, INDArray expected, double tolerance) {
    String name = "gradient of " + parameter.name();
    if (Compare.largest(expected) < 1e-12) {
      assertThat(Compare.largest(parameter.gradient())).as(name).isLessThan(tolerance);
    } else {
      Compare.close(name, parameter.gradient(), expected, tolerance);
    }
  }

  private static INDArray under(INDArray mask, Supplier<INDArray> pass) {
    return mask == null ? pass.get() : PaddingMask.run(mask, pass);
  }
}
