package io.github.taeda.nn.optim.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Golden;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.PublicClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The update rules on Rosenbrock's function against PyTorch's paths. */
class GoldenRulesTest {
  private static final Map<String, Function<Golden.OfRule, UpdateRule>> FACTORY =
      Map.of(
          "GradientDescent", golden -> new GradientDescent(golden.real("step")),
          "Momentum", golden -> new Momentum(golden.real("step"), golden.real("momentum")),
          "Nesterov", golden -> new Nesterov(golden.real("step"), golden.real("momentum")),
          "Adagrad", golden -> new Adagrad(golden.real("step")).withEpsilon(golden.real("epsilon")),
          "RMSProp",
              golden ->
                  new RMSProp(golden.real("step"))
                      .withDecay(golden.real("decay"))
                      .withEpsilon(golden.real("epsilon")),
          "Adadelta",
              golden ->
                  new Adadelta()
                      .withLearningRate(golden.real("step"))
                      .withDecay(golden.real("decay"))
                      .withEpsilon(golden.real("epsilon")),
          "Adam",
              golden ->
                  new Adam(golden.real("step"))
                      .withBetas(golden.real("beta1"), golden.real("beta2"))
                      .withEpsilon(golden.real("epsilon")),
          "AdamW",
              golden ->
                  new AdamW(golden.real("step"), golden.real("weightDecay"))
                      .withBetas(golden.real("beta1"), golden.real("beta2"))
                      .withEpsilon(golden.real("epsilon")));
  private static final Map<String, Supplier<UpdateRule>> DEFAULTS =
      Map.of(
          "Adagrad", () -> new Adagrad(0.1),
          "RMSProp", () -> new RMSProp(0.001),
          "Adadelta", Adadelta::new,
          "Adam", () -> new Adam(0.002),
          "AdamW", () -> new AdamW(0.002, 0.1));

  /** The cases whose rule is built; one without a factory is built and fails. */
  static Stream<Golden.OfRule> cases() {
    Set<String> built = PublicClasses.like(GradientDescent.class, UpdateRule.class);
    return Golden.rules().stream().filter(golden -> built.contains(golden.rule()));
  }

  @Test
  void the_cases_are_all_there() {
    assertThat(cases()).hasSize(8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_path_agrees_to_1e_9(Golden.OfRule golden) {
    assertThat(FACTORY).as("factory of golden rules").containsKey(golden.rule());
    follow(golden, FACTORY.get(golden.rule()).apply(golden));
  }

  @Test
  void the_default_constants_are_those_of_the_golden_cases() {
    List<Golden.OfRule> withDefaults =
        cases().filter(golden -> DEFAULTS.containsKey(golden.rule())).toList();
    assertThat(withDefaults).hasSize(5);
    withDefaults.forEach(golden -> follow(golden, DEFAULTS.get(golden.rule()).get()));
  }

  private static void follow(Golden.OfRule golden, UpdateRule rule) {
    assertThat(golden.problem()).isEqualTo("rosenbrock 100(x1-x0^2)^2+(1-x0)^2");
    INDArray x = Make.vector(golden.start().get(0), golden.start().get(1));
    int taken = 0;
    for (Golden.Point point : golden.path()) {
      for (; taken < point.step(); taken++) {
        rule.update(x, gradient(x.getDouble(0), x.getDouble(1)), rule.learningRate());
      }
      INDArray expected = Make.vector(point.x().get(0), point.x().get(1));
      Compare.close("after step " + taken, x, expected, 1e-9);
    }
  }

  /** Of {@code 100 (b − a²)² + (1 − a)²}. */
  private static INDArray gradient(double a, double b) {
    return Make.vector(-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a));
  }
}
