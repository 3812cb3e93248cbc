package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Pass;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class RecurrentTest {
  private static final int[] LENGTHS = {5, 2, 0, 3};

  /** A kind of module, named as its text is. */
  record Kind(Function<RandomGenerator, Module> build) {
    Module module() {
      return build.apply(new SplittableRandom(1)).to(DataType.DOUBLE);
    }

    @Override
    public String toString() {
      return module().toString();
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(random -> new RNN(3, 4, random)),
        new Kind(random -> new RNN(RNN.Config.of(3, 4).reverse(true).lastOnly(), random)),
        new Kind(random -> new LSTM(3, 4, random)),
        new Kind(random -> new LSTM(LSTM.Config.of(3, 4).reverse(true), random)),
        new Kind(random -> new LSTM(LSTM.Config.of(3, 4).lastOnly(), random)),
        new Kind(random -> new GRU(3, 4, random)),
        new Kind(random -> new GRU(GRU.Config.of(3, 4).reverse(true), random)),
        new Kind(random -> new GRU(GRU.Config.of(3, 4).lastOnly(), random)));
  }

  private static INDArray input(long... shape) {
    return Make.normal(new SplittableRandom(2), shape);
  }

  private static void setAll(Module module, double value) {
    for (Parameter parameter : module.parameters()) {
      parameter.set(Make.filled(DataType.DOUBLE, value, parameter.value().shape()));
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void an_rnn_computes_two_steps_as_by_hand() {
    Module rnn = new RNN(1, 1).to(DataType.DOUBLE);
    setAll(rnn, 0.5);
    double first = Math.tanh(0.5 * 1 + 0.5);
    double second = Math.tanh(0.5 * -2 + 0.5 * first + 0.5);
    INDArray output = rnn.forward(Make.of(new long[] {1, 2, 1}, 1, -2));
    Compare.close("output", output, Make.of(new long[] {1, 2, 1}, first, second), 1e-14);
  }

  @Test
  void an_lstm_computes_two_steps_as_by_hand() {
    Module lstm = new LSTM(1, 1).forgetBias(1).to(DataType.DOUBLE);
    lstm.parameters().get(0).set(Make.matrix(new double[] {0.1, 0.2, 0.3, 0.4}));
    lstm.parameters().get(1).set(Make.matrix(new double[] {0.5, 0.6, 0.7, 0.8}));
    lstm.parameters().get(2).set(Make.vector(0, 1, 0, 0));
    double c1 = sigmoid(0.1) * Math.tanh(0.3);
    double h1 = sigmoid(0.4) * Math.tanh(c1);
    double in = sigmoid(-0.2 + 0.5 * h1);
    double forget = sigmoid(-0.4 + 0.6 * h1 + 1);
    double c2 = forget * c1 + in * Math.tanh(-0.6 + 0.7 * h1);
    double h2 = sigmoid(-0.8 + 0.8 * h1) * Math.tanh(c2);
    INDArray output = lstm.forward(Make.of(new long[] {1, 2, 1}, 1, -2));
    Compare.close("output", output, Make.of(new long[] {1, 2, 1}, h1, h2), 1e-14);
  }

  @Test
  void a_gru_computes_two_steps_as_by_hand() {
    Module gru = new GRU(1, 1).to(DataType.DOUBLE);
    gru.parameters().get(0).set(Make.matrix(new double[] {0.1, 0.2, 0.3}));
    gru.parameters().get(1).set(Make.matrix(new double[] {0.5, 0.6, 0.7}));
    gru.parameters().get(2).set(Make.vector(0, 0, 0));
    gru.parameters().get(3).set(Make.vector(0.1, -0.1, 0.2));
    double n1 = Math.tanh(0.3 + sigmoid(0.1 + 0.1) * 0.2);
    double h1 = (1 - sigmoid(0.2 - 0.1)) * n1;
    double r = sigmoid(-0.2 + 0.5 * h1 + 0.1);
    double z = sigmoid(-0.4 + 0.6 * h1 - 0.1);
    double n2 = Math.tanh(-0.6 + r * (0.7 * h1 + 0.2));
    double h2 = (1 - z) * n2 + z * h1;
    INDArray output = gru.forward(Make.of(new long[] {1, 2, 1}, 1, -2));
    Compare.close("output", output, Make.of(new long[] {1, 2, 1}, h1, h2), 1e-14);
  }

  @Test
  void the_forget_bias_is_set_for_the_forget_gate_alone() {
    LSTM lstm = new LSTM(2, 3, new SplittableRandom(1));
    INDArray before = lstm.parameters().get(2).value().dup();
    INDArray bias = lstm.forgetBias(1.5).parameters().get(2).value();
    for (int i = 0; i < 12; i++) {
      boolean isForget = i >= 3 && i < 6;
      assertThat(bias.getFloat(i)).isEqualTo(isForget ? 1.5f : before.getFloat(i));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void derivatives_of_sequences_of_unequal_length_are_right(Kind kind) {
    INDArray mask = PaddingMask.ofLengths(5, LENGTHS);
    GradientReport report =
        PaddingMask.run(
            mask, () -> GradientCheck.of(kind.module(), input(4, 5, 3), new SplittableRandom(3)));
    assertThat(report.passes(1e-7)).as("%s", report).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_padded_sequence_is_the_sequence_alone_whatever_padding_holds(Kind kind) {
    INDArray input = input(4, 5, 3);
    INDArray delta = kind.module().forward(input).dup();
    for (int row = 0; row < 4; row++) {
      for (int step = LENGTHS[row]; step < 5; step++) {
        input.putScalar(new int[] {row, step, 1}, step % 2 == 0 ? Double.NaN : 1e300);
        if (delta.rank() == 3) {
          delta.putScalar(new int[] {row, step, 1}, Double.NaN);
        }
      }
    }
    Pass all = masked(kind.module(), input, delta, LENGTHS);
    Module module = kind.module();
    for (int row : new int[] {0, 1, 3}) {
      INDArray x = first(input, row, LENGTHS[row]);
      INDArray d =
          delta.rank() == 2 ? Make.rows(delta, row, row + 1) : first(delta, row, LENGTHS[row]);
      INDArray output = module.forward(x);
      INDArray inputDelta = module.backward(x, d);
      Compare.close("output", part(all.output(), row), output, 1e-12);
      Compare.close("inputDelta", first(all.inputDelta(), row, LENGTHS[row]), inputDelta, 1e-12);
    }
    requireZeroAtPadding(all.inputDelta());
    if (all.output().rank() == 3) {
      requireZeroAtPadding(all.output());
    }
    all.gradients().requireClose("gradients", Pass.gradients(module), 1e-12);
  }

  private static INDArray part(INDArray output, int row) {
    return output.rank() == 2 ? Make.rows(output, row, row + 1) : first(output, row, LENGTHS[row]);
  }

  private static Pass masked(Module module, INDArray input, INDArray delta, int... lengths) {
    INDArray mask = PaddingMask.ofLengths((int) input.size(1), lengths);
    return PaddingMask.run(mask, () -> Pass.of(module, input, delta));
  }

  /** The first steps of a sequence. */
  private static INDArray first(INDArray array, int row, int steps) {
    return Make.rows(Make.rows(array, row, row + 1).permute(1, 0, 2), 0, steps)
        .permute(1, 0, 2)
        .dup('c');
  }

  private static void requireZeroAtPadding(INDArray array) {
    for (int row = 0; row < 4; row++) {
      for (int step = LENGTHS[row]; step < 5; step++) {
        for (int i = 0; i < array.size(2); i++) {
          assertThat(array.getDouble(row, step, i)).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void backward_under_another_mask_than_forward_computes_anew(Kind kind) {
    INDArray input = input(4, 5, 3);
    INDArray delta = kind.module().forward(input).dup();
    Pass expected = masked(kind.module(), input, delta, LENGTHS);
    Module module = kind.module();
    module.forward(input);
    INDArray mask = PaddingMask.ofLengths(5, LENGTHS);
    INDArray inputDelta = PaddingMask.run(mask, () -> module.backward(input, delta));
    Compare.exact("inputDelta", inputDelta, expected.inputDelta());
    expected.gradients().requireExact("gradients", Pass.gradients(module));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisabledIfSystemProperty(named = "taeda.kernels", matches = "nd4j") // which shares nothing out
  void a_large_batch_is_its_parts(Kind kind) {
    INDArray input = input(80, 700, 3); // shared by threads
    INDArray delta = kind.module().forward(input).dup();
    Module whole = kind.module();
    Pass all = Pass.of(whole, input, delta);
    Module parts = kind.module();
    for (int row = 0; row < 80; row += 8) {
      INDArray x = Make.rows(input, row, row + 8);
      Compare.close("output", Make.rows(all.output(), row, row + 8), parts.forward(x), 1e-12);
      INDArray inputDelta = parts.backward(x, Make.rows(delta, row, row + 8));
      Compare.close("inputDelta", Make.rows(all.inputDelta(), row, row + 8), inputDelta, 1e-12);
    }
    all.gradients().requireClose("gradients", Pass.gradients(parts), 1e-9);
  }

  /** Kinds whose recurrent weights are wide enough to be copied into blocks, in FLOAT. */
  static Stream<Kind> wideKinds() {
    return Stream.of(
        new Kind(random -> new RNN(3, 70, random)),
        new Kind(random -> new LSTM(3, 70, random)),
        new Kind(random -> new LSTM(LSTM.Config.of(3, 70).reverse(true), random)),
        new Kind(random -> new GRU(3, 70, random)));
  }

  @ParameterizedTest
  @MethodSource("wideKinds")
  void a_large_batch_in_single_precision_is_that_in_double(Kind kind) {
    INDArray input = input(40, 6, 3).castTo(DataType.FLOAT); // in two parts
    Module single = kind.module().to(DataType.FLOAT);
    INDArray delta = Make.normal(new SplittableRandom(3), 40, 6, 70).castTo(DataType.FLOAT);
    int[] lengths = new int[40];
    Arrays.setAll(lengths, i -> i % 7);
    for (INDArray mask :
        new INDArray[] {PaddingMask.ofLengths(6, lengths), Make.filled(DataType.FLOAT, 1, 40, 6)}) {
      Pass pass = PaddingMask.run(mask, () -> Pass.of(single, input, delta));
      INDArray wide = input.castTo(DataType.DOUBLE);
      Module exact = kind.module();
      Pass expected =
          PaddingMask.run(mask, () -> Pass.of(exact, wide, delta.castTo(DataType.DOUBLE)));
      pass.requireClose("in FLOAT", expected, 1e-5);
    }
  }

  @Test
  void a_mask_that_does_not_fit_names_the_module_and_both_shapes() {
    Module net = new Sequential(new LSTM(3, 4), new GRU(4, 2)).to(DataType.DOUBLE);
    INDArray mask = PaddingMask.ofLengths(4, 1, 2);
    assertThatThrownBy(() -> PaddingMask.run(mask, () -> net.forward(input(2, 5, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Sequential[0] > LSTM(3 -> 4): the padding mask must be [batch, length] of the input"
                + " [2, 5, 3], but was [2, 4]");
  }

  @Test
  void sizes_are_checked() {
    assertThatThrownBy(() -> new LSTM(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LSTM: in must be at least 1, but was 0");
    assertThatThrownBy(() -> GRU.Config.of(3, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: hidden must be at least 1, but was -1");
    assertThatThrownBy(() -> RNN.Config.of(3, 1).stateful(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RNN: stateful must be at least 0, but was -1");
    assertThatThrownBy(() -> new LSTM(3_000_000, 3_000_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "LSTM: weight must have at most 2147483647 elements, but [3000000, 4, 3000000] has"
                + " 36000000000000");
  }
}
