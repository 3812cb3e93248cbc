package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Threads;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PaddingMaskTest {
  private final INDArray input = Make.filled(DataType.FLOAT, 1, 2, 3, 4);
  private final INDArray mask = PaddingMask.ofLengths(3, 2, 3);

  private @Nullable INDArray current() {
    return PaddingMask.current("Net", input);
  }

  @Test
  void lengths_become_ones_and_then_zeros() {
    INDArray expected = Make.matrix(new double[] {1, 1, 0}, new double[] {0, 0, 0});
    INDArray mask = PaddingMask.ofLengths(3, 2, 0);
    assertThat(mask.dataType()).isEqualTo(DataType.FLOAT);
    Compare.exact("mask", mask.castTo(DataType.DOUBLE), expected);
  }

  @Test
  void lengths_out_of_range_are_rejected() {
    assertThatThrownBy(() -> PaddingMask.ofLengths(3, 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PaddingMask: lengths[1] must be 0 to 3, but was 4");
    assertThatThrownBy(() -> PaddingMask.ofLengths(3, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PaddingMask: lengths[0] must be 0 to 3, but was -1");
    assertThatThrownBy(() -> PaddingMask.ofLengths(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PaddingMask: length must be at least 1, but was 0");
    assertThatThrownBy(() -> PaddingMask.ofLengths(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PaddingMask: number of lengths must be at least 1, but was 0");
  }

  @Test
  void a_mask_is_current_during_the_pass_only() {
    assertThat(current()).isNull();
    assertThat(PaddingMask.<@Nullable INDArray>run(mask, this::current)).isSameAs(mask);
    assertThat(current()).isNull();
  }

  @Test
  void an_inner_mask_takes_the_place_of_the_outer_one() {
    INDArray inner = PaddingMask.ofLengths(3, 1, 1);
    AtomicReference<INDArray> seen = new AtomicReference<>();
    INDArray after =
        PaddingMask.run(
            mask,
            () -> {
              seen.set(PaddingMask.run(inner, this::current));
              return current();
            });
    assertThat(seen.get()).isSameAs(inner);
    assertThat(after).isSameAs(mask);
  }

  @Test
  void a_pass_that_fails_leaves_no_mask_behind() {
    assertThatThrownBy(
            () ->
                PaddingMask.run(
                    mask,
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");
    assertThat(current()).isNull();
  }

  @Test
  void each_thread_has_a_mask_of_its_own() throws Exception {
    Threads.run(
        thread -> {
          INDArray own = PaddingMask.ofLengths(3, 1, 2);
          for (int i = 0; i < 1000; i++) {
            if (thread % 2 == 0) {
              assertThat(PaddingMask.run(own, this::current)).isSameAs(own);
            }
            assertThat(current()).isNull();
          }
        });
  }

  @Test
  void a_mask_has_the_type_of_the_input_that_is_asked_for() {
    INDArray doubles = input.castTo(DataType.DOUBLE);
    INDArray converted = PaddingMask.run(mask, () -> PaddingMask.current("Net", doubles));
    Compare.exact("mask", converted, mask.castTo(DataType.DOUBLE));
    assertThat(converted.dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void a_mask_that_does_not_fit_names_both_shapes() {
    for (INDArray wrong :
        new INDArray[] {PaddingMask.ofLengths(4, 2, 3), PaddingMask.ofLengths(3, 2, 3, 1)}) {
      assertThatThrownBy(() -> PaddingMask.run(wrong, this::current))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "Net: the padding mask must be [batch, length] of the input [2, 3, 4], but was "
                  + Shapes.text(wrong.shape()));
    }
  }

  @Test
  void a_mask_of_other_values_or_another_rank_is_rejected_before_the_pass() {
    AtomicReference<String> ran = new AtomicReference<>("no");
    INDArray half = Make.matrix(new double[] {1, 0}, new double[] {1, 0.5});
    assertThatThrownBy(() -> PaddingMask.run(half, () -> ran.getAndSet("yes")))
        .isInstanceOf(ShapeException.class)
        .hasMessage("PaddingMask: mask must be 0 or 1, but at [1, 1] was 0.5");
    assertThatThrownBy(() -> PaddingMask.run(Make.vector(1, 0), () -> ran.getAndSet("yes")))
        .isInstanceOf(ShapeException.class)
        .hasMessage("PaddingMask: mask must be [*, *], but was [2]");
    assertThat(ran).hasValue("no");
  }
}
