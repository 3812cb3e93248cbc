package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BandedDeltaTest {
  private final SplittableRandom random = new SplittableRandom(23);

  /** Windows along the vertical and the horizontal axis. */
  static Stream<Arguments> windows() {
    WindowShape.Axis plain = new WindowShape.Axis(5, 1, 0, 1);
    return Stream.of(
            plain,
            new WindowShape.Axis(5, 1, 2, 1),
            new WindowShape.Axis(3, 2, 1, 1),
            new WindowShape.Axis(2, 3, 1, 1),
            new WindowShape.Axis(3, 1, 12, 1), // windows that see padding alone
            new WindowShape.Axis(1, 1, 0, 1))
        .flatMap(axis -> Stream.of(Arguments.of(axis, plain), Arguments.of(plain, axis)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void adds_what_patches_add(WindowShape.Axis vertical, WindowShape.Axis horizontal) {
    checkAgainstPatches(shape(9, 8, vertical, horizontal, 3, 4));
  }

  @Test
  void rows_of_a_window_may_be_apart() {
    WindowShape.Axis plain = new WindowShape.Axis(3, 1, 1, 1);
    checkAgainstPatches(shape(9, 8, new WindowShape.Axis(3, 2, 1, 2), plain, 2, 5));
  }

  @Test
  void many_zeros_and_large_matrices_are_not_worth_it() {
    WindowShape.Axis five = new WindowShape.Axis(5, 1, 0, 1);
    WindowShape.Axis three = new WindowShape.Axis(3, 1, 0, 1);
    WindowShape.Axis one = new WindowShape.Axis(1, 1, 0, 1);
    boolean isWide = Products.hasWideKernels();

    assertThat(BandedDelta.suits(shape(12, 12, five, five, 8, 16))).isEqualTo(isWide);
    assertThat(BandedDelta.isFastest(shape(12, 12, five, five, 8, 16))).isEqualTo(isWide);
    assertThat(BandedDelta.isFastest(shape(12, 12, five, five, 16, 16))).isFalse();
    assertThat(BandedDelta.isFastest(shape(14, 14, three, three, 8, 8))).isFalse();
    assertThat(BandedDelta.suits(shape(14, 14, three, three, 8, 16))).isFalse(); // zeros
    assertThat(BandedDelta.suits(shape(28, 28, five, five, 8, 8))).isFalse(); // 1 MB
    assertThat(BandedDelta.suits(shape(1, 12, one, five, 8, 16))).isFalse(); // sequences
  }

  private void checkAgainstPatches(WindowShape shape) {
    INDArray weight = array(shape.patch(), shape.out());
    INDArray delta = array(shape.positions(), shape.out()); // of one image
    INDArray before = array(shape.height(), shape.width(), shape.in());
    INDArray expected = before.dup();
    INDArray actual = before.dup();

    new PatchConvolution(shape, true)
        .backward(
            NativeMemory.address(weight),
            NativeMemory.address(delta),
            NativeMemory.address(expected));
    BandedDelta banded = new BandedDelta(shape);
    banded.add(
        banded.matrices(NativeMemory.address(weight)),
        NativeMemory.address(delta),
        NativeMemory.address(actual));

    Compare.close("delta", actual, expected, 1e-6);
  }

  private INDArray array(long... shape) {
    return Make.normal(random, shape).castTo(DataType.FLOAT);
  }

  private static WindowShape shape(
      int height,
      int width,
      WindowShape.Axis vertical,
      WindowShape.Axis horizontal,
      int in,
      int out) {
    return new WindowShape(
        8,
        height,
        width,
        in,
        outputs(height, vertical),
        outputs(width, horizontal),
        out,
        vertical,
        horizontal);
  }

  private static int outputs(int size, WindowShape.Axis axis) {
    int span = (axis.kernel() - 1) * axis.dilation() + 1;
    return (size + 2 * axis.padding() - span) / axis.stride() + 1;
  }
}
