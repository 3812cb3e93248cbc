package io.github.taeda.nn.optim.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What rules say of themselves, compute by hand, and reject. */
class RuleArgumentsTest {
  private final INDArray integers = Nd4j.zeros(DataType.INT32, 2);

  @Test
  void rules_show_their_constants() {
    assertThat(new GradientDescent(0.5)).hasToString("GradientDescent(learning rate 0.5)");
    assertThat(new Momentum(0.5, 0.9)).hasToString("Momentum(learning rate 0.5, momentum 0.9)");
    assertThat(new Momentum(0.5, 0.9).averaged())
        .hasToString("Momentum(learning rate 0.5, momentum 0.9, averaged)");
    assertThat(new Nesterov(0.5, 0.9)).hasToString("Nesterov(learning rate 0.5, momentum 0.9)");
    assertThat(new Adagrad(0.5)).hasToString("Adagrad(learning rate 0.5, epsilon 1.0E-10)");
    assertThat(new RMSProp(0.5))
        .hasToString("RMSProp(learning rate 0.5, decay 0.99, epsilon 1.0E-8)");
    assertThat(new Adadelta())
        .hasToString("Adadelta(learning rate 1.0, decay 0.9, epsilon 1.0E-6)");
    assertThat(new Adam(0.5))
        .hasToString("Adam(learning rate 0.5, betas 0.9 and 0.999, epsilon 1.0E-8)");
    assertThat(new AdamW(0.5, 0.25))
        .hasToString(
            "AdamW(learning rate 0.5, weight decay 0.25, betas 0.9 and 0.999, epsilon 1.0E-8)");
  }

  @Test
  void an_averaged_velocity_is_a_running_mean() {
    Momentum rule = new Momentum(1, 0.75).averaged();
    INDArray values = Make.vector(0);
    rule.update(values, Make.vector(8), 1); // v = 0.25 · 8
    assertThat(values.getDouble(0)).isEqualTo(-2);
    rule.update(values, Make.vector(4), 1); // v = 0.75 · 2 + 0.25 · 4
    assertThat(values.getDouble(0)).isEqualTo(-4.5);
  }

  @Test
  void only_decoupled_decay_needs_the_learning_rate() {
    assertThat(WeightDecay.decoupled(0.1).isDecoupled()).isTrue();
    assertThat(WeightDecay.l1(0.1).isDecoupled()).isFalse();
    assertThat(WeightDecay.l2(0.1).isDecoupled()).isFalse();
  }

  @Test
  void integers_and_gradients_of_another_shape_are_rejected() {
    Adam rule = new Adam(0.5);
    INDArray values = Make.vector(1, 2);
    String name = rule + ": ";
    rejects(
        () -> rule.update(integers, integers, 1), name + "values must be FLOAT or DOUBLE", "INT");
    List<Slice> slices = List.of(new Slice(0, 2, 1));
    rejects(
        () -> rule.updateSlices(integers, integers, slices),
        name + "values must be FLOAT or DOUBLE",
        "INT");
    rejects(
        () -> rule.updateSlices(values, Make.vector(1, 2, 3), slices),
        name + "gradients must be [2]",
        "[3]");
    assertThat(rule.state()).isEmpty();
  }

  @Test
  void a_state_is_replaced_as_a_whole_and_must_be_numbers() {
    Momentum rule = new Momentum(0.5, 0.9);
    rule.update(Make.vector(1, 2), Make.vector(1, 1), 0.5);
    rejects(
        () -> rule.restore(Map.of("velocity", integers)),
        rule + ": velocity must be FLOAT or DOUBLE",
        "INT");
    assertThat(rule.state()).containsOnlyKeys("velocity");
    rule.restore(Map.of());
    assertThat(rule.state()).isEmpty();
  }

  @Test
  void a_count_of_iterations_of_another_shape_is_noticed() {
    Adam rule = new Adam(0.5);
    INDArray values = Make.vector(1, 2);
    rule.restore(
        Map.of("mean", Make.vector(0, 0), "squares", Make.vector(0, 0), "iterations", values));
    assertThatThrownBy(() -> rule.update(values, Make.vector(1, 1), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            rule
                + ": the state iterations is DOUBLE [2], but the values need DOUBLE [1]; one rule"
                + " serves one module");
  }

  @Test
  void a_state_that_does_not_fit_is_rejected() {
    Adam rule = new Adam(0.5);
    INDArray values = Make.vector(1, 2);
    INDArray one = Make.vector(3);
    rule.requireFit(Map.of("mean", values, "iterations", one), values);
    rejects(() -> rule.requireFit(Map.of("mean", one), values), rule + ": mean must be [2]", "[1]");
    rejects(
        () -> rule.requireFit(Map.of("iterations", values), values),
        rule + ": iterations must be [1]",
        "[2]");
    INDArray single = one.castTo(DataType.FLOAT);
    rejects(
        () -> rule.requireFit(Map.of("iterations", single), values),
        rule + ": iterations must be DOUBLE",
        "FLOAT");
  }

  private static void rejects(ThrowingCallable call, String expected, String actual) {
    assertThatThrownBy(call)
        .isInstanceOf(ShapeException.class)
        .hasMessage(expected + ", but was " + actual);
  }
}
