package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.layers.Lambda;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.AdamW;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.Momentum;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.rules.WeightDecay;
import io.github.taeda.nn.optim.schedules.Schedule;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class OptimTest {
  // One Linear(1 -> 1), w = 2, b = −1, x = 3, y = 1: prediction 5, loss 16, ∂C/∂ŷ = 2 · 4 = 8,
  // ∂C/∂w = 24, ∂C/∂b = 8.
  private final Linear line = line(2, -1);
  private final INDArray x = Make.matrix(new double[] {3});
  private final INDArray y = Make.matrix(new double[] {1});

  @Test
  void a_step_returns_the_loss_before_it_and_descends() {
    Optim optim = new Optim(line, new MSELoss(), 0.01);
    assertThat(optim.step(x, y)).isEqualTo(16);
    assertParameters(2 - 0.24, -1 - 0.08);
    assertThat(optim.iterations()).isEqualTo(1);
  }

  @Test
  void a_module_added_later_is_an_error_at_the_next_iteration() {
    Sequential net = new Sequential(line, new Sequential(new TanH()));
    Optim optim = new Optim(net, new MSELoss(), 0.01);
    optim.step(x, y);
    ((Sequential) net.get(1)).add(new Sequential(new Linear(1, 1).to(DataType.DOUBLE)));
    INDArray before = optim.vector().values().dup();
    assertThatThrownBy(() -> optim.step(x, y))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Sequential has parameters that were added after its Optim (or ParameterVector) was"
                + " made and would not be trained, [1.1.0.weight, 1.1.0.bias]; add all modules"
                + " first, or make a new Optim with a new rule");
    assertThat(optim.vector().values()).isEqualTo(before);
    assertThat(optim.iterations()).isEqualTo(1);
    new Optim(net, new MSELoss(), 0.01).step(x, y);
  }

  @Test
  void a_module_without_parameters_or_another_net_may_grow_meanwhile() {
    Sequential net = new Sequential(line);
    Optim optim = new Optim(net, new MSELoss(), 0.01);
    optim.step(x, y);
    new Sequential().add(new Linear(1, 1));
    net.add(new TanH());
    optim.step(x, y);
    assertThat(optim.iterations()).isEqualTo(2);
  }

  @Test
  void messages_name_a_net_on_one_line() {
    Sequential net = new Sequential(line, new Sequential(new TanH()));
    Optim optim = new Optim(net, new MSELoss(), 0.01);
    assertThatThrownBy(() -> optim.step(null, y))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Sequential: input is null");
    assertThatThrownBy(() -> optim.learningRateFactor(net.get(1), 2))
        .hasMessage("Optim: Sequential has no parameters");
    assertThatThrownBy(() -> optim.learningRateFactor(new Sequential(line(1, 1)), 2))
        .hasMessage("Optim: Sequential is not trained here");
    assertThatThrownBy(() -> new Optim((Sequential) net.get(1), new MSELoss(), 0.01))
        .hasMessage("ParameterVector: Sequential has no parameters to gather");
    assertThatThrownBy(() -> net.to(DataType.FLOAT))
        .hasMessageStartingWith("Sequential: parameter 0.weight is part of a ParameterVector");
    assertThatThrownBy(() -> net.to(DataType.INT32))
        .hasMessage("Sequential: type must be FLOAT or DOUBLE, but was INT");
  }

  @Test
  void l2_adds_the_value_times_its_strength_to_the_gradient() {
    new Optim(line, new MSELoss(), 0.01).decay(WeightDecay.l2(0.5)).step(x, y);
    assertParameters(2 - 0.01 * (24 + 0.5 * 2), -1 - 0.01 * (8 - 0.5 * 1));
  }

  @Test
  void l1_adds_the_sign_times_its_strength_to_the_gradient() {
    new Optim(line, new MSELoss(), 0.01).decay(WeightDecay.l1(0.5)).step(x, y);
    assertParameters(2 - 0.01 * (24 + 0.5), -1 - 0.01 * (8 - 0.5));
  }

  @Test
  void decoupled_decay_shrinks_the_values_by_the_learning_rate() {
    Optim optim = new Optim(line, new MSELoss(), 0.01).decay(WeightDecay.decoupled(0.5));
    optim.step(x, y);
    assertParameters(2 * (1 - 0.005) - 0.24, -1 * (1 - 0.005) - 0.08);
  }

  @Test
  void decays_add_up() {
    new Optim(line, new MSELoss(), 0.01)
        .decay(WeightDecay.l1(0.5), WeightDecay.l2(0.25))
        .step(x, y);
    assertParameters(2 - 0.01 * (24 + 0.5 + 0.5), -1 - 0.01 * (8 - 0.5 - 0.25));
  }

  @Test
  void names_and_modules_can_be_left_out_of_a_decay() {
    new Optim(line, new MSELoss(), 0.01).decay(WeightDecay.l2(0.5).except("bias")).step(x, y);
    assertParameters(2 - 0.01 * (24 + 0.5 * 2), -1 - 0.01 * 8);
  }

  @Test
  void what_is_left_out_is_known_by_name_path_or_module() {
    Linear first = new Linear(2, 2);
    LayerNorm norm = new LayerNorm(2);
    Sequential net = new Sequential(first, norm, new Linear(2, 1));
    assertThat(decayed(net, WeightDecay.l2(1).except("bias", "scale", "shift")))
        .containsExactly("0.weight", "2.weight");
    assertThat(decayed(net, WeightDecay.l2(1).except("0.weight").except(norm)))
        .containsExactly("0.bias", "2.weight", "2.bias");
    assertThat(decayed(net, WeightDecay.l2(1)))
        .containsExactly("0.weight", "0.bias", "1.scale", "1.shift", "2.weight", "2.bias");
  }

  @Test
  void adam_with_decoupled_decay_is_adam_w() {
    Net one = new Net();
    Net other = new Net();
    Optim split =
        new Optim(one.all, new MSELoss(), new Adam(0.01)).decay(WeightDecay.decoupled(0.1));
    Optim whole = new Optim(other.all, new MSELoss(), new AdamW(0.01, 0.1));
    for (int i = 0; i < 5; i++) {
      split.step(one.x, one.y);
      whole.step(other.x, other.y);
    }
    assertThat(one.values()).isEqualTo(other.values());
  }

  @Test
  void decoupled_decay_needs_a_rule_with_a_learning_rate() {
    UpdateRule lambda = (values, gradients, learningRate) -> values.subi(gradients);
    Optim optim = new Optim(line, new MSELoss(), lambda);
    assertThatThrownBy(() -> optim.decay(WeightDecay.decoupled(0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Optim: WeightDecay(decoupled, 0.5) needs the learning rate of the rule, but "
                + lambda
                + " has none");
  }

  @Test
  void clipping_by_value_bounds_each_number() {
    new Optim(line, new MSELoss(), 0.01).clip(GradientClipping.value(10)).step(x, y);
    assertParameters(2 - 0.1, -1 - 0.08);
  }

  @Test
  void clipping_by_norm_bounds_all_together() {
    double norm = Math.hypot(24, 8);
    new Optim(line, new MSELoss(), 0.01).clip(GradientClipping.norm(5)).step(x, y);
    assertParameters(2 - 0.01 * 24 * 5 / norm, -1 - 0.01 * 8 * 5 / norm);
  }

  @Test
  void clipping_leaves_small_gradients_alone() {
    Optim optim = new Optim(line, new MSELoss(), 0.01).clip(GradientClipping.norm(26));
    optim.step(x, y); // the norm is 25.3
    assertParameters(2 - 0.24, -1 - 0.08);
  }

  @Test
  void clipping_does_not_hide_that_a_gradient_is_not_a_number() {
    for (GradientClipping clip :
        new GradientClipping[] {GradientClipping.value(1), GradientClipping.norm(1)}) {
      INDArray gradients = Make.vector(1, Double.NaN, -5);
      clip.apply(gradients);
      assertThat(gradients.getDouble(1)).isNaN();
    }
  }

  @Test
  void a_frozen_parameter_does_not_count_in_the_norm() {
    line.parameters().get(0).freeze();
    new Optim(line, new MSELoss(), 0.01).clip(GradientClipping.norm(4)).step(x, y);
    assertParameters(2, -1 - 0.04); // the gradient left is 8, clipped to 4
  }

  @Test
  void decay_does_not_move_what_is_frozen() {
    line.parameters().get(0).freeze();
    new Optim(line, new MSELoss(), new Momentum(0.01, 0.9))
        .decay(WeightDecay.decoupled(0.5), WeightDecay.l2(0.5))
        .step(x, y);
    assertThat(line.parameters().get(0).value().getDouble(0)).isEqualTo(2);
  }

  @Test
  void a_module_can_have_a_learning_rate_of_its_own() {
    Net whole = new Net();
    Net part = new Net();
    double[] start = whole.values();
    new Optim(whole.all, new MSELoss(), new Adam(0.1)).step(whole.x, whole.y);
    new Optim(part.all, new MSELoss(), new Adam(0.1))
        .learningRateFactor(part.all.get(0), 0.5)
        .learningRateFactor(part.all.get(2), 2)
        .step(part.x, part.y);
    int first = 2 * 4 + 4; // parameters of Linear(2 -> 4)
    for (int i = 0; i < start.length; i++) {
      double factor = i < first ? 0.5 : 2;
      assertThat(part.values()[i])
          .isCloseTo(start[i] + factor * (whole.values()[i] - start[i]), within(1e-6));
    }
  }

  @Test
  void a_frozen_parameter_is_not_in_the_memory_of_the_rule() {
    line.parameters().get(0).freeze();
    Momentum rule = new Momentum(0.01, 0.9);
    new Optim(line, new MSELoss(), rule).step(x, y);
    Compare.exact("velocity", rule.state().get("velocity"), Make.vector(0, 8));
  }

  @Test
  void at_a_factor_of_zero_the_values_stay_but_the_gradients_count() {
    double norm = Math.hypot(24, 8);
    Sequential net = new Sequential(line);
    Momentum rule = new Momentum(0.01, 0.9);
    Optim optim = new Optim(net, new MSELoss(), rule).clip(GradientClipping.norm(5));
    optim.learningRateFactor(line, 0).step(x, y);
    assertParameters(2, -1);
    Compare.close(
        "velocity", rule.state().get("velocity"), Make.vector(24 * 5 / norm, 8 * 5 / norm), 1e-13);
  }

  @Test
  void a_schedule_of_a_negative_factor_is_rejected_before_anything_changes() {
    Optim optim = new Optim(line, new MSELoss(), 0.01).schedule(iteration -> -0.5);
    assertMessage(
        () -> optim.step(x, y),
        "Optim: the factor of the learning rate must be at least 0 and finite, but was -0.5");
    assertParameters(2, -1);
  }

  @Test
  void the_learning_rate_is_that_of_the_last_update() {
    Optim optim = new Optim(line, new MSELoss(), 0.01).schedule(Schedule.steps(1, 0.5));
    assertThat(optim.learningRate()).isEqualTo(0.01);
    optim.step(x, y);
    assertThat(optim.learningRate()).isEqualTo(0.01);
    optim.step(x, y);
    assertThat(optim.learningRate()).isEqualTo(0.005);
  }

  @Test
  void a_learning_rate_factor_is_for_modules_that_are_trained() {
    Optim optim = new Optim(line, new MSELoss(), 0.01);
    assertThatThrownBy(() -> optim.learningRateFactor(new Linear(1, 1), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Optim: Linear(1 -> 1) is not trained here");
    assertThatThrownBy(() -> optim.learningRateFactor(new TanH(), 0.5))
        .hasMessage("Optim: TanH has no parameters");
    assertThatThrownBy(() -> optim.learningRateFactor(line, -1))
        .hasMessage("Optim: learningRateFactor must be at least 0 and finite, but was -1.0");
  }

  @Test
  void a_schedule_scales_each_iteration() {
    Optim optim = new Optim(line, new MSELoss(), 0.01).schedule(Schedule.steps(1, 0.5));
    optim.step(x, y);
    assertParameters(2 - 0.24, -1 - 0.08); // 1.76, −1.08: prediction 4.2, ∂C/∂ŷ = 6.4
    optim.step(x, y);
    assertParameters(1.76 - 0.005 * 3 * 6.4, -1.08 - 0.005 * 6.4);
  }

  @Test
  void a_schedule_needs_a_rule_with_a_learning_rate() {
    UpdateRule lambda = (values, gradients, learningRate) -> values.subi(gradients);
    Optim optim = new Optim(line, new MSELoss(), lambda);
    String message =
        "Optim: a schedule needs the learning rate of the rule, but " + lambda + " has none";
    assertMessage(() -> optim.schedule(Schedule.exponential(0.5)), message);
    assertMessage(() -> SGD.of(optim).schedule(Schedule.exponential(0.5)), message);
    assertMessage(
        () -> optim.learningRateFactor(line, 0.5),
        "Optim: a learning-rate factor needs the learning rate of the rule, but "
            + lambda
            + " has none");
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void batches_accumulated_are_as_good_as_one(Reduction reduction) {
    Net one = new Net();
    Net many = new Net();
    one.all.to(DataType.DOUBLE);
    many.all.to(DataType.DOUBLE);
    INDArray inputs = one.x.castTo(DataType.DOUBLE);
    INDArray targets = one.y.castTo(DataType.DOUBLE);
    Loss loss = new MSELoss(reduction);
    Optim whole = new Optim(one.all, loss, new Adam(0.1));
    Optim parts = new Optim(many.all, loss, new Adam(0.1)).accumulate(3);
    for (int i = 0; i < 4; i++) {
      whole.step(inputs, targets);
      long[] bounds = {0, 1, 3, 6}; // of unequal sizes
      for (int part = 0; part < 3; part++) {
        parts.step(
            Make.rows(inputs, bounds[part], bounds[part + 1]),
            Make.rows(targets, bounds[part], bounds[part + 1]));
      }
      assertThat(parts.iterations()).isEqualTo(whole.iterations());
    }
    Compare.close("values", Make.vector(many.values()), Make.vector(one.values()), 1e-10);
  }

  @Test
  void batches_accumulated_count_by_the_weights_of_their_examples() {
    Loss loss = new CrossEntropyLoss().withWeights(1, 10).withIgnoreIndex(-100);
    INDArray inputs = Make.normal(new SplittableRandom(5), 4, 2).castTo(DataType.FLOAT);
    INDArray targets = Make.vector(0, -100, 1, 0);
    double[] whole = afterOneUpdate(loss, inputs, targets, 4);
    double[] parts = afterOneUpdate(loss, inputs, targets, 1);
    Compare.close("values", Make.vector(parts), Make.vector(whole), 1e-6);
  }

  private static double[] afterOneUpdate(Loss loss, INDArray x, INDArray y, int batch) {
    Linear net = new Linear(2, 2, new SplittableRandom(6));
    Optim optim = new Optim(net, loss, 0.1).accumulate(4 / batch);
    for (int i = 0; i < 4; i += batch) {
      optim.step(Make.rows(x, i, i + batch), Make.rows(y, i, i + batch));
    }
    assertThat(optim.iterations()).isEqualTo(1);
    return values(net);
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void a_pass_that_fails_leaves_the_gradients_accumulated_before(Reduction reduction) {
    Linear first = line(2, -1);
    boolean[] fails = {false};
    Module failing =
        new Lambda(
            input -> input,
            (input, delta) -> {
              if (fails[0]) {
                throw new IllegalStateException("backward fails");
              }
              return delta;
            });
    Linear last = line(1, 0);
    Optim optim =
        new Optim(new Sequential(first, failing, last), new MSELoss(reduction), 0.01).accumulate(9);
    optim.step(x, y);
    optim.step(y, x);
    double[] before = optim.vector().gradients().toDoubleVector();
    fails[0] = true;
    assertThatThrownBy(() -> optim.step(x, y)).hasMessage("backward fails");
    assertThat(optim.vector().gradients().toDoubleVector()).isEqualTo(before);
    fails[0] = false;
    optim.step(x, y);
    assertThat(optim.vector().gradients().toDoubleVector()).isNotEqualTo(before);
  }

  @Test
  void gradient_and_update_are_the_halves_of_a_step() {
    Net stepped = new Net();
    Net halved = new Net();
    Optim step = new Optim(stepped.all, new MSELoss(), new Adam(0.1));
    Optim halves = new Optim(halved.all, new MSELoss(), new Adam(0.1));
    for (int i = 0; i < 3; i++) {
      double loss = step.step(stepped.x, stepped.y);
      assertThat(halves.gradient(halved.x, halved.y).value()).isEqualTo(loss);
      halves.update();
    }
    assertThat(halved.values()).isEqualTo(stepped.values());
  }

  @Test
  void an_update_without_a_batch_does_nothing() {
    Optim optim = new Optim(line, new MSELoss(), new Momentum(0.01, 0.9));
    optim.step(x, y);
    double[] values = values(line);
    optim.update();
    assertThat(values(line)).isEqualTo(values);
    assertThat(optim.iterations()).isEqualTo(1);
  }

  @Test
  void a_batch_that_does_not_fit_changes_nothing() {
    Optim optim = new Optim(line, new MSELoss(), 0.01);
    assertThatThrownBy(() -> optim.step(Make.matrix(new double[] {1, 2}), y))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Linear(1 -> 1): input must be [*, 1], but was [1, 2]");
    assertThatThrownBy(() -> optim.step(x, Make.matrix(new double[] {1, 2})))
        .isInstanceOf(ShapeException.class);
    assertParameters(2, -1);
    assertThat(optim.iterations()).isZero();
  }

  @Test
  void schedules_have_the_factors_of_their_formulas() {
    assertFactors(new double[] {1, 1}, Schedule.constant(), 0, 7);
    assertFactors(new double[] {1, 1, 0.1, 0.1, 0.1 * 0.1}, Schedule.steps(3, 0.1), 0, 2, 3, 5, 6);
    assertFactors(new double[] {1, 0.5, 0.125}, Schedule.exponential(0.5), 0, 1, 3);
    assertFactors(new double[] {1, 0.5, 0.25}, Schedule.inverse(0.25), 0, 4, 12);
    assertFactors(new double[] {1, 0.5, 0, 0}, Schedule.cosine(8), 0, 4, 8, 100);
    assertFactors(new double[] {0.75}, Schedule.cosine(6), 2); // cos 60° = ½
    assertFactors(new double[] {1, 0.6, 0.2}, Schedule.cosine(8, 0.2), 0, 4, 8);
    assertFactors(
        new double[] {0.25, 0.5, 1, 1, 0.5, 0.125},
        Schedule.exponential(0.5).warmUp(4),
        0,
        1,
        3,
        4,
        5,
        7);
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertMessage(
        () -> GradientClipping.value(0),
        "GradientClipping.value: limit must be > 0 and finite, but was 0.0");
    assertMessage(
        () -> GradientClipping.norm(Double.NaN),
        "GradientClipping.norm: limit must be > 0 and finite, but was NaN");
    assertMessage(
        () -> WeightDecay.l2(-1), "WeightDecay: strength must be > 0 and finite, but was -1.0");
    assertMessage(
        () -> Schedule.steps(0, 0.5), "Schedule.steps: interval must be at least 1, but was 0");
    assertMessage(
        () -> Schedule.cosine(0), "Schedule.cosine: length must be at least 1, but was 0");
    assertMessage(
        () -> Schedule.constant().warmUp(0),
        "Schedule.warmUp: length must be at least 1, but was 0");
    assertMessage(() -> new Adam(0), "Adam: learning rate must be > 0 and finite, but was 0.0");
    assertMessage(
        () -> new Adam(1).withBetas(0.9, 1),
        "Adam: beta2 must be at least 0 and less than 1, but was 1.0");
    assertMessage(
        () -> new AdamW(1, -0.1), "AdamW: weightDecay must be at least 0 and finite, but was -0.1");
    assertMessage(
        () -> new Optim(line, new MSELoss(), 0.1).accumulate(0),
        "Optim: accumulate must be at least 1, but was 0");
  }

  private static void assertMessage(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private void assertParameters(double weight, double bias) {
    Compare.close("weight and bias", Make.vector(values(line)), Make.vector(weight, bias), 1e-14);
  }

  private static String[] decayed(Module net, WeightDecay decay) {
    return net.parameters().stream()
        .filter(decay::includes)
        .map(parameter -> parameter.name())
        .toArray(String[]::new);
  }

  private static void assertFactors(double[] expected, Schedule schedule, long... times) {
    assertThat(Arrays.stream(times).mapToDouble(schedule::factor).toArray())
        .containsExactly(expected, within(1e-15));
  }

  private static double[] values(Module module) {
    return module.parameters().stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.value().ravel().toDoubleVector()))
        .toArray();
  }

  private static Linear line(double weight, double bias) {
    Linear line = new Linear(1, 1);
    line.to(DataType.DOUBLE);
    line.parameters().get(0).set(Make.matrix(new double[] {weight}));
    line.parameters().get(1).set(Make.vector(bias));
    return line;
  }

  /** A small net and its data, the same each time. */
  private static final class Net {
    private final SplittableRandom random = new SplittableRandom(3);
    final Sequential all =
        new Sequential(new Linear(2, 4, random), new TanH(), new Linear(4, 1, random));
    final INDArray x = Make.normal(random, 6, 2).castTo(DataType.FLOAT);
    final INDArray y = Make.normal(random, 6, 1).castTo(DataType.FLOAT);

    double[] values() {
      return OptimTest.values(all);
    }
  }
}
