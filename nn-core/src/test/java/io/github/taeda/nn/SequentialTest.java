package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SequentialTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> calls = new ArrayList<>();
  private final Sequential counted =
      new Sequential(
          new Calls("a", new Affine(2, 2, random), calls),
          new Calls("b", new Cube(), calls),
          new Calls("c", new Affine(2, 1, random), calls));
  private final INDArray input = Make.normal(random, 3, 2).castTo(DataType.FLOAT);
  private final INDArray delta = Make.normal(random, 3, 1).castTo(DataType.FLOAT);

  @Test
  void a_chain_is_its_modules_one_after_the_other() {
    // y = (2 x + 1)^3 at x = 1: 27; with delta 10, dy/dx = 3 (2 x + 1)^2 2 = 54 makes 540,
    // dy/dw = 3 (2 x + 1)^2 x = 27 makes 270, dy/db the same.
    Affine affine = new Affine(1, 1, random);
    Module chain = new Sequential(affine).add(new Cube()).to(DataType.DOUBLE);
    affine.parameters().get(0).set(number(2));
    affine.parameters().get(1).set(Make.vector(1));
    INDArray x = number(1);

    Compare.exact("output", chain.forward(x), number(27));
    Compare.exact("inputDelta", chain.backward(x, number(10)), number(540));
    Compare.exact("weight", affine.parameters().get(0).gradient(), number(270));
    Compare.exact("bias", affine.parameters().get(1).gradient(), Make.vector(270));
  }

  private static INDArray number(double number) {
    return Make.of(new long[] {1, 1}, number);
  }

  @Test
  void backward_walks_the_chain_once_and_recomputes_nothing() {
    counted.forward(input);
    assertThat(Calls.taken(calls)).containsExactly("a.forward", "b.forward", "c.forward");
    counted.backward(input, delta);
    assertThat(Calls.taken(calls)).containsExactly("c.backward", "b.backward", "a.backward");
    counted.backwardDelta(input, delta);
    assertThat(Calls.taken(calls))
        .containsExactly("c.backwardDelta", "b.backwardDelta", "a.backwardDelta");
  }

  @Test
  void backward_update_gradient_never_asks_the_first_child_for_a_delta() {
    counted.forward(input);
    Calls.taken(calls);

    counted.backwardUpdateGradient(input, delta);

    assertThat(Calls.taken(calls))
        .containsExactly("c.backward", "b.backward", "a.backwardUpdateGradient");
    new Sequential(counted, new Cube()).backwardUpdateGradient(input, delta);
    assertThat(calls).doesNotContain("a.backwardDelta", "a.backward");
  }

  @Test
  void for_another_input_the_children_inputs_are_computed_again() {
    counted.forward(input);
    Calls.taken(calls);

    counted.backward(input.dup(), delta);

    assertThat(Calls.taken(calls))
        .containsExactly("a.forward", "b.forward", "c.backward", "b.backward", "a.backward");
  }

  @Test
  void in_evaluation_the_children_inputs_are_computed_again() {
    counted.forward(input);
    counted.evaluate().forward(input);
    Calls.taken(calls);

    counted.backwardDelta(input, delta);

    assertThat(Calls.taken(calls))
        .containsExactly(
            "a.forward", "b.forward", "c.backwardDelta", "b.backwardDelta", "a.backwardDelta");
  }

  @Test
  void a_module_added_after_a_forward_pass_takes_part_in_backward() {
    Sequential chain = new Sequential(new Cube());
    INDArray x = number(2);
    chain.forward(x);
    chain.add(new Cube());
    // y = x^9, dy/dx = 9 x^8
    Compare.exact("inputDelta", chain.backwardDelta(x, number(1)), number(9 * 256));
  }

  @Test
  void an_empty_chain_says_what_is_missing() {
    Sequential empty = new Sequential();
    String message = "Sequential() has no modules yet: add one first";
    assertThatThrownBy(() -> empty.forward(input))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> empty.backwardDelta(input, delta)).hasMessage(message);
    assertThatThrownBy(() -> empty.backwardUpdateGradient(input, delta)).hasMessage(message);
    assertThatThrownBy(() -> empty.backward(input, delta)).hasMessage(message);
    assertThat(empty.parameters()).isEmpty();
    assertThat(empty).hasToString("Sequential()");
  }

  @Test
  void errors_name_the_path_through_nested_chains() {
    Module net =
        new Sequential(
            new Cube(), new Sequential(new Affine(2, 3, random), new Affine(2, 1, random)));
    assertThatThrownBy(() -> net.forward(input))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Sequential[1] > Sequential[1] > Affine(2 -> 1): input must be [*, 2], but was [3, 3]");
    assertThatThrownBy(() -> net.forward(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Sequential[0] > Cube: input is null");
  }

  @Test
  void a_wrong_delta_changes_no_gradient() {
    Sequential net = new Sequential(new Affine(2, 2, random), new Affine(2, 1, random));
    assertThatThrownBy(() -> net.backward(input, input))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Sequential[1] > Affine(2 -> 1): delta must be [3, 1], but was [3, 2]");
    assertThatThrownBy(() -> net.backwardUpdateGradient(input, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Sequential[1] > Affine(2 -> 1): delta is null");
    assertThat(net.parameters())
        .allSatisfy(p -> assertThat(Compare.largest(p.gradient())).isZero());
  }

  @Test
  void a_module_in_two_places_is_shared() {
    Affine shared = new Affine(1, 1, random);
    Module chain = new Sequential(shared, shared).to(DataType.DOUBLE);
    shared.parameters().get(0).set(number(3));
    shared.parameters().get(1).set(Make.vector(1));

    // y = 3 (3 x + 1) + 1 at x = 2: 22. With delta 1: dy/dw = (3 x + 1) + 3 x = 7 + 6,
    // dy/db = 1 + 3.
    INDArray x = number(2);
    Compare.exact("output", chain.forward(x), number(22));
    chain.backward(x, number(1));
    assertThat(chain.parameters())
        .extracting(Parameter::name)
        .containsExactly("0.weight", "0.bias");
    Compare.exact("weight", chain.parameters().get(0).gradient(), number(13));
    Compare.exact("bias", chain.parameters().get(1).gradient(), Make.vector(4));
    chain.updateParameters(1);
    Compare.exact("weight", shared.parameters().get(0).value(), number(3 - 13));
  }

  @Test
  void a_parameter_in_two_modules_is_shared() {
    Affine affine = new Affine(2, 2, random);
    Module view = new Calls("view", affine, calls);
    assertThat(new Sequential(affine, new Cube(), view).parameters()).hasSize(2);
  }
}
