package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions and poolings against naive loops over places, window and channels. */
class WindowsTest {
  private static final long SEED = 29;
  private static final int BATCH = 2;
  private static final int OUT = 3;

  private final Random random = new Random(SEED);

  static Stream<Arguments> windows() {
    return Stream.of(
            Window.of(3), // of a sequence
            Window.of(2).stride(3).padding(2).dilation(3),
            Window.of(1, 3),
            Window.of(1, 3).stride(1, 2).padding(0, 1),
            Window.of(1, 2).stride(1, 3).padding(0, 2).dilation(1, 3),
            Window.of(1, 3).padding(0, 2).dilation(1, 2),
            Window.of(1, 2).padding(0, 5).dilation(1, 3), // padding beyond what a window reaches
            Window.of(2, 3).dilation(3, 2),
            Window.of(3, 2).padding(2, 1).dilation(2),
            Window.of(1, 7), // as long as the input
            Window.of(3, 3),
            Window.of(3, 2).stride(2, 1).padding(1, 0),
            Window.of(2, 3).stride(1, 2).padding(0, 1).dilation(2, 1),
            Window.of(2, 2).stride(3, 2).padding(2).dilation(2, 3))
        .flatMap(
            window ->
                Stream.of(1, 2)
                    .flatMap(
                        in ->
                            Stream.of(DataType.FLOAT, DataType.DOUBLE)
                                .map(type -> Arguments.of(window, in, type))));
  }

  private static int height(Window window) {
    return window.kernelHeight() == 1 ? 1 : 6;
  }

