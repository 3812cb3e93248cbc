package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StatefulTest {
  private final INDArray first = Make.normal(new SplittableRandom(2), 2, 3, 3);
  private final INDArray second = Make.normal(new SplittableRandom(3), 2, 4, 3);

  static Stream<Function<RandomGenerator, Module>> builders() {
    return Stream.of(
        random -> new RNN(RNN.Config.of(3, 4).stateful(2), random),
        random -> new LSTM(LSTM.Config.of(3, 4).stateful(2), random),
        random -> new GRU(GRU.Config.of(3, 4).stateful(2), random));
  }

  private static Module module(Function<RandomGenerator, Module> build) {
    return new Sequential(build.apply(new SplittableRandom(1))).to(DataType.DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void in_training_a_batch_continues_the_one_before(Function<RandomGenerator, Module> build) {
    Module whole = module(build);
    INDArray expected = whole.forward(Nd4j.concat(1, first, second));
    Module module = module(build);
    INDArray output = Nd4j.concat(1, module.forward(first), module.forward(second));
    Compare.close("output", output, expected, 1e-14);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void a_reset_begins_with_zeros(Function<RandomGenerator, Module> build) {
    Module module = module(build);
    INDArray expected = module.forward(first);
    assertThat(module.forward(first)).isNotEqualTo(expected);
    Stateful.resetStates(module);
    Compare.exact("output", module.forward(first), expected);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void evaluation_begins_with_zeros_and_carries_nothing(Function<RandomGenerator, Module> build) {
    Module module = module(build);
    INDArray fresh = module.forward(first);
    INDArray next = module.copy().forward(second);
    module.evaluate();
    Compare.exact("output", module.forward(first), fresh);
    Compare.close(
        "a batch of another size",
        module.forward(Make.rows(first, 1, 2)),
        Make.rows(fresh, 1, 2),
        1e-14);
    module.train();
    Compare.exact("the state is as before", module.forward(second), next);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void gradients_stop_at_the_first_step_of_a_batch(Function<RandomGenerator, Module> build) {
    Module module = module(build);
    module.forward(first);
    INDArray begin = module.buffers().get(0).value().dup();
    INDArray output = module.forward(second);
    INDArray inputDelta = module.backward(second, output);
    assertThat(inputDelta.shape()).isEqualTo(second.shape());
    assertThat(module.buffers().get(0).value()).isNotEqualTo(begin); // backward used the old one

    double step = 1e-6;
    INDArray moved = second.dup();
    moved.putScalar(new int[] {0, 0, 1}, second.getDouble(0, 0, 1) + step);
    Module again = module(build);
    again.forward(first);
    double numeric = again.forward(moved).sub(output).mul(output).sumNumber().doubleValue() / step;
    assertThat(inputDelta.getDouble(0, 0, 1))
        .isCloseTo(numeric, org.assertj.core.api.Assertions.within(1e-4));
  }

  @Test
  void the_states_are_buffers() {
    Module lstm = new LSTM(LSTM.Config.of(3, 4).stateful(2), new SplittableRandom(1));
    assertThat(lstm.buffers().stream().map(Buffer::toString))
        .containsExactly("state [2, 4]", "cell [2, 4]");
    assertThat(lstm).hasToString("LSTM(3 -> 4, stateful 2)");
    assertThat(new LSTM(3, 4).buffers()).isEmpty();
  }

  @Test
  void another_number_of_sequences_is_rejected_in_training() {
    Module gru = new GRU(GRU.Config.of(3, 4).stateful(2), new SplittableRandom(1));
    assertThatThrownBy(() -> gru.forward(Make.filled(DataType.FLOAT, 1, 3, 5, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "GRU(3 -> 4, stateful 2): the state of 2 sequences is carried, so input must be of as"
                + " many, but was [3, 5, 3]");
  }
}
