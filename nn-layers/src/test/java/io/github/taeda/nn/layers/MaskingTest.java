package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MaskingTest {
  private final Recorder body = new Recorder();

  @Test
  void a_step_is_padding_where_all_features_are_the_value() {
    INDArray input = Make.of(new long[] {2, 2, 2}, 0, 0, 0, 1, 1, 0, 0, 0);
    Masking masking = new Masking(0, body);
    INDArray output = masking.forward(input);
    assertThat(output).isSameAs(input);
    Compare.exact("mask", body.mask(0), Make.matrix(new double[] {0, 1}, new double[] {1, 0}));
  }

  @Test
  void class_indices_of_any_type_and_features_in_float_are_compared_with_the_value() {
    INDArray ids = Make.ids(new java.util.SplittableRandom(1), 1, 1, 2);
    ids.putScalar(1, 7);
    new Masking(7, body).forward(ids);
    Compare.exact("mask", body.mask(0), Make.filled(DataType.FLOAT, 1, 1, 2).putScalar(1, 0));
    new Masking(0.1, body).forward(Make.filled(DataType.FLOAT, 0.1, 1, 2, 3));
    Compare.exact("mask", body.mask(1), Make.filled(DataType.FLOAT, 0, 1, 2));
  }

  @Test
  void every_backward_has_the_very_mask_of_forward() {
    INDArray input = Make.of(new long[] {1, 2, 1}, 0, 1);
    Masking masking = new Masking(0, body);
    masking.forward(input);
    masking.backwardDelta(input, input);
    masking.backwardUpdateGradient(input, input);
    masking.backward(input, input);
    assertThat(body.masks).hasSize(5).allMatch(mask -> mask == body.mask(0)); // backward asks twice
    assertThat(PaddingMask.current(masking, input)).isNull();
  }

  @Test
  void a_backward_without_forward_finds_the_mask_again() {
    INDArray input = Make.of(new long[] {1, 2, 1}, 0, 1);
    new Masking(0, body).backwardDelta(input, input);
    Compare.exact("mask", body.mask(0), Make.matrix(new double[] {0, 1}));
  }

  @Test
  void a_value_that_is_not_finite_is_rejected() {
    assertThatThrownBy(() -> new Masking(Double.NaN, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Masking: value must be finite, but was NaN");
  }

  /** The identity, which records the masks it computes under. */
  private static final class Recorder extends Module {
    private final List<INDArray> masks = new ArrayList<>();

    INDArray mask(int index) {
      return masks.get(index);
    }

    private INDArray record(INDArray input, INDArray result) {
      INDArray asked = input.isR() ? input : input.castTo(DataType.FLOAT);
      masks.add(Objects.requireNonNull(PaddingMask.current(this, asked)));
      return result;
    }

    @Override
    public INDArray forward(INDArray input) {
      return record(input, input);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return record(input, delta);
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      record(input, delta);
    }
  }
}
