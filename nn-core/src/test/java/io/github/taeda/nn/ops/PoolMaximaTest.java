package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.ops.internal.Pools;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximum pooling of images with few channels and many, in small batches and in those that threads
 * share or oneDNN computes, against loops; some elements are NaN, infinite or a zero of either
 * sign.
 */
class PoolMaximaTest {
  private static final int HEIGHT = 13;
  private static final int WIDTH = 11;

  static Stream<Arguments> poolings() {
    return Stream.of(
            Window.of(2, 2).stride(2),
            Window.of(3, 3).stride(2).padding(1),
            Window.of(3, 2).padding(2, 1),
            Window.of(2, 2).stride(3),
            Window.of(1, 4).stride(1, 5).padding(0, 3),
            Window.of(4, 1).stride(2, 1).padding(3, 0),
            Window.of(HEIGHT, WIDTH))
        .flatMap(w -> Stream.of(1, 7, 8, 31, 32, 33).map(channels -> Arguments.of(w, channels)));
  }

  @ParameterizedTest(name = "{0}, {1} channels")
  @MethodSource("poolings")
  void outputs_of_batches_are_those_of_loops(Window window, int channels) {
    check(window, channels, 15_000);
    check(window, channels, 210_000);
  }

  private static void check(Window window, int channels, int elements) {
    int batch = 1 + elements / (HEIGHT * WIDTH * channels);
    Expected expected = new Expected(window, batch, channels, true);
    INDArray output = NDArrays.zeros(DataType.FLOAT, expected.outputShape());

    Pooling.maximum(window).forward(expected.input(), output);

    assertEqual(output, expected.output());
  }

