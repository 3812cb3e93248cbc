package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class TiedLinearTest {

  @Test
  void a_conversion_reaches_all_of_the_other_linear() {
    Linear linear = new Linear(3, 2);
    TiedLinear tied = new TiedLinear(linear);

    assertThat(tied.to(DataType.DOUBLE)).isSameAs(tied);

    assertThat(tied.forward(linear.forward(Make.filled(DataType.DOUBLE, 1, 4, 3))).shape())
        .containsExactly(4, 3);
  }

  @Test
  void a_conversion_of_the_other_linear_alone_is_an_error_that_says_so() {
    Linear linear = new Linear(3, 2);
    TiedLinear tied = new TiedLinear(linear);
    linear.to(DataType.DOUBLE);
    assertThatThrownBy(() -> tied.forward(Make.filled(DataType.DOUBLE, 1, 4, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TiedLinear(2 -> 3): its weight became DOUBLE by way of its Linear, but its bias is"
                + " FLOAT; call to(DOUBLE) on this module too, or on the net around both");
    tied.to(DataType.DOUBLE);
    assertThat(tied.forward(Make.filled(DataType.DOUBLE, 1, 4, 2)).shape()).containsExactly(4, 3);
  }
}
