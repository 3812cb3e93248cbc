package io.github.taeda.nn.layers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Golden;
import io.github.taeda.nn.testing.PublicClasses;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The modules against PyTorch's numbers. */
class GoldenModulesTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final Map<String, Function<Golden.OfModule, Module>> FACTORY =
      Map.ofEntries(
          entry("Linear", GoldenModulesTest::linear),
          entry("TanH", golden -> new TanH()),
          entry("Sigmoid", golden -> new Sigmoid()),
          entry("ReLU", golden -> new ReLU()),
          entry("LeakyReLU", golden -> new LeakyReLU(golden.real("slope"))),
          entry("ELU", golden -> new ELU(golden.real("alpha"))),
          entry("GELU", golden -> new GELU()),
          entry("SiLU", golden -> new SiLU()),
          entry("Softplus", golden -> new Softplus()),
          entry("Softsign", golden -> new Softsign()),
          entry("HardTanH", golden -> new HardTanH()),
          entry("Softmax", golden -> new Softmax()),
          entry("LogSoftmax", golden -> new LogSoftmax()),
          entry("Conv1D", GoldenModulesTest::conv1D),
          entry("Conv2D", GoldenModulesTest::conv2D),
          entry("MaxPool1D", g -> new MaxPool1D(g.number("kernel"), g.number("stride"))),
          entry("AvgPool1D", g -> new AvgPool1D(g.number("kernel"), g.number("stride"))),
          entry("MaxPool2D", g -> new MaxPool2D(g.number("kernel"), g.number("stride"))),
          entry("AvgPool2D", g -> new AvgPool2D(g.number("kernel"), g.number("stride"))),
          entry("Flatten", golden -> new Flatten()),
          entry("BatchNorm1D", GoldenModulesTest::batchNorm),
          entry("LayerNorm", GoldenModulesTest::layerNorm));

  private static Module conv1D(Golden.OfModule golden) {
    int kernel = golden.number("kernel");
    int in = golden.number("in");
    int out = golden.number("out");
    int stride = golden.number("stride");
    Conv1D.Config config = Conv1D.Config.of(kernel, in, out).stride(stride);
    return new Conv1D(golden.flag("bias") ? config : config.withoutBias(), RANDOM);
  }

  private static Module conv2D(Golden.OfModule golden) {
    int kernel = golden.number("kernel");
    int in = golden.number("in");
    int out = golden.number("out");
    int stride = golden.number("stride");
    int padding = golden.number("padding");
    Conv2D.Config config = Conv2D.Config.of(kernel, in, out).stride(stride).padding(padding);
    return new Conv2D(golden.flag("bias") ? config : config.withoutBias(), RANDOM);
  }

  private static Module batchNorm(Golden.OfModule golden) {
    return new BatchNorm(
        BatchNorm.Config.of(golden.number("features")).epsilon(golden.real("epsilon")));
  }

  private static Module layerNorm(Golden.OfModule golden) {
    return new LayerNorm(
        LayerNorm.Config.of(golden.number("features")).epsilon(golden.real("epsilon")));
  }

  private static Module linear(Golden.OfModule golden) {
    int in = golden.number("in");
    int out = golden.number("out");
    Linear.Config config = Linear.Config.of(in, out);
    return new Linear(golden.flag("bias") ? config : config.withoutBias(), RANDOM);
  }

  /** Modules that the golden file knows by PyTorch's name. */
  private static final Map<String, String> RENAMED = Map.of("BatchNorm1D", "BatchNorm");

  /** The cases whose module is built; one without a factory is built and fails. */
  static Stream<Golden.OfModule> cases() {
    Set<String> built = PublicClasses.like(Linear.class, Module.class);
    return Golden.modules().stream()
        .filter(golden -> built.contains(RENAMED.getOrDefault(golden.module(), golden.module())));
  }

  @Test
  void the_cases_are_all_there() {
    assertThat(cases()).hasSize(75);
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
    GoldenCheck.check(FACTORY.get(golden.module()).apply(golden), golden, type, tolerance);
  }
}
