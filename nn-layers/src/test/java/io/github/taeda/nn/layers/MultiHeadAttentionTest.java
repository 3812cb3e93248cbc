package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Multi-head attention: values computed by hand, masks, and what the probe shows. */
class MultiHeadAttentionTest {
  private final SplittableRandom random = new SplittableRandom(3);

  private Module attention(boolean causal) {
    MultiHeadAttention.Config config = MultiHeadAttention.Config.of(4, 2).causal(causal);
    return new MultiHeadAttention(config, random).to(DataType.DOUBLE);
  }

  /** With weights of 1 and biases of 0, q = k = v = x, and the output is what the head gives. */
  private static Module plain(boolean causal) {
    Module attention =
        new MultiHeadAttention(
                MultiHeadAttention.Config.of(1, 1).causal(causal), new SplittableRandom(1))
            .to(DataType.DOUBLE);
    for (Parameter parameter : attention.parameters()) {
      parameter.value().assign(parameter.name().endsWith("Weight") ? 1 : 0);
    }
    return attention;
  }

  @Test
  void positions_are_averaged_with_softmax_weights() {
    // x = 1, 2: scores of the first 1, 2, of the second 2, 4
    // weights 1 / (1 + e) = 0.268941, 0.731059; 1 / (1 + e^2) = 0.119203, 0.880797
    INDArray x = Nd4j.create(new double[][][] {{{1}, {2}}});
    INDArray output = plain(false).forward(x);
    assertThat(output.getDouble(0, 0, 0)).isCloseTo(1.7310586, within(1e-7));
    assertThat(output.getDouble(0, 1, 0)).isCloseTo(1.8807971, within(1e-7));
  }

  @Test
  void a_causal_position_sees_none_after_it() {
    INDArray x = Nd4j.create(new double[][][] {{{1}, {2}}});
    INDArray output = plain(true).forward(x);
    assertThat(output.getDouble(0, 0, 0)).isEqualTo(1);
    assertThat(output.getDouble(0, 1, 0)).isCloseTo(1.8807971, within(1e-7));
  }

  @Test
  void nothing_depends_on_what_padding_holds_where_its_delta_is_0() {
    for (boolean causal : new boolean[] {false, true}) {
      Module attention = attention(causal);
      INDArray mask = PaddingMask.ofLengths(5, 3, 5);
      INDArray input = Make.normal(random, 2, 5, 4);
      INDArray delta = Make.normal(random, 2, 5, 4);
      delta.get(point(0), interval(3, 5)).assign(0);
      INDArray other = input.dup();
      other.get(point(0), interval(3, 5)).assign(7);

      INDArray output = PaddingMask.run(mask, () -> attention.forward(input));
      INDArray inputDelta = PaddingMask.run(mask, () -> attention.backward(input, delta));
      List<INDArray> gradients = gradients(attention);
      attention.zeroGradient();
      INDArray otherOutput = PaddingMask.run(mask, () -> attention.forward(other));
      INDArray otherDelta = PaddingMask.run(mask, () -> attention.backward(other, delta));

      Compare.exact("output", real(otherOutput), real(output));
      Compare.exact("inputDelta", otherDelta, inputDelta);
      assertThat(inputDelta.getDouble(0, 4, 0)).isZero();
      for (int i = 0; i < gradients.size(); i++) {
        Compare.exact("gradient " + i, gradients(attention).get(i), gradients.get(i));
      }
    }
  }

  @Test
  void values_of_padding_that_are_not_finite_reach_no_other_position() {
    INDArray mask = PaddingMask.ofLengths(5, 3, 5);
    INDArray input = Make.normal(random, 2, 5, 4);
    Module attention = attention(false);
    INDArray output = PaddingMask.run(mask, () -> attention.forward(input));
    INDArray other = input.dup();
    other.get(point(0), interval(3, 5)).assign(Double.NaN);
    INDArray otherOutput = PaddingMask.run(mask, () -> attention.forward(other));
    Compare.exact("output", real(otherOutput), real(output));
  }

  @Test
  void sequences_of_nothing_but_padding_have_weights_of_0() {
    INDArray mask = PaddingMask.ofLengths(3, 0, 3);
    INDArray input = Make.normal(random, 2, 3, 4);
    Module attention = attention(false);
    INDArray output = PaddingMask.run(mask, () -> attention.forward(input));
    INDArray bias = attention.parameters().get(7).value();
    Compare.exact("output of padding", output.get(point(0), point(1)), bias);
    assertThat(output.isNaN().any()).isFalse();
  }

  @Test
  void derivatives_agree_under_masks() {
    INDArray mask = PaddingMask.ofLengths(4, 2, 4, 0);
    INDArray input = Make.normal(random, 3, 4, 4);
    for (boolean causal : new boolean[] {false, true}) {
      Module attention = attention(causal);
      GradientReport report =
          PaddingMask.run(mask, () -> GradientCheck.of(attention, input, random));
      assertThat(report.worst().error()).as(report.toString()).isLessThan(1e-7);
    }
  }

  @Test
  void a_probe_sees_the_weights_in_evaluation() {
    Module net = new Sequential(attention(true), new Identity(), attention(false)).evaluate();
    List<INDArray> seen = new ArrayList<>();
    INDArray input = Make.normal(random, 2, 3, 4);
    INDArray output =
        AttentionProbe.observe((module, weights) -> seen.add(weights), () -> net.forward(input));
    Compare.exact("output", output, net.forward(input));
    assertThat(seen).hasSize(2); // nothing of the pass outside
    assertThat(seen.get(0).shape()).containsExactly(2, 2, 3, 3);
    assertThat(seen.get(0).getDouble(0, 0, 0, 0)).isEqualTo(1);
    assertThat(seen.get(0).getDouble(0, 0, 0, 2)).isZero();
    assertThat(seen.get(1).sum(3).sub(1).amaxNumber().doubleValue()).isLessThan(1e-14);
  }

  @Test
  void heads_must_divide_the_features() {
    assertThatThrownBy(() -> new MultiHeadAttention(6, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MultiHeadAttention: heads must divide features 6, but was 4");
  }

  private static List<INDArray> gradients(Module module) {
    return module.parameters().stream().map(parameter -> parameter.gradient().dup()).toList();
  }

  /** The outputs of both sequences but for the padding of the first. */
  private static INDArray real(INDArray output) {
    return Nd4j.concat(
        0, output.get(point(0), interval(0, 3)).dup(), output.get(point(1), interval(0, 5)).dup());
  }
}
