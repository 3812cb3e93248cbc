package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Calls that random ones found to be wrong: each was a wrong result, a crash, or half written. */
class OperandDefectsTest {

  @Test
  void deltas_of_softmax_reject_scalars_before_they_write() {
    INDArray scalar = Nd4j.scalar(2f);
    INDArray result = Nd4j.scalar(7f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Softmaxes.softmaxDelta(scalar, Nd4j.scalar(3f), result))
        .withMessage("softmaxDelta: softmax must have an axis, but is a scalar");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Softmaxes.logSoftmaxDelta(scalar, Nd4j.scalar(3f), result))
        .withMessage("logSoftmaxDelta: logSoftmax must have an axis, but is a scalar");
    assertThat(result.getDouble()).isEqualTo(7);
  }

  /** ND4J's backward pass frees the memory of such filters, and whoever asks next writes there. */
  @Test
  void filters_that_repeat_along_an_axis_stay_as_they_are() {
    for (int i = 0; i < 20; i++) {
      INDArray memory = NDArrays.zeros(DataType.DOUBLE, 32);
      Elementwise.fill(memory, 3);
      INDArray weight =
          Nd4j.create(memory.data(), new long[] {2, 5, 3}, new long[] {15, 0, 1}, 5, 'c');
      new Convolution(Window.of(2).stride(2))
          .addBoth(
              NDArrays.zeros(DataType.DOUBLE, 2, 8, 5),
              weight,
              NDArrays.zeros(DataType.DOUBLE, 2, 4, 3),
              NDArrays.zeros(DataType.DOUBLE, 2, 8, 5),
              NDArrays.zeros(DataType.DOUBLE, 2, 5, 3));
      assertThat(Numbers.of(memory)).containsOnly(3);
    }
  }

  @Test
  void a_strided_bias_is_added_by_its_strides() {
    Convolution convolution = new Convolution(Window.of(1, 1));
    INDArray bias = Signature.array(3, 2).get(all(), interval(0, 1)).reshape(3); // 0.5, 2.5, 4.5
    INDArray strided =
        Nd4j.create(Signature.array(6).data(), new long[] {3}, new long[] {2}, 0, 'c');
    for (INDArray row : new INDArray[] {bias, strided}) {
      INDArray output = NDArrays.zeros(DataType.FLOAT, 1, 2, 1, 3);
      convolution.forward(
          NDArrays.zeros(DataType.FLOAT, 1, 2, 1, 2),
          NDArrays.zeros(DataType.FLOAT, 1, 1, 2, 3),
          row,
          output);
      assertThat(Numbers.of(output)).containsExactly(0.5, 2.5, 4.5, 0.5, 2.5, 4.5);
    }
  }

  @Test
  void booleans_are_gathered_from_any_layout() {
    INDArray source =
        Layout.TRANSPOSED.lay(DataType.BOOL, new double[] {1, 0, 0, 1, 1, 1, 0, 0}, 4, 2);
    INDArray output = NDArrays.zeros(DataType.BOOL, 3, 2);
    Gathers.gatherRows(source, new int[] {3, 0, 2}, output);
    assertThat(Numbers.of(output)).containsExactly(0, 0, 1, 0, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "DOUBLE"})
  void the_maximum_of_a_row_with_nan_is_nan(String type) {
    double[] x = {1, Double.NaN, -2, 3, Double.NEGATIVE_INFINITY, 2};
    INDArray output = NDArrays.zeros(DataType.valueOf(type), 3);
    Reductions.rowMaxima(Layout.CONTIGUOUS.lay(output.dataType(), x, 3, 2), output);
    assertThat(Numbers.of(output)).containsExactly(Double.NaN, 3, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "DOUBLE"})
  void the_softmax_of_one_infinite_class_is_nan(String type) {
    double[] x = {Double.POSITIVE_INFINITY, 4, Double.NEGATIVE_INFINITY};
    INDArray output = NDArrays.zeros(DataType.valueOf(type), 3, 1);
    Softmaxes.softmax(Layout.CONTIGUOUS.lay(output.dataType(), x, 3, 1), output);
    assertThat(Numbers.of(output)).containsExactly(Double.NaN, 1, Double.NaN);
  }

  /** The output as another view of the input's memory: the input must be read before it is lost. */
  @Test
  void an_output_may_be_another_view_of_the_input_with_the_same_elements() {
    double[] x = {-1.5, -0.25, 0.5, 2};
    INDArray expected = NDArrays.zeros(DataType.DOUBLE, 4);
    for (Signatures.OneInput function :
        new Signatures.OneInput[] {
          SmoothActivations::gelu,
          SmoothActivations::silu,
          Activations::softsign,
          (a, z) -> Activations.leakyRelu(a, 0.25, z)
        }) {
      function.run(NDArrays.of(x, 4), expected);
      INDArray array = NDArrays.of(x, 4);
      function.run(array, array.reshape('c', new long[] {4}));
      assertThat(Numbers.of(array)).isEqualTo(Numbers.of(expected));
    }
  }

  @Test
  void the_norm_of_one_element_is_its_magnitude_whatever_its_strides() {
    INDArray memory = NDArrays.of(new float[] {1, -3}, 2);
    for (long stride : new long[] {0, 1, 7}) {
      INDArray x = Nd4j.create(memory.data(), new long[] {1, 1}, new long[] {1, stride}, 1, 'c');
      assertThat(Reductions.norm(x)).isEqualTo(3);
      assertThat(Reductions.maxAbs(x)).isEqualTo(3);
    }
  }

  @Test
  void a_convolution_writes_neither_result_if_one_does_not_fit() {
    INDArray gradient = Signature.array(2, 3, 4);
    double[] before = Numbers.of(gradient);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Convolution(Window.of(2))
                    .addBoth(
                        Signature.array(1, 5, 3),
                        Signature.array(2, 3, 4),
                        Signature.array(1, 4, 4),
                        Signature.array(1, 6, 3),
                        gradient))
        .withMessage("convolution: xDelta must be FLOAT [1, 5, 3], but was FLOAT [1, 6, 3]");
    assertThat(Numbers.of(gradient)).isEqualTo(before);
  }

  /** (padding + stride − 1) does not fit into an int; the quotient does. */
  @Test
  void strides_as_large_as_int_are_computed_and_longer_sizes_rejected() {
    Window window = Window.of(3).stride(Integer.MAX_VALUE).padding(2);
    INDArray x = Signature.array(1, 4, 2);
    INDArray weight = Signature.array(3, 2, 1);
    INDArray output = NDArrays.zeros(DataType.FLOAT, 1, 1, 1);
    Convolution convolution = new Convolution(window);
    convolution.forward(x, weight, null, output);
    assertThat(Numbers.of(output)).containsExactly(0.5 * 4.5 + 1.5 * 5.5);
    INDArray xDelta = Scratch.like(x);
    convolution.backwardDelta(x, weight, Signature.array(1, 1, 1), xDelta);
    double[] expected = new double[8];
    Arrays.setAll(expected, i -> i < 2 ? 0.5 * (4.5 + i) : 0);
    assertThat(Numbers.of(xDelta)).isEqualTo(expected);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Window.of(2).stride(1L << 31))
        .withMessage("Window: stride must be at most 2147483647, but was 2147483648");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Convolution(Window.of(3).padding(Integer.MAX_VALUE))
                    .forward(x, weight, null, output))
        .withMessage(
            "convolution: x must be at most 2147483647 long with its padding, but was [1, 4, 2]");
  }
}
