package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ForwardCacheTest {
  private final ForwardCache<String> memory = new ForwardCache<>();
  private final INDArray input = Make.vector(1, 2);
  private final Scratch scratch = new Scratch();

  @Test
  void it_recalls_what_was_stored_last_for_the_very_array() {
    assertThat(memory.recall(input)).isNull();
    memory.store(input, "one");
    assertThat(memory.recall(input)).isEqualTo("one");
    assertThat(memory.recall(input)).isEqualTo("one");
    assertThat(memory.recall(input.dup())).isNull();

    INDArray other = Make.vector(3, 4);
    memory.store(other, "two");
    assertThat(memory.recall(other)).isEqualTo("two");
    assertThat(memory.recall(input)).isNull();
    memory.store(other, "three");
    assertThat(memory.recall(other)).isEqualTo("three");
  }

  @Test
  void it_recalls_within_one_step_only() {
    Scratch.Step step = scratch.step();
    memory.store(input, "one");
    assertThat(memory.recall(input)).isEqualTo("one");
    step.close();
    assertThat(memory.recall(input)).isNull();
    step = scratch.step();
    assertThat(memory.recall(input)).isNull();
    step.close();
  }

  @Test
  void what_was_stored_outside_any_step_is_not_recalled_in_one() {
    memory.store(input, "one");
    Scratch.Step step = scratch.step();
    assertThat(memory.recall(input)).isNull();
    step.close();
    assertThat(memory.recall(input)).isEqualTo("one");
  }

  @Test
  void it_recalls_under_the_mask_of_forward_only() {
    INDArray mask = PaddingMask.ofLengths(2, 1);
    PaddingMask.run(
        mask,
        () -> {
          memory.store(input, "one");
          return mask;
        });
    assertThat(memory.recall(input)).isNull();
    assertThat(PaddingMask.run(mask.dup(), () -> memory.recall(input) == null)).isTrue();
    assertThat(PaddingMask.run(mask, () -> memory.recall(input) == null)).isFalse();
  }
}
