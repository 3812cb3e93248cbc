package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.ops.internal.OpenMp;
import io.github.taeda.nn.testing.Compare;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Work that is large enough for several threads, against the same work image by image. */
class SharedWorkTest {
  private final SplittableRandom random = new SplittableRandom(11);

  /** In FLOAT by oneDNN: in parts, too few for parts, in more parts, and by bands of filters. */
  @ParameterizedTest(name = "{0} images, {3}x{3}, {1} to {2} channels, {4}")
  @CsvSource({
    "24, 8, 10, 3, DOUBLE, 1e-12",
    "26, 8, 10, 3, FLOAT, 1e-5",
    "3, 40, 48, 3, FLOAT, 1e-5",
    "130, 32, 80, 3, FLOAT, 1e-5",
    "26, 6, 7, 5, FLOAT, 1e-5"
  })
  void a_convolution_of_many_images_is_that_of_each(
      int batch, int in, int out, int kernel, DataType type, double tolerance) {
    Convolution convolution = new Convolution(Window.of(kernel, kernel).padding(kernel / 2));
    INDArray x = array(type, batch, 14, 14, in);
    INDArray weight = array(type, kernel, kernel, in, out);
    INDArray bias = array(type, out);
    INDArray output = Scratch.array(type, batch, 14, 14, out);
    INDArray delta = array(type, batch, 14, 14, out);
    INDArray xDelta = Scratch.like(x);
    INDArray gradient = NDArrays.zeros(type, weight.shape());

    convolution.forward(x, weight, bias, output);
    convolution.addBoth(x, weight, delta, xDelta, gradient);

    Convolution ofOne = new Convolution(Window.of(kernel, kernel).padding(kernel / 2));
    INDArray sum = NDArrays.zeros(DataType.DOUBLE, weight.shape());
    INDArray weights = weight.castTo(DataType.DOUBLE);
    for (int i = 0; i < batch; i++) {
      INDArray image = image(x, i).castTo(DataType.DOUBLE);
      INDArray one = Scratch.array(DataType.DOUBLE, 1, 14, 14, out);
      ofOne.forward(image, weights, bias.castTo(DataType.DOUBLE), one);
      Compare.close("output " + i, image(output, i), one, tolerance);
      INDArray oneDelta = Scratch.like(image);
      INDArray deltaOfOne = image(delta, i).castTo(DataType.DOUBLE);
      ofOne.addBoth(image, weights, deltaOfOne, oneDelta, sum);
      Compare.close("delta " + i, image(xDelta, i), oneDelta, tolerance);
    }
    Compare.close("gradient", gradient, sum, 10 * tolerance);
  }

  /** With kernels for AVX-512 in FLOAT element by element of the window, in DOUBLE by patches. */
  @ParameterizedTest(name = "stride {0}, padding {1}, dilation {2}, {3} to {4} channels")
  @CsvSource({
    "1, 0, 1, 16, 20",
    "1, 2, 1, 17, 8",
    "2, 1, 1, 16, 20",
    "3, 4, 1, 32, 5",
    "1, 9, 4, 16, 6",
    "7, 0, 1, 16, 5",
    "1, 40, 1, 16, 5"
  })
  void a_convolution_of_sequences_is_that_in_double(
      int stride, int padding, int dilation, int in, int out) {
    Window window = Window.of(5).stride(stride).padding(padding).dilation(dilation);
    INDArray x = array(DataType.FLOAT, 21, 60, in);
    INDArray weight = array(DataType.FLOAT, 5, in, out);
    INDArray bias = array(DataType.FLOAT, out);
    INDArray delta = array(DataType.FLOAT, 21, window.outputWidth(60), out);
    INDArray[] floats = convolved(window, x, weight, bias, delta);
    INDArray[] doubles =
        convolved(
            window,
            x.castTo(DataType.DOUBLE),
            weight.castTo(DataType.DOUBLE),
            bias.castTo(DataType.DOUBLE),
            delta.castTo(DataType.DOUBLE));

    for (int i = 0; i < floats.length; i++) {
      Compare.close("result " + i, floats[i], doubles[i], 1e-5);
    }
  }

