package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the other tests and the door itself take for granted about views. */
class LayoutTest {
  private static final long[][] SHAPES = {
    {1},
    {5},
    {1, 1},
    {1, 4},
    {4, 1},
    {2, 3},
    {1, 3, 1},
    {2, 1, 3},
    {2, 3, 4},
    {1, 2, 1, 3},
    {2, 2, 3, 2}
  };

  @ParameterizedTest
  @EnumSource
  void a_layout_holds_the_numbers_it_is_given(Layout layout) {
    for (long[] shape : SHAPES) {
      if (Layout.of(shape.length).contains(layout)) {
        double[] numbers =
            IntStream.range(0, (int) Numbers.length(shape)).asDoubleStream().toArray();
        INDArray array = layout.lay(DataType.FLOAT, numbers, shape);
        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.dup('c').data().asDouble()).as(Arrays.toString(shape)).isEqualTo(numbers);
      }
    }
  }

  @Test
  void few_layouts_of_a_matrix_are_contiguous_but_most_of_a_column() {
    assertThat(Layout.outputs(2, 3))
        .containsExactly(Layout.CONTIGUOUS, Layout.FLAT, Layout.SLICED_FIRST);
    assertThat(Layout.outputs(2, 1))
        .containsExactly(
            Layout.CONTIGUOUS,
            Layout.FORTRAN,
            Layout.FLAT,
            Layout.SLICED_FIRST,
            Layout.SLICED_FORTRAN,
            Layout.TRANSPOSED);
  }

  @ParameterizedTest
  @EnumSource
  void a_contiguous_array_in_another_shape_shares_its_memory(Layout layout) {
    for (long[] shape : SHAPES) {
      long length = Numbers.length(shape);
      INDArray array = Layout.CONTIGUOUS.lay(DataType.FLOAT, new double[(int) length], shape);
      if (Layout.of(shape.length).contains(layout)) {
        array = layout.lay(DataType.FLOAT, new double[(int) length], shape);
      }
      if (Operands.isContiguous(array)) {
        for (long[] other : new long[][] {{1, length}, {length, 1}, {length}}) {
          INDArray view = Scratch.view(array, other);
          view.data().put(length - 1, 7);
          double[] numbers = Numbers.of(array);
          assertThat(numbers[numbers.length - 1]).as(layout + Arrays.toString(shape)).isEqualTo(7);
          assertThat(Operands.isContiguous(view)).isTrue();
          view.data().put(length - 1, 0);
        }
      }
    }
  }

  @Test
  void copies_are_made_only_of_what_is_not_contiguous() {
    double[] numbers = {1, 2, 3, 4, 5, 6};
    for (Layout layout : Layout.of(2)) {
      INDArray array = layout.lay(DataType.DOUBLE, numbers, 2, 3);
      INDArray contiguous = Operands.contiguous(array);
      assertThat(contiguous == array).isEqualTo(Layout.outputs(2, 3).contains(layout));
      assertThat(contiguous.data().asDouble()).as(layout.name()).isEqualTo(numbers);
    }
  }
}
