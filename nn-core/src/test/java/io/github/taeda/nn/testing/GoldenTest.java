package io.github.taeda.nn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class GoldenTest {

  @Test
  void every_case_of_every_file_is_read() {
    assertThat(Golden.modules()).hasSize(75);
    assertThat(Golden.losses()).hasSize(39);
    assertThat(Golden.networks()).hasSize(4);
    assertThat(Golden.rules()).hasSize(8);
  }

  @Test
  void numbers_keep_their_digits_and_places() {
    Golden.OfModule linear = Golden.modules().get(0);

    assertThat(linear.name()).isEqualTo("Linear 1x3->2");
    assertThat(linear.number("in")).isEqualTo(3);
    assertThat(linear.flag("bias")).isTrue();
    // As the file has it: shape [3, 2], the fourth number.
    Golden.Numbers weight = linear.parameters().get("weight");
    assertThat(weight.array(DataType.DOUBLE).getDouble(1, 1)).isEqualTo(-0.16613023453557194);
    assertThat(weight.array(DataType.FLOAT).getFloat(1, 1)).isEqualTo(-0.16613023f);
  }

  @Test
  void every_array_has_the_numbers_its_shape_says() {
    for (Golden.OfModule module : Golden.modules()) {
      assertThat(module.output().data()).hasSize(count(module.output().shape()));
      assertThat(module.delta().shape()).isEqualTo(module.output().shape());
      assertThat(module.inputDelta().shape()).isEqualTo(module.input().shape());
      assertThat(module.gradients()).containsOnlyKeys(module.parameters().keySet());
    }
    for (Golden.OfNetwork network : Golden.networks()) {
      assertThat(network.lossCurve()).hasSize(network.steps());
      assertThat(network.end()).containsOnlyKeys(network.start().keySet());
    }
  }

  private static int count(List<Long> shape) {
    return shape.stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
  }
}