  @ParameterizedTest
  @CsvSource({"8, 15000", "32, 15000", "8, 210000", "32, 210000"})
  void outputs_of_sequences_are_those_of_a_loop(int channels, int elements) {
    int outWidth = WIDTH / 2;
    int batch = 1 + elements / (WIDTH * channels);
    SplittableRandom random = new SplittableRandom(3);
    float[] x = new float[batch * WIDTH * channels];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-9, 9);
    }
    float[] expected = new float[batch * outWidth * channels];
    for (int i = 0; i < expected.length; i++) {
      int position = i / channels;
      int at = (position / outWidth * WIDTH + 2 * (position % outWidth)) * channels + i % channels;
      expected[i] = Math.max(x[at], x[at + channels]);
    }
    INDArray output = NDArrays.zeros(DataType.FLOAT, batch, outWidth, channels);

    Pooling.maximum(Window.of(2).stride(2)).forward(NDArrays.of(x, batch, WIDTH, channels), output);

    assertEqual(output, expected);
  }

  @ParameterizedTest(name = "{0}, {1} channels")
  @MethodSource("poolings")
  void deltas_go_to_the_first_maximum(Window window, int channels) {
    boolean special = Direct.isOn(); // ND4J's delta of a window with a NaN goes elsewhere
    checkDeltas(window, channels, 2, special);
    checkDeltas(window, channels, 1 + 130_000 / (HEIGHT * WIDTH * channels), false);
  }

  @ParameterizedTest(name = "{0}, {1} channels")
  @MethodSource("poolings")
  void deltas_of_batches_that_threads_share_go_there_too(Window window, int channels) {
    int batch = 1 + 130_000 / (HEIGHT * WIDTH * channels);
    Expected expected = new Expected(window, batch, channels, true);
    INDArray input = expected.input();
    INDArray xDelta = NDArrays.zeros(DataType.FLOAT, expected.shape());

    Pools.maxBackward(window.shape(input, channels), input, expected.outputDelta(), xDelta);

    assertEqual(xDelta, expected.delta());
  }

  private static void checkDeltas(Window window, int channels, int batch, boolean special) {
    Expected expected = new Expected(window, batch, channels, special);
    INDArray xDelta = NDArrays.zeros(DataType.FLOAT, expected.shape());
    INDArray output = NDArrays.zeros(DataType.FLOAT, expected.outputShape());

    Pooling.maximum(window).forward(expected.input(), output);
    Pooling.maximum(window).backward(expected.input(), expected.outputDelta(), xDelta);

    assertEqual(output, expected.output());
    assertEqual(xDelta, expected.delta());
  }

  @Test
  void images_too_large_for_the_heap_of_each_thread_are_pooled_too() {
    int width = 1 << 11;
    int height = width + 2;
    INDArray x = NDArrays.zeros(DataType.FLOAT, 1, height, width, 1);
    long[][] maxima = {{0, 0}, {3, 4}, {height - 1, width - 1}};
    for (long[] maximum : maxima) {
      x.putScalar(new long[] {0, maximum[0], maximum[1], 0}, 7);
    }
    INDArray output = NDArrays.zeros(DataType.FLOAT, 1, height / 2, width / 2, 1);
    INDArray xDelta = NDArrays.zeros(DataType.FLOAT, 1, height, width, 1);
    Pooling pooling = Pooling.maximum(Window.of(2, 2).stride(2));

    pooling.forward(x, output);
    pooling.backward(x, output, xDelta);

    for (long[] maximum : maxima) {
      assertThat(output.getFloat(0, maximum[0] / 2, maximum[1] / 2, 0)).isEqualTo(7);
      assertThat(xDelta.getFloat(0, maximum[0], maximum[1], 0)).isEqualTo(7);
    }
    assertThat(output.sumNumber().doubleValue()).isEqualTo(21);
    assertThat(xDelta.sumNumber().doubleValue()).isEqualTo(21);
  }

  /** Element by element; zeros of either sign are equal, and so are NaN. */
  private static void assertEqual(INDArray array, float[] expected) {
    float[] actual = array.data().asFloat();
    for (int i = 0; i < actual.length; i++) {
      actual[i] += 0f;
    }
    int index = Arrays.mismatch(actual, expected);
    assertThat(index).as("index of a wrong element").isEqualTo(-1);
  }

  /** What loops find. */
  private static final class Expected {
    private final Window window;
    private final int batch;
    private final int channels;
    private final int outHeight;
    private final int outWidth;
    private final float[] x;
    private final float[] output;
    private final float[] outputDelta; // small integers, so that their sums are exact
    private final float[] delta;

    Expected(Window window, int batch, int channels, boolean special) {
      this.window = window;
      this.batch = batch;
      this.channels = channels;
      outHeight = (int) window.outputHeight(HEIGHT);
      outWidth = (int) window.outputWidth(WIDTH);
      x = elements(special ? 200 : 1_000_000_000);
      output = new float[batch * outHeight * outWidth * channels];
      outputDelta = new float[output.length];
      delta = new float[x.length];
      for (int i = 0; i < output.length; i++) {
        int position = i / channels;
        int best = best(position, i % channels);
        output[i] = x[best] + 0f;
        outputDelta[i] = 1 + i % 13;
        delta[best] += outputDelta[i];
      }
    }

    /** One element in so many is NaN, and as many are each of the others. */
    private float[] elements(int rarity) {
      SplittableRandom random = new SplittableRandom(17);
      float[] special = {
        Float.NaN,
        Float.intBitsToFloat(0xffc00000), // what 0 / 0 is on x86
        Float.intBitsToFloat(0x7f800001),
        Float.NEGATIVE_INFINITY,
        Float.POSITIVE_INFINITY,
        -Float.MAX_VALUE,
        Float.MAX_VALUE,
        0f,
        -0f,
        -Float.MIN_VALUE,
        Float.MIN_VALUE
      };
      float[] elements = new float[batch * HEIGHT * WIDTH * channels];
      for (int i = 0; i < elements.length; i++) {
        int kind = random.nextInt(rarity);
        elements[i] =
            kind < special.length ? special[kind] : (float) random.nextInt(-9, 1) / (1 + kind % 3);
      }
      return elements;
    }

    /** The index of the first largest element, or of the first NaN. */
    private int best(int position, int channel) {
      int image = position / (outHeight * outWidth);
      int top = position / outWidth % outHeight * (int) window.strideHeight();
      int left = position % outWidth * (int) window.strideWidth();
      int best = -1;
      for (int k = 0; k < window.size(); k++) {
        int row = top - (int) window.paddingHeight() + k / (int) window.kernelWidth();
        int column = left - (int) window.paddingWidth() + k % (int) window.kernelWidth();
        if (row < 0 || row >= HEIGHT || column < 0 || column >= WIDTH) {
          continue;
        }
        int at = ((image * HEIGHT + row) * WIDTH + column) * channels + channel;
        if (best < 0 || x[at] > x[best] || (Float.isNaN(x[at]) && !Float.isNaN(x[best]))) {
          best = at;
        }
      }
      return best;
    }

    long[] shape() {
      return new long[] {batch, HEIGHT, WIDTH, channels};
    }

    long[] outputShape() {
      return new long[] {batch, outHeight, outWidth, channels};
    }

    INDArray input() {
      return NDArrays.of(x, shape());
    }

    INDArray outputDelta() {
      return NDArrays.of(outputDelta, outputShape());
    }

    float[] output() {
      return output;
    }

    float[] delta() {
      return delta;
    }
  }
}
