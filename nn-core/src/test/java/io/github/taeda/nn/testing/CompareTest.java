package io.github.taeda.nn.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class CompareTest {
  private final INDArray numbers = Make.of(new long[] {2, 2}, 0.1, -200, 3, Double.NaN);

  @Test
  void the_first_difference_is_named_with_all_digits() {
    INDArray other = numbers.dup();
    other.putScalar(new long[] {0, 1}, Math.nextUp(-200.0));
    other.putScalar(new long[] {1, 0}, 4);

    assertThatThrownBy(() -> Compare.exact("weight", other, numbers))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "weight: at [0, 1] of [2, 2] expected -200.0 but was -199.99999999999997;"
                + " 2 of 4 numbers differ");
    assertThat(Compare.same(other, numbers)).isFalse();
    assertThat(Compare.same(numbers.dup('f'), numbers)).isTrue();
    assertThatCode(() -> Compare.exact("weight", numbers.dup('f'), numbers))
        .doesNotThrowAnyException();
  }

  @Test
  void single_precision_is_printed_as_such() {
    INDArray a = Make.filled(DataType.FLOAT, 0.1, 1);
    INDArray b = Make.filled(DataType.FLOAT, 0.2, 1);
    assertThatThrownBy(() -> Compare.exact("x", a, b))
        .hasMessage("x: at [0] of [1] expected 0.2 but was 0.1; 1 of 1 numbers differ");
  }

  @Test
  void shapes_and_types_are_compared() {
    assertThatThrownBy(() -> Compare.exact("x", numbers.reshape('c', 4, 1), numbers))
        .hasMessage("x: expected shape [2, 2] but was [4, 1]");
    assertThatThrownBy(() -> Compare.close("x", numbers.reshape('c', 4, 1), numbers, 1))
        .hasMessage("x: expected shape [2, 2] but was [4, 1]");
    assertThatThrownBy(() -> Compare.exact("x", numbers.castTo(DataType.FLOAT), numbers))
        .hasMessage("x: expected DOUBLE but was FLOAT");
  }

  @Test
  void the_tolerance_is_relative_to_the_largest_number() {
    INDArray other = numbers.dup();
    other.putScalar(new long[] {1, 0}, 3 + 200 * 0.9e-10);
    assertThatCode(() -> Compare.close("x", other, numbers, 1e-10)).doesNotThrowAnyException();
    other.putScalar(new long[] {1, 0}, 3 + 200 * 1.1e-10);
    assertThatThrownBy(() -> Compare.close("x", other, numbers, 1e-10))
        .hasMessage(
            "x: at [1, 0] of [2, 2] expected 3.0 but was 3.000000022; 1 of 4 numbers differ");
    other.putScalar(new long[] {1, 0}, Double.NaN);
    assertThatThrownBy(() -> Compare.close("x", other, numbers, 1))
        .hasMessageContaining("expected 3.0 but was NaN");
    assertThatThrownBy(() -> Compare.close("x", 1.1, 1, 0.01))
        .hasMessage("x: expected 1.0 but was 1.1");
    assertThatThrownBy(() -> Compare.close("x", Double.NaN, 1, 0.01))
        .hasMessage("x: expected 1.0 but was NaN");
  }

  @Test
  void where_all_is_zero_only_zero_will_do() {
    INDArray zeros = Make.filled(DataType.DOUBLE, 0, 2);
    assertThatThrownBy(() -> Compare.close("x", Make.vector(0, 1e-300), zeros, 1e-5))
        .hasMessage("x: at [1] of [2] expected 0.0 but was 1.0E-300; 1 of 2 numbers differ");
  }

  @Test
  void indices_run_through_a_shape_in_c_order() {
    assertThat(Compare.indices(2, 3))
        .containsExactly(
            new long[] {0, 0},
            new long[] {0, 1},
            new long[] {0, 2},
            new long[] {1, 0},
            new long[] {1, 1},
            new long[] {1, 2});
    assertThat(Compare.indices()).containsExactly(new long[0]);
  }

  @Test
  void elements_of_any_layout_are_those_of_get_double() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.INT64}) {
      INDArray array =
          Make.of(new long[] {3, 4, 5}, IntStream.range(0, 60).asDoubleStream().toArray())
              .castTo(type);
      double[] expected = Compare.indices(3, 4, 5).mapToDouble(at -> array.getDouble(at)).toArray();
      assertThat(expected).doesNotHaveDuplicates();
      Make.layouts(array)
          .forEach(
              (layout, same) ->
                  assertThat(Compare.elements(same))
                      .as(layout + " of " + type)
                      .containsExactly(expected));
    }
    assertThat(Compare.elements(Make.filled(DataType.FLOAT, 2))).containsExactly(2);
  }
}
