package io.github.taeda.nn.optim.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.PublicClasses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds for every update rule, over one table with a row per rule and option. */
class RuleLawsTest {
  private static final List<Case> CASES =
      List.of(
          new Case("GradientDescent", 0, () -> new GradientDescent(0.05)),
          new Case("Momentum", 1, () -> new Momentum(0.02, 0.9)),
          new Case("Momentum averaged", 1, () -> new Momentum(0.1, 0.9).averaged()),
          new Case("Nesterov", 1, () -> new Nesterov(0.02, 0.9)),
          new Case("Adagrad", 1, () -> new Adagrad(0.3)),
          new Case("RMSProp", 1, () -> new RMSProp(0.02).withDecay(0.9)),
          new Case("Adadelta", 2, () -> new Adadelta().withLearningRate(10)),
          new Case("Adam", 3, () -> new Adam(0.05).withBetas(0.9, 0.99)),
          new Case("AdamW", 3, () -> new AdamW(0.05, 0.01)),
          new Case("NAdam", 3, () -> new NAdam(0.05).withBetas(0.9, 0.99)),
          new Case("RAdam", 3, () -> new RAdam(0.05).withBetas(0.9, 0.99)),
          new Case("Lion", 1, () -> new Lion(0.02).withBetas(0.5, 0.9)));

  static Stream<Case> rules() {
    return CASES.stream();
  }

  static Stream<Case> rulesWithState() {
    return rules().filter(rule -> rule.states > 0);
  }

