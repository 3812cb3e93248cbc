package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ParameterTest {
  private final INDArray numbers = Make.matrix(new double[] {1, 2, 3}, new double[] {4, 5, 6});
  private final Parameter weight = new Parameter("weight", numbers);

  @Test
  void a_parameter_keeps_a_copy_and_a_gradient_of_zeros() {
    INDArray given = numbers.dup();
    for (INDArray source : Make.layouts(given).values()) {
      Parameter parameter = new Parameter("weight", source);
      source.assign(7);
      Compare.exact("value", parameter.value(), numbers);
      assertThat(parameter.value().ordering()).isEqualTo('c');
      Compare.exact("gradient", parameter.gradient(), Make.filled(DataType.DOUBLE, 0, 2, 3));
    }
    assertThat(weight.name()).isEqualTo("weight");
    assertThat(weight).hasToString("weight [2, 3]");
  }

  @Test
  void what_is_no_array_of_numbers_is_refused() {
    assertThatThrownBy(() -> new Parameter("weight", numbers.castTo(DataType.INT64)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Parameter weight: value must be FLOAT or DOUBLE, but was LONG");
    assertThatThrownBy(() -> new Parameter("weight", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Parameter weight: value is null");
    assertThatThrownBy(() -> new Parameter(null, numbers))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Parameter: name is null");
  }

  @Test
  void set_copies_numbers_of_any_layout_in_place() {
    INDArray value = weight.value();
    for (INDArray other : Make.layouts(Make.normal(new SplittableRandom(1), 2, 3)).values()) {
      INDArray expected = other.dup();
      weight.set(other);
      other.assign(7);
      assertThat(weight.value()).isSameAs(value);
      Compare.exact("value", value, expected);
    }
  }

  @Test
  void set_refuses_what_does_not_fit_and_changes_nothing_then() {
    INDArray closed = numbers.dup();
    closed.close();
    assertThatThrownBy(() -> weight.set(numbers.transpose()))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Parameter weight: elements must be [2, 3], but was [3, 2]");
    assertThatThrownBy(() -> weight.set(Make.vector(1, 2, 3, 4, 5, 6)))
        .hasMessage("Parameter weight: elements must be [2, 3], but was [6]");
    assertThatThrownBy(() -> weight.set(numbers.castTo(DataType.FLOAT)))
        .hasMessage("Parameter weight: elements must be DOUBLE, but was FLOAT");
    assertThatThrownBy(() -> weight.set(null)).hasMessage("Parameter weight: elements is null");
    assertThatThrownBy(() -> weight.set(closed))
        .hasMessage("Parameter weight: elements was closed, its memory is gone");
    Compare.exact("value", weight.value(), numbers);
  }

  @Test
  void frozen_is_frozen_under_every_name() {
    Parameter outer = weight.within("0");
    assertThat(outer.isFrozen()).isFalse();
    outer.freeze();
    assertThat(weight.isFrozen()).isTrue();
    weight.unfreeze();
    assertThat(outer.isFrozen()).isFalse();
  }

  @Test
  void names_are_paths_to_one_memory() {
    Parameter outer = weight.within("0").within("2");

    assertThat(outer.name()).isEqualTo("2.0.weight");
    assertThat(outer.value()).isSameAs(weight.value());
    assertThat(outer.gradient()).isSameAs(weight.gradient());
    assertThat(outer).isEqualTo(weight).hasSameHashCodeAs(weight);
    assertThat(weight).isNotEqualTo(new Parameter("weight", numbers)).isNotEqualTo("weight");
    outer.to(DataType.FLOAT);
    assertThat(weight.value().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(weight.gradient().dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void numbers_are_drawn_one_after_the_other_in_c_order() {
    double[] next = {0};
    Parameter drawn = Parameter.of("weight", () -> next[0]++, 2, 3);

    INDArray expected = Make.matrix(new double[] {0, 1, 2}, new double[] {3, 4, 5});
    Compare.exact("value", drawn.value(), expected.castTo(DataType.FLOAT));
    assertThat(drawn.gradient().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(next[0]).isEqualTo(6);
  }

  @Test
  void more_numbers_than_an_array_holds_are_refused() {
    assertThatThrownBy(() -> Parameter.of("weight", () -> 0, 1L << 20, 1L << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Parameter weight: value must have at most 2147483647 elements, but [1048576, 1048576]"
                + " has 1099511627776");
  }
}