  /** Output with and without a bias, delta and gradient, both apart and at once. */
  private static INDArray[] convolved(
      Window window, INDArray x, INDArray weight, INDArray bias, INDArray delta) {
    Convolution convolution = new Convolution(window);
    INDArray[] results = {
      delta.dup(), delta.dup(), x.dup(), x.dup(), weight.dup(), weight.dup() // to be overwritten
    };
    convolution.forward(x, weight, bias, results[0]);
    convolution.forward(x, weight, null, results[1]);
    convolution.backwardDelta(weight, delta, results[2]);
    convolution.addGradient(x, weight, delta, results[4]);
    convolution.addBoth(x, weight, delta, results[3], results[5]);
    return results;
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, -Infinity", "false, 1"})
  void a_pooling_of_many_images_is_that_of_each(boolean isMaximum, double element) {
    Window window = Window.of(3, 2).stride(2, 1).padding(1);
    Pooling pooling = isMaximum ? Pooling.maximum(window) : Pooling.mean(window);
    INDArray x = array(DataType.FLOAT, 26, 40, 40, 16);
    x.putScalar(3 * 40 * 40 * 16, element);
    INDArray output = Scratch.array(DataType.FLOAT, 26, 20, 41, 16);
    INDArray delta = array(DataType.FLOAT, 26, 20, 41, 16);
    INDArray xDelta = Scratch.like(x);

    pooling.forward(x, output);
    pooling.backward(x, delta, xDelta);

    for (int i = 0; i < 26; i++) {
      INDArray one = Scratch.array(DataType.FLOAT, 1, 20, 41, 16);
      pooling.forward(image(x, i), one);
      Compare.close("output " + i, image(output, i), one, isMaximum ? 0 : 1e-6);
      INDArray oneDelta = Scratch.array(DataType.FLOAT, 1, 40, 40, 16);
      pooling.backward(image(x, i), image(delta, i), oneDelta);
      Compare.close("delta " + i, image(xDelta, i), oneDelta, 1e-6);
    }
  }

  @Test
  void calls_for_parts_follow_their_operands_from_step_to_step() {
    Convolution convolution = new Convolution(Window.of(3, 3));
    INDArray weight = array(DataType.FLOAT, 3, 3, 16, 24);
    Scratch scratch = new Scratch();
    for (int batch : new int[] {26, 26, 13, 26}) {
      INDArray x = array(DataType.FLOAT, batch, 14, 14, 16);
      INDArray output = Scratch.array(DataType.FLOAT, batch, 12, 12, 24);
      INDArray expected = Scratch.like(output);
      convolution.forward(x, weight, null, expected);
      for (int i = 0; i < 2; i++) {
        Elementwise.fill(output, Double.NaN);
        try (Scratch.Step step = scratch.step()) {
          assertThat(step).isNotNull();
          convolution.forward(x, weight, null, output);
        }
        Compare.exact("output", output, expected);
      }
    }
  }

  /** A bias that a kept call has still bound is not added. */
  @Test
  void a_call_forgets_operands_that_are_there_no_more() {
    Convolution convolution = new Convolution(Window.of(3, 3));
    INDArray x = array(DataType.FLOAT, 26, 14, 14, 16);
    INDArray weight = array(DataType.FLOAT, 3, 3, 16, 24);
    INDArray output = Scratch.array(DataType.FLOAT, 26, 12, 12, 24);
    INDArray expected = Scratch.like(output);
    convolution.forward(x, weight, null, expected);
    Scratch scratch = new Scratch();
    try (Scratch.Step step = scratch.step()) {
      assertThat(step).isNotNull();
      convolution.forward(x, weight, array(DataType.FLOAT, 24), output);
    }
    try (Scratch.Step step = scratch.step()) {
      assertThat(step).isNotNull();
      convolution.forward(x, weight, null, output);
    }
    Compare.exact("output", output, expected);
  }

  /** Zeros beside the bands of filters are not multiplied by what is not finite. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1})
  void a_delta_that_is_not_finite_spoils_what_its_window_sees(double element) {
    Convolution convolution = new Convolution(Window.of(5, 5));
    INDArray weight = array(DataType.FLOAT, 5, 5, 8, 16);
    INDArray delta = array(DataType.FLOAT, 8, 8, 8, 16);
    delta.putScalar(new long[] {3, 0, 7, 5}, element);
    INDArray xDelta = NDArrays.zeros(DataType.FLOAT, 8, 12, 12, 8);

    convolution.backwardDelta(weight, delta, xDelta);

    int spoilt = 0;
    for (double number : Numbers.of(xDelta)) {
      spoilt += Double.isFinite(number) ? 0 : 1;
    }
    assertThat(spoilt).isEqualTo(Double.isFinite(element) ? 0 : 5 * 5 * 8);
  }

  @Test
  void an_element_that_is_not_finite_is_found_in_any_part() {
    for (int length : new int[] {5, 300_000}) {
      for (int place : new int[] {0, length / 2, length - 1}) {
        INDArray x = array(DataType.FLOAT, length);
        assertThat(Reductions.isFinite(x)).isTrue();
        x.putScalar(place, Float.MAX_VALUE);
        x.putScalar(1, Float.MAX_VALUE); // their sum is infinite
        assertThat(Reductions.isFinite(x)).isTrue();
        x.putScalar(place, Double.NaN);
        assertThat(Reductions.isFinite(x)).isFalse();
        x.putScalar(place, Double.NEGATIVE_INFINITY);
        assertThat(Reductions.isFinite(x)).isFalse();
      }
    }
  }

  @Test
  void sums_of_many_rows_are_those_of_all_their_parts() {
    INDArray x = array(DataType.FLOAT, 70_000, 7);
    INDArray sums = array(DataType.FLOAT, 7);
    INDArray expected = sums.castTo(DataType.DOUBLE).add(x.castTo(DataType.DOUBLE).sum(0));

    Reductions.addColumnSums(x, sums);

    Compare.close("sums", sums, expected, 1e-6);
  }

  /** In a new thread, whose number nothing has changed yet. */
  @Test
  void openmp_keeps_its_threads_for_other_callers() throws Exception {
    FutureTask<Void> check = new FutureTask<>(this::requireThreadsKept, null);
    new Thread(check).start();
    check.get();
  }

  private void requireThreadsKept() {
    int before = OpenMp.threads();
    Convolution convolution = new Convolution(Window.of(3, 3));
    INDArray output = Scratch.array(DataType.FLOAT, 26, 12, 12, 24);
    convolution.forward(
        array(DataType.FLOAT, 26, 14, 14, 16), array(DataType.FLOAT, 3, 3, 16, 24), null, output);

    assertThat(OpenMp.threads()).isEqualTo(before);
    assertThatThrownBy(
            () ->
                OpenMp.inOneThread(
                    () -> {
                      assertThat(OpenMp.threads()).isOne();
                      throw new IllegalStateException("thrown by a call");
                    }))
        .hasMessage("thrown by a call");
    assertThat(OpenMp.threads()).isEqualTo(before);
  }

  @Test
  void an_elementwise_function_of_many_elements_is_that_of_each_block() {
    INDArray x = array(DataType.FLOAT, 500_000);
    INDArray whole = Scratch.like(x);
    Activations.tanh(x, whole);
    for (int start = 0; start < 500_000; start += 100_000) {
      INDArray part = x.get(NDArrayIndex.interval(start, start + 100_000));
      INDArray expected = Scratch.array(DataType.FLOAT, 100_000);
      Activations.tanh(part, expected);
      Numbers.assertClose(
          "from " + start,
          whole.get(NDArrayIndex.interval(start, start + 100_000)),
          Numbers.of(expected),
          0);
    }
  }

  private static INDArray image(INDArray images, int i) {
    return images.get(NDArrayIndex.interval(i, i + 1));
  }

  private INDArray array(DataType type, long... shape) {
    INDArray array = NDArrays.zeros(type, shape);
    NDArrays.setValues(Numbers.normal(random, shape), array);
    return array;
  }
}
