package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Convolution;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import io.github.taeda.nn.ops.Window;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of transposed convolutions, which compute the deltas of convolutions. */
abstract class ConvTranspose extends Module {
  private final Window window;
  private final List<Long> outputPadding;
  private final Parameter weight; // [kernel…, in, out]
  private final @Nullable Parameter bias; // [out]
  private final Convolution convolution; // from this output to this input

  ConvTranspose(
      Window window,
      List<Long> outputPadding,
      long in,
      long out,
      boolean withBias,
      Init init,
      RandomGenerator random) {
    Objects.requireNonNull(random, () -> getClass().getSimpleName() + ": random is null");
    this.window = window;
    this.outputPadding = outputPadding;
    convolution = new Convolution(window);
    long kernel = window.size();
    long[] shape = Conv.weightShape(window, in, out);
    weight = Parameter.of("weight", init.weights(in * kernel, out * kernel, random), shape);
    bias = withBias ? Parameter.of("bias", init.biases(in * kernel, random), out) : null;
  }

  /** Checks what is there besides the sizes of a convolution. */
  static void check(String name, Window window, List<Long> outputPadding) {
    if (outputPadding.size() != window.axes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: outputPadding must have a size per axis, %d, but was %s",
              name,
              window.axes(),
              outputPadding));
    }
    for (int axis = 0; axis < window.axes(); axis++) {
      long size = Shapes.requireLeast(name, "outputPadding", outputPadding.get(axis), 0);
      long stride = window.stride().get(axis);
      if (size >= stride) {
        throw new IllegalArgumentException(
            name + ": outputPadding must be less than the stride, " + stride + ", but was " + size);
      }
    }
  }

  /** How {@code toString} shows a configuration, {@code 2 -> 4, 3, stride 2, output padding 1}. */
  static String text(Window window, List<Long> outputPadding, long in, long out, boolean bias) {
    String padding = Windows.text(outputPadding);
    return Conv.text(window, in, out, 1, true)
        + (padding.equals("0") ? "" : ", output padding " + padding)
        + (bias ? "" : ", without bias");
  }

  @Override
  public final INDArray forward(INDArray input) {
    INDArray output = Scratch.array(weight.value().dataType(), outputShape(input));
    convolution.backwardDelta(transposed(weight.value()), input, output);
    if (bias != null) {
      Rowwise.addRow(output, bias.value(), output);
    }
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    check(input, delta);
    INDArray inputDelta = Scratch.like(input);
    convolution.forward(delta, transposed(weight.value()), null, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    check(input, delta);
    INDArray filters = transposed(weight.value());
    INDArray gradient = Scratch.like(filters); // [kernel…, out, in]
    Elementwise.fill(gradient, 0);
    convolution.addGradient(delta, filters, input, gradient);
    Elementwise.addScaled(1, transposed(gradient), weight.gradient());
    if (bias != null) {
      Reductions.addColumnSums(delta, bias.gradient());
    }
  }

  @Override
  public final List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  /** {@code [kernel…, a, b] → [kernel…, b, a]}. */
  private static INDArray transposed(INDArray filters) {
    long[] shape = {-1, filters.size(-1), filters.size(-2)};
    shape[0] = filters.length() / (shape[1] * shape[2]);
    INDArray elements = NDArrays.reshaped(filters, shape[0], shape[2], shape[1]);
    INDArray result = Scratch.array(filters.dataType(), shape);
    Slices.copyPermuted(elements, new long[] {0, 2, 1}, result);
    long[] whole = filters.shape().clone();
    whole[whole.length - 2] = shape[1];
    whole[whole.length - 1] = shape[2];
    return NDArrays.reshaped(result, whole);
  }

  /** Rejects an input that does not fit and returns the output's shape. */
  private long[] outputShape(INDArray input) {
    Windows.requireChannelsLast(this, window.axes(), input, weight.value().size(-2));
    Shapes.requireType(this, "input", input, weight.value().dataType());
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < window.axes(); axis++) {
      long cut = 2 * window.padding().get(axis) - window.span(axis) - outputPadding.get(axis);
      shape[axis + 1] = (shape[axis + 1] - 1) * window.stride().get(axis) - cut;
      if (shape[axis + 1] < 1) {
        throw new ShapeException(
            this + ": padding leaves nothing of the input " + Shapes.text(input.shape()));
      }
    }
    shape[shape.length - 1] = weight.value().size(-1);
    return shape;
  }

  private void check(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
