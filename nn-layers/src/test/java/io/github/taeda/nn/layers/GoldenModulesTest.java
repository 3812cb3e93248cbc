package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Golden;
import io.github.taeda.nn.testing.PublicClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The modules against PyTorch's numbers. */
class GoldenModulesTest {
  private static final Map<String, Function<Golden.OfModule, Module>> FACTORY =
      Map.of(
          "Linear", GoldenModulesTest::linear,
          "TanH", golden -> new TanH(),
          "Sigmoid", golden -> new Sigmoid(),
          "ReLU", golden -> new ReLU());

  private static Module linear(Golden.OfModule golden) {
    int in = golden.number("in");
    int out = golden.number("out");
    SplittableRandom random = new SplittableRandom(1);
    return golden.flag("bias") ? new Linear(in, out, random) : Linear.withoutBias(in, out, random);
  }

  /** The cases whose module is built; one without a factory is built and fails. */
  static Stream<Golden.OfModule> cases() {
    Set<String> built = PublicClasses.like(Linear.class, Module.class);
    return Golden.modules().stream().filter(golden -> built.contains(golden.module()));
  }

  @Test
  void the_cases_are_all_there() {
    assertThat(cases()).hasSize(17);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void double_agrees_to_1e_10(Golden.OfModule golden) {
    check(golden, DataType.DOUBLE, 1e-10);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void float_agrees_to_2e_5(Golden.OfModule golden) {
    check(golden, DataType.FLOAT, 2e-5);
  }

  private static void check(Golden.OfModule golden, DataType type, double tolerance) {
    assertThat(FACTORY).as("factory of golden modules").containsKey(golden.module());
    Module module = FACTORY.get(golden.module()).apply(golden).to(type);
    List<Parameter> parameters = module.parameters();
    assertThat(golden.parameters())
        .containsOnlyKeys(parameters.stream().map(Parameter::name).toList());
    for (Parameter parameter : parameters) {
      parameter.set(golden.parameters().get(parameter.name()).array(type));
    }
    INDArray input = golden.input().array(type);

    INDArray output = module.forward(input);
    INDArray inputDelta = module.backward(input, golden.delta().array(type));

    Compare.close("output", output, golden.output().array(DataType.DOUBLE), tolerance);
    Compare.close("inputDelta", inputDelta, golden.inputDelta().array(DataType.DOUBLE), tolerance);
    for (Parameter parameter : parameters) {
      Compare.close(
          "gradient of " + parameter.name(),
          parameter.gradient(),
          golden.gradients().get(parameter.name()).array(DataType.DOUBLE),
          tolerance);
    }
  }
}
