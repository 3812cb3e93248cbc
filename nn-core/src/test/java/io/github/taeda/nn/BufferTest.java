package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BufferTest {
  private final Buffer mean = new Buffer("runningMean", Make.vector(1, 2, 3));

  @Test
  void it_has_a_name_and_a_copy_of_the_value() {
    INDArray value = Make.vector(1, 2);
    Buffer buffer = new Buffer("mean", value);
    value.putScalar(0, 9);

    assertThat(Compare.elements(buffer.value())).containsExactly(1, 2);
    assertThat(buffer.name()).isEqualTo("mean");
    assertThat(mean).hasToString("runningMean [3]");
  }

  @Test
  void elements_of_another_shape_or_type_are_rejected_and_change_nothing() {
    for (INDArray wrong : List.of(Make.vector(1, 2), Make.vector(4, 5, 6).castTo(DataType.FLOAT))) {
      assertThatThrownBy(() -> mean.set(wrong))
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith("Buffer runningMean: elements must be");
    }
    assertThat(Compare.elements(mean.value())).containsExactly(1, 2, 3);

    mean.set(Make.vector(4, 5, 6));

    assertThat(Compare.elements(mean.value())).containsExactly(4, 5, 6);
  }

  @Test
  void its_elements_are_floats_or_doubles() {
    INDArray integers = Make.vector(1, 2).castTo(DataType.INT32);

    assertThatThrownBy(() -> new Buffer("count", integers))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Buffer count: value must be");
  }

  @Test
  void two_are_equal_if_they_are_the_same_memory() {
    Buffer longer = mean.within("1");
    Buffer other = new Buffer("runningMean", mean.value());

    assertThat(longer).isEqualTo(mean).hasSameHashCodeAs(mean);
    assertThat(longer.name()).isEqualTo("1.runningMean");
    assertThat(other).isNotEqualTo(mean);
  }

  @Test
  void a_module_converts_its_buffers() {
    Module module =
        new Module() {
          @Override
          public INDArray forward(INDArray input) {
            return input.dup();
          }

          @Override
          public INDArray backwardDelta(INDArray input, INDArray delta) {
            return delta.dup();
          }

          @Override
          public List<Buffer> buffers() {
            return List.of(mean);
          }
        };

    module.to(DataType.FLOAT);

    assertThat(mean.value().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Compare.elements(mean.value())).containsExactly(1, 2, 3);
  }
}