  private static int places(long size, long kernel, long stride, long padding, long dilation) {
    return (int) ((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1);
  }

  @ParameterizedTest(name = "{0}, {1} channels, {2}")
  @MethodSource("windows")
  void convolutions_agree_with_the_loop(Window w, int in, DataType type) {
    checkConvolution(w, 1, in, OUT, type);
  }

  /** Each channel by itself, with one and with three filters; and groups of several channels. */
  @ParameterizedTest(name = "{0}, {1} channels, {2}")
  @MethodSource("windows")
  void convolutions_of_groups_agree_with_the_loop(Window w, int in, DataType type) {
    checkConvolution(w, in + 1, in + 1, in + 1, type);
    checkConvolution(w, 2, 2, 6, type);
    checkConvolution(w, 2, 2 * in + 2, 4, type);
  }

  private void checkConvolution(Window w, int groups, int in, int out, DataType type) {
    int h = height(w);
    int rows = rows(w);
    int columns = columns(w);
    long[] imageShape = {BATCH, h, 7, in};
    long[] weightShape = {w.kernelHeight(), w.kernelWidth(), in / groups, out};
    long[] outputShape = {BATCH, rows, columns, out};
    double[] x = Numbers.normal(random, imageShape);
    double[] weight = Numbers.normal(random, weightShape);
    double[] bias = Numbers.normal(random, out);
    double[] delta = Numbers.normal(random, outputShape);
    double[] start = Numbers.normal(random, weightShape);
    double[] output = new double[delta.length];
    double[] xDelta = new double[x.length];
    double[] gradient = start.clone();
    for (int o = 0; o < output.length; o++) {
      output[o] = bias[o % out];
    }
    for (int n = 0; n < BATCH * rows * columns; n++) {
      for (int k = 0; k < w.kernelHeight() * w.kernelWidth(); k++) {
        int at = seen(w, n, k);
        for (int c = 0; at >= 0 && c < in; c++) {
          int inGroup = in / groups;
          int outGroup = out / groups;
          for (int i = 0; i < outGroup; i++) {
            int o = c / inGroup * outGroup + i;
            int f = (k * inGroup + c % inGroup) * out + o;
            output[n * out + o] += x[at * in + c] * weight[f];
            xDelta[at * in + c] += delta[n * out + o] * weight[f];
            gradient[f] += delta[n * out + o] * x[at * in + c];
          }
        }
      }
    }
    Convolution convolution = new Convolution(w, groups);
    double tolerance = type == DataType.FLOAT ? 3e-5 : 1e-12;
    for (Layout layout : Layout.of(4)) {
      String what =
          w + " " + groups + " groups " + in + " to " + out + layout + " seed " + SEED + " ";
      INDArray image = layout.lay(type, x, imageShape);
      INDArray filters = Layout.FLAT.lay(type, weight, weightShape);
      INDArray d = layout.lay(type, delta, outputShape);
      INDArray result = Layout.CONTIGUOUS.lay(type, new double[output.length], outputShape);
      convolution.forward(image, filters, Layout.FLAT.lay(type, bias, out), result);
      close(what + "output", result, output, tolerance);
      INDArray inputDelta = Layout.CONTIGUOUS.lay(type, new double[x.length], imageShape);
      convolution.backwardDelta(image, filters, d, inputDelta);
      close(what + "delta", inputDelta, xDelta, tolerance);
      inputDelta = Layout.CONTIGUOUS.lay(type, new double[x.length], imageShape);
      convolution.backwardDelta(filters, d, inputDelta);
      close(what + "delta without x", inputDelta, xDelta, tolerance);
      INDArray sums = Layout.FLAT.lay(type, start, weightShape);
      convolution.addGradient(image, filters, d, sums);
      close(what + "gradient", sums, gradient, tolerance);
      sums = Layout.FLAT.lay(type, start, weightShape);
      inputDelta = Layout.CONTIGUOUS.lay(type, new double[x.length], imageShape);
      convolution.addBoth(image, filters, d, inputDelta, sums);
      close(what + "delta of both", inputDelta, xDelta, tolerance);
      close(what + "gradient of both", sums, gradient, tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void convolutions_refuse_outputs_and_deltas_of_other_sizes(long dilation) {
    Convolution convolution = new Convolution(Window.of(2).dilation(dilation));
    INDArray x = NDArrays.zeros(DataType.FLOAT, 1, 6, 3);
    INDArray weight = NDArrays.zeros(DataType.FLOAT, 2, 3, 2);
    long places = 6 - dilation;
    for (long wrong : new long[] {places - 1, places + 1}) {
      INDArray y = NDArrays.zeros(DataType.FLOAT, 1, wrong, 2);
      String expected = "must be FLOAT [1, " + places + ", 2], but was FLOAT [1, " + wrong + ", 2]";
      assertThatIllegalArgumentException()
          .isThrownBy(() -> convolution.forward(x, weight, null, y))
          .withMessage("convolution: output " + expected);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> convolution.addGradient(x, weight, y, weight.dup()))
          .withMessage("convolution: delta " + expected);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> convolution.backwardDelta(x, weight, y, x.dup()))
          .withMessage("convolution: delta " + expected);
    }
    INDArray delta = NDArrays.zeros(DataType.FLOAT, 1, places, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                convolution.backwardDelta(
                    x, weight, delta, NDArrays.zeros(DataType.FLOAT, 1, 60, 3)))
        .withMessage("convolution: xDelta must be FLOAT [1, 6, 3], but was FLOAT [1, 60, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution.addGradient(x, weight, delta, weight.dup('f')))
        .withMessageStartingWith("convolution: weightGradient must be contiguous in 'c' order");
  }

  @Test
  void strides_of_single_rows_and_columns_do_not_matter() {
    Convolution convolution = new Convolution(Window.of(2, 2).padding(1));
    double[] numbers = Numbers.normal(random, 5);
    INDArray odd = Layout.FORTRAN.lay(DataType.FLOAT, numbers, 1, 1, 5, 1);
    INDArray plain = Layout.CONTIGUOUS.lay(DataType.FLOAT, numbers, 1, 1, 5, 1);
    INDArray weight = Layout.CONTIGUOUS.lay(DataType.FLOAT, Numbers.normal(random, 8), 2, 2, 1, 2);
    INDArray delta = Layout.CONTIGUOUS.lay(DataType.FLOAT, Numbers.normal(random, 24), 1, 2, 6, 2);
    double[][] sums = new double[2][];
    for (INDArray x : new INDArray[] {odd, plain}) {
      INDArray gradient = NDArrays.zeros(DataType.FLOAT, 2, 2, 1, 2);
      convolution.addBoth(x, weight, delta, NDArrays.zeros(DataType.FLOAT, 1, 1, 5, 1), gradient);
      sums[x == odd ? 0 : 1] = Numbers.of(gradient);
    }
    assertThat(sums[0]).isEqualTo(sums[1]);
  }

  @ParameterizedTest(name = "{0}, {1} channels, {2}")
  @MethodSource("windows")
  void poolings_agree_with_the_loop(Window given, int in, DataType type) {
    Window w = withoutDilation(given);
    int places = BATCH * rows(w) * columns(w);
    long[] imageShape = {BATCH, height(w), 7, in};
    long[] outputShape = {BATCH, rows(w), columns(w), in};
    double[] x = new double[BATCH * height(w) * 7 * in];
    Arrays.setAll(x, i -> random.nextInt(-3, 3)); // with many ties
    double[] delta = Numbers.normal(random, outputShape);
    double[] maxima = new double[places * in];
    double[] means = new double[places * in];
    double[] maximaDelta = new double[x.length];
    double[] meansDelta = new double[x.length];
    int kernel = (int) (w.kernelHeight() * w.kernelWidth());
    for (int i = 0; i < places * in; i++) {
      int n = i / in;
      int c = i % in;
      int best = -1;
      for (int k = 0; k < kernel; k++) {
        if (seen(w, n, k) < 0) {
          continue;
        }
        int at = seen(w, n, k) * in + c;
        best = best < 0 || x[at] > x[best] ? at : best; // the first of equal ones
        means[i] += x[at] / kernel;
        meansDelta[at] += delta[i] / kernel;
      }
      maxima[i] = x[best];
      maximaDelta[best] += delta[i];
    }
    double tolerance = type == DataType.FLOAT ? 1e-5 : 1e-13;
    for (Layout layout : Layout.of(4)) {
      String what = w + " " + layout + " seed " + SEED + " ";
      INDArray image = layout.lay(type, x, imageShape);
      INDArray d = layout.lay(type, delta, outputShape);
      INDArray result = Layout.FLAT.lay(type, new double[maxima.length], outputShape);
      INDArray back = Layout.FLAT.lay(type, new double[x.length], imageShape);
      Pooling.maximum(w).forward(image, result);
      close(what + "maxima", result, maxima, 0);
      Pooling.maximum(w).backward(image, d, back);
      close(what + "delta of maxima", back, maximaDelta, tolerance);
      Pooling.mean(w).forward(image, result);
      close(what + "means", result, means, tolerance);
      Pooling.mean(w).backward(image, d, back);
      close(what + "delta of means", back, meansDelta, tolerance);
    }
  }

  /** Neighbours, with less padding than the kernel. */
  private static Window withoutDilation(Window window) {
    long[] padding = new long[window.axes()];
    Arrays.setAll(
        padding, axis -> Math.min(window.padding().get(axis), window.kernel().get(axis) - 1));
    return window.padding(padding).dilation(1);
  }

  /** Of one image and of many, which oneDNN computes in FLOAT on processors with AVX-512. */
  @ParameterizedTest
  @ValueSource(longs = {1, 30_000})
  void padding_is_no_maximum_of_infinite_elements(long batch) {
    double low = Double.NEGATIVE_INFINITY;
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray x = NDArrays.zeros(type, batch, 2, 1);
      Elementwise.fill(x, low);
      INDArray output = NDArrays.zeros(type, batch, 3, 1);
      INDArray delta = NDArrays.zeros(type, batch, 3, 1);
      Elementwise.fill(delta, 1);
      INDArray xDelta = NDArrays.zeros(type, batch, 2, 1);
      Pooling pooling = Pooling.maximum(Window.of(2).padding(1));

      pooling.forward(x, output);
      pooling.backward(x, delta, xDelta);

      assertThat(Numbers.of(output)).as(type.name()).containsOnly(low);
      assertThat(Numbers.of(xDelta)).as(type.name()).startsWith(2, 1).endsWith(2, 1);
    }
  }

  @Test
  void poolings_of_nan_are_nan_at_its_places_only() {
    double nan = Double.NaN;
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray x = Layout.CONTIGUOUS.lay(type, new double[] {1, 2, nan, 0, 5, 4}, 1, 6, 1);
      for (Pooling pooling :
          new Pooling[] {
            Pooling.maximum(Window.of(2).stride(2)), Pooling.mean(Window.of(2).stride(2))
          }) {
        INDArray output = Layout.CONTIGUOUS.lay(type, new double[3], 1, 3, 1);
        pooling.forward(x, output);
        boolean maximum = output.getDouble(0) == 2;
        double[] expected = maximum ? new double[] {2, nan, 5} : new double[] {1.5, nan, 4.5};
        close(type + " " + maximum, output, expected, 0);
      }
    }
  }

  /** Sums of terms about 1 lose what rounding takes, however small the sum. */
  private static void close(String what, INDArray actual, double[] expected, double tolerance) {
    double[] tolerances = new double[expected.length];
    Arrays.fill(tolerances, tolerance);
    Numbers.assertClose(what, actual, expected, tolerances);
  }

  private static int rows(Window w) {
    return places(
        height(w), w.kernelHeight(), w.strideHeight(), w.paddingHeight(), w.dilationHeight());
  }

  private static int columns(Window w) {
    return places(7, w.kernelWidth(), w.strideWidth(), w.paddingWidth(), w.dilationWidth());
  }

  /** The pixel that element k of the window sees at place n, −1 in the padding. */
  private static int seen(Window w, int n, int k) {
    long columns = columns(w);
    long rows = rows(w);
    long image = n / (rows * columns);
    long row = n / columns % rows;
    long y = row * w.strideHeight() - w.paddingHeight();
    long x = n % columns * w.strideWidth() - w.paddingWidth();
    y += k / w.kernelWidth() * w.dilationHeight();
    x += k % w.kernelWidth() * w.dilationWidth();
    boolean inside = y >= 0 && y < height(w) && x >= 0 && x < 7;
    return inside ? (int) ((image * height(w) + y) * 7 + x) : -1;
  }
}