  @Test
  void every_public_rule_has_a_row() {
    TreeSet<String> rows = new TreeSet<>();
    rules().forEach(rule -> rows.add(rule.make.get().getClass().getSimpleName()));
    assertThat(rows).isEqualTo(PublicClasses.like(GradientDescent.class, UpdateRule.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void it_descends_on_a_bowl(Case rule) {
    UpdateRule made = rule.make.get();
    INDArray x = Make.vector(2, -3);
    for (int i = 0; i < 300; i++) {
      made.update(x, bowl(x), made.learningRate());
    }
    // f = x₀²/2 + 5 x₁²: 47 at the start
    assertThat(0.5 * square(x, 0) + 5 * square(x, 1)).isLessThan(0.47);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void it_only_reads_the_gradient(Case rule) {
    INDArray gradients = Make.vector(1, -2, 0.5);
    UpdateRule made = rule.make.get();
    made.update(Make.vector(1, 2, 3), gradients, made.learningRate());
    assertThat(gradients.toDoubleVector()).containsExactly(1, -2, 0.5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_same_seed_gives_the_same_bits(Case rule) {
    assertThat(train(rule, 20, null)).isEqualTo(train(rule, 20, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void saving_and_restoring_its_state_midway_changes_nothing(Case rule) {
    assertThat(train(rule, 20, UpdateRule::state)).isEqualTo(train(rule, 20, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesWithState")
  void without_its_state_it_gets_other_values(Case rule) {
    assertThat(train(rule, 20, old -> Map.of())).isNotEqualTo(train(rule, 20, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void its_state_is_named_and_of_the_values_shape(Case rule) {
    UpdateRule made = rule.make.get();
    assertThat(made.state()).isEmpty();
    made.update(Make.vector(1, 2), Make.vector(1, 1), made.learningRate());
    assertThat(made.state()).hasSize(rule.states);
    made.state()
        .forEach(
            (name, array) ->
                assertThat(array.length()).isEqualTo(name.equals("iterations") ? 1 : 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_frozen_parameter_does_not_move(Case rule) {
    Net frozen = new Net();
    frozen.first.parameters().forEach(parameter -> parameter.freeze());
    INDArray before = frozen.first.parameters().get(0).value().dup();
    INDArray others = frozen.last.parameters().get(0).value().dup();
    frozen.train(rule.make.get(), 5);
    assertThat(frozen.first.parameters().get(0).value()).isEqualTo(before);
    assertThat(frozen.last.parameters().get(0).value()).isNotEqualTo(others);

    Net free = new Net(); // the control: what is not frozen moves
    free.train(rule.make.get(), 5);
    assertThat(free.first.parameters().get(0).value()).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_parameter_that_was_frozen_goes_on_from_where_it_was(Case rule) {
    Net net = new Net();
    UpdateRule made = rule.make.get();
    Optim optim = new Optim(net.all, new MSELoss(), made);
    net.first.parameters().forEach(parameter -> parameter.freeze());
    optim.step(net.x, net.y);
    net.first.parameters().forEach(parameter -> parameter.unfreeze());
    INDArray before = net.first.parameters().get(0).value().dup();
    optim.step(net.x, net.y);
    assertThat(net.first.parameters().get(0).value()).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_learning_rate_of_zero_stops_it(Case rule) {
    UpdateRule made = rule.make.get();
    INDArray x = Make.vector(1, 2);
    made.update(x, Make.vector(1, 1), 0);
    assertThat(x.toDoubleVector()).containsExactly(1, 2);
    made.update(x, Make.vector(1, 1), made.learningRate());
    assertThat(x.getDouble(0)).isLessThan(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void its_update_is_proportional_to_the_learning_rate(Case rule) {
    UpdateRule whole = rule.make.get();
    UpdateRule half = rule.make.get();
    INDArray a = Make.vector(0, 0); // no decay at zero
    INDArray b = Make.vector(0, 0);
    whole.update(a, Make.vector(1, -2), whole.learningRate());
    half.update(b, Make.vector(1, -2), half.learningRate() / 2);
    assertThat(a.getDouble(0)).isNegative();
    Compare.close("half of the update", b, a.mul(0.5), 1e-15);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void slice_by_slice_it_gives_the_numbers_of_the_whole_vector(Case rule) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      UpdateRule whole = rule.make.get();
      UpdateRule sliced = rule.make.get();
      double rate = whole.learningRate();
      INDArray a = Make.normal(new SplittableRandom(8), 37).castTo(type);
      INDArray b = a.dup();
      for (int i = 0; i < 5; i++) {
        INDArray gradients = Make.normal(new SplittableRandom(i), 37).castTo(type);
        whole.update(a, gradients, rate);
        sliced.updateSlices(
            b,
            gradients,
            List.of(new Slice(0, 1, rate), new Slice(1, 20, rate), new Slice(20, 37, rate)));
        Compare.close("values of " + type, b, a, sliceTolerance(type));
      }
      whole
          .state()
          .forEach(
              (name, array) ->
                  Compare.close(name, sliced.state().get(name), array, sliceTolerance(type)));
      assertThat(sliced.state()).hasSize(rule.states);
    }
  }

  /**
   * Zero, but for ND4J: it rounds the elements that fill a vector register unlike those that do
   * not.
   */
  private static double sliceTolerance(DataType type) {
    boolean isDirect = !System.getProperty("taeda.kernels", "").equals("nd4j");
    return isDirect ? 0 : type == DataType.FLOAT ? 1e-6 : 1e-14;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void each_slice_has_its_learning_rate_and_the_rest_stays(Case rule) {
    UpdateRule whole = rule.make.get();
    UpdateRule sliced = rule.make.get();
    double rate = whole.learningRate();
    INDArray gradients = Make.vector(1, -2, 3, 4, 5);
    INDArray all = Make.vector(0, 0, 0, 0, 0); // no decay at zero
    INDArray some = Make.vector(0, 0, 0, 0, 0);
    whole.update(all, gradients, rate);
    sliced.updateSlices(some, gradients, List.of(new Slice(0, 1, rate / 2), new Slice(3, 5, rate)));
    assertThat(some.getDouble(0)).isEqualTo(all.getDouble(0) / 2, within(1e-15));
    assertThat(some.getDouble(1)).isZero();
    assertThat(some.getDouble(2)).isZero();
    assertThat(some.getDouble(3)).isEqualTo(all.getDouble(3)).isNotZero();
    assertThat(some.getDouble(4)).isEqualTo(all.getDouble(4)).isNotZero();
    sliced
        .state()
        .forEach(
            (name, array) -> {
              if (!name.equals("iterations")) {
                assertThat(array.getDouble(1)).as(name).isZero();
                assertThat(array.getDouble(4)).as(name).isNotZero();
              }
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void float_and_double_agree(Case rule) {
    UpdateRule doubles = rule.make.get();
    UpdateRule floats = rule.make.get();
    INDArray x = Make.vector(2, -3);
    INDArray y = x.castTo(DataType.FLOAT);
    for (int i = 0; i < 10; i++) {
      doubles.update(x, bowl(x), doubles.learningRate());
      floats.update(y, bowl(y), floats.learningRate());
    }
    Compare.close("after 10 steps", y.castTo(DataType.DOUBLE), x, 1e-5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesWithState")
  void it_serves_one_module(Case rule) {
    UpdateRule made = rule.make.get();
    made.update(Make.vector(1, 2), Make.vector(1, 1), made.learningRate());
    assertThatThrownBy(() -> made.update(Make.vector(1, 2, 3), Make.vector(1, 1, 1), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(made + ": the state ")
        .hasMessageEndingWith(
            " is DOUBLE [2], but the values need DOUBLE [3]; one rule serves one module");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_foreign_state_is_rejected_and_changes_nothing(Case rule) {
    UpdateRule made = rule.make.get();
    made.update(Make.vector(1, 2), Make.vector(1, 1), made.learningRate());
    Map<String, INDArray> before = copy(made.state());
    assertThatThrownBy(() -> made.restore(Map.of("nonsense", Make.vector(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(made + ": the state must have ")
        .hasMessageEndingWith("but has [nonsense]");
    assertThat(made.state()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_bad_learning_rate_is_rejected(Case rule) {
    UpdateRule made = rule.make.get();
    INDArray x = Make.vector(1, 2);
    for (double rate : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> made.update(x, Make.vector(1, 1), rate))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(made + ": learning rate must be at least 0 and finite, but was " + rate);
    }
    assertThat(x.toDoubleVector()).containsExactly(1, 2);
    assertThat(made.state()).isEmpty();
  }

  @Test
  void a_rule_of_the_whole_vector_takes_no_slices() {
    WholeVectorRule rule = (values, gradients, learningRate) -> values.subi(gradients);
    INDArray x = Make.vector(1, 2);
    rule.updateSlices(x, Make.vector(1, 1), List.of(new Slice(0, 2, 1)));
    assertThat(x.toDoubleVector()).containsExactly(0, 1);
    for (List<Slice> slices :
        List.of(
            List.<Slice>of(),
            List.of(new Slice(0, 1, 1)),
            List.of(new Slice(0, 1, 1), new Slice(1, 2, 0.5)))) {
      assertThatThrownBy(() -> rule.updateSlices(x, Make.vector(1, 1), slices))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              rule
                  + " updates the whole vector: no parameter may be frozen or have a learning-rate"
                  + " factor");
    }
    assertThat(x.toDoubleVector()).containsExactly(0, 1);
  }

  /** The values after some steps; halfway another rule takes over, if there is a handover. */
  private static double[] train(Case rule, int steps, Handover handover) {
    Net net = new Net();
    UpdateRule made = rule.make.get();
    net.train(made, steps / 2);
    if (handover != null) {
      Map<String, INDArray> state = copy(handover.from(made));
      made = rule.make.get();
      made.restore(state);
    }
    net.train(made, steps / 2);
    return net.all.parameters().stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.value().ravel().toDoubleVector()))
        .toArray();
  }

  private static Map<String, INDArray> copy(Map<String, INDArray> state) {
    Map<String, INDArray> copy = new LinkedHashMap<>();
    state.forEach((name, array) -> copy.put(name, array.dup()));
    return copy;
  }

  /** The gradient of {@code x₀²/2 + 5 x₁²}. */
  private static INDArray bowl(INDArray x) {
    return Make.vector(x.getDouble(0), 10 * x.getDouble(1)).castTo(x.dataType());
  }

  private static double square(INDArray x, int i) {
    return x.getDouble(i) * x.getDouble(i);
  }

  /** A rule of the table, and how many arrays it remembers. */
  private record Case(String name, int states, Supplier<UpdateRule> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Handover {
    Map<String, INDArray> from(UpdateRule rule);
  }

  /** A small net and its data, the same each time. */
  private static final class Net {
    private final SplittableRandom random = new SplittableRandom(3);
    final Linear first = new Linear(2, 4, random);
    final Linear last = new Linear(4, 1, random);
    final Sequential all = new Sequential(first, new TanH(), last);
    final INDArray x = Make.normal(random, 6, 2).castTo(DataType.FLOAT);
    final INDArray y = Make.normal(random, 6, 1).castTo(DataType.FLOAT);

    void train(UpdateRule rule, int steps) {
      Optim optim = new Optim(all, new MSELoss(), rule);
      for (int i = 0; i < steps; i++) {
        optim.step(x, y);
      }
    }
  }
}
