package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Make;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ShapesTest {
  private final INDArray array = Make.filled(DataType.DOUBLE, 0, 4, 5, 3);

  @Test
  void what_fits_passes() {
    assertThatCode(
            () -> {
              Shapes.requireNumbers("M", "input", array);
              Shapes.requireNumbers("M", "input", array.castTo(DataType.FLOAT));
              Shapes.requireArray("M", "ids", array.castTo(DataType.INT32));
              Shapes.requireType("M", "input", array, DataType.DOUBLE);
              Shapes.requireLast("M", "input", array, 3);
              Shapes.requireShape("M", "input", array, 4, 5, 3);
              Shapes.requireShape("M", "input", array, -1, 5, -1);
              Shapes.requireLike("M", "delta", array.dup('f'), array);
            })
        .doesNotThrowAnyException();
    assertThat(Shapes.requireSize("M", "in", 1)).isEqualTo(1);
  }

  @Test
  void what_is_no_array_is_refused() {
    INDArray closed = array.dup();
    closed.close();
    refuses(() -> Shapes.requireArray("M", "ids", null), "M: ids is null");
    refuses(() -> Shapes.requireArray("M", "ids", closed), "M: ids was closed, its memory is gone");
    refuses(
        () -> Shapes.requireArray("M", "ids", Nd4j.create(DataType.FLOAT, 0, 3)),
        "M: ids is empty, its shape is [0, 3]");
    refuses(
        () -> Shapes.requireArray("M", "ids", Nd4j.empty(DataType.FLOAT)),
        "M: ids is empty, its shape is []");
    refuses(() -> Shapes.requireNumbers("M", "input", null), "M: input is null");
  }

  @Test
  void other_types_are_refused() {
    refuses(
        () -> Shapes.requireNumbers("M", "input", array.castTo(DataType.BFLOAT16)),
        "M: input must be FLOAT or DOUBLE, but was BFLOAT16");
    refuses(
        () -> Shapes.requireType("M", "input", array, DataType.FLOAT),
        "M: input must be FLOAT, but was DOUBLE");
    refuses(
        () -> Shapes.requireLike("M", "delta", array.castTo(DataType.FLOAT), array),
        "M: delta must be DOUBLE, but was FLOAT");
  }

  @Test
  void other_shapes_are_refused() {
    refuses(
        () -> Shapes.requireLast("M", "input", array, 5),
        "M: input must be [*, 5], but was [4, 5, 3]");
    refuses(
        () -> Shapes.requireLast("M", "input", Make.vector(1, 2, 3), 3),
        "M: input must be [*, 3], but was [3]");
    refuses(
        () -> Shapes.requireLast("M", "input", Nd4j.scalar(1.0), 1),
        "M: input must be [*, 1], but was []");
    refuses(
        () -> Shapes.requireShape("M", "input", array, -1, 4, 3),
        "M: input must be [*, 4, 3], but was [4, 5, 3]");
    refuses(
        () -> Shapes.requireShape("M", "input", array, 4, 5),
        "M: input must be [4, 5], but was [4, 5, 3]");
    refuses(
        () -> Shapes.requireLike("M", "delta", Make.vector(1), array),
        "M: delta must be [4, 5, 3], but was [1]");
  }

  @Test
  void the_owner_opens_the_message_on_one_line() {
    refuses(
        () -> Shapes.requireNumbers(new Sequential(), "input", null), "Sequential: input is null");
  }

  @Test
  void sizes_are_at_least_one() {
    for (long size : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> Shapes.requireSize("Linear", "in", size))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Linear: in must be at least 1, but was " + size);
    }
  }

  @Test
  void the_last_size_is_replaced_in_a_copy() {
    assertThat(Shapes.withLast(array, 7)).isEqualTo(new long[] {4, 5, 7});
    assertThat(array.shape()).isEqualTo(new long[] {4, 5, 3});
    assertThat(Shapes.text(4, -1, 3)).isEqualTo("[4, *, 3]");
    assertThat(Shapes.text()).isEqualTo("[]");
  }

  @Test
  void an_exception_seen_from_outside_keeps_its_origin() {
    ShapeException inner = new ShapeException("Linear(3 -> 2): input is null");

    ShapeException outer = inner.inside("Sequential[1]");

    assertThat(outer).hasMessage("Sequential[1] > Linear(3 -> 2): input is null");
    assertThat(outer.getStackTrace()).isEqualTo(inner.getStackTrace());
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(
            message.endsWith(" is null") ? NullPointerException.class : ShapeException.class)
        .hasMessage(message);
  }
}
