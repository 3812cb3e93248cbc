package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Window;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the four poolings share: all but what is taken of a window. */
abstract class Pool extends Module {
  final Window window;
  private final Pooling pooling;
  private final int axes; // that the window moves over: 1 of a sequence, 2 of an image

  Pool(Window window, Pooling pooling, int axes) {
    this.window = window;
    this.pooling = pooling;
    this.axes = axes;
  }

  /** The window of a pooling of sequences. */
  static Window window(String name, long kernel, long stride) {
    Shapes.requireSize(name, "kernel", kernel);
    Shapes.requireSize(name, "stride", stride);
    return Window.over1D(kernel, stride);
  }

  /** The window of a pooling of images. */
  static Window window(
      String name, long kernelHeight, long kernelWidth, long strideHeight, long strideWidth) {
    Shapes.requireSize(name, "kernel", Math.min(kernelHeight, kernelWidth));
    Shapes.requireSize(name, "stride", Math.min(strideHeight, strideWidth));
    return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, 0, 0, 1, 1);
  }

  @Override
  public final INDArray forward(INDArray input) {
    long[] shape = outputShape(input);
    INDArray output = Scratch.array(input.dataType(), shape);
    pooling.forward(input, output);
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    check(input, delta);
    INDArray inputDelta = Scratch.like(input);
    pooling.backward(input, delta, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    check(input, delta);
  }

  /** {@code MaxPool1D(2, stride 2)}, {@code MaxPool2D(2x2, stride 2)}. */
  @Override
  public final String toString() {
    String kernel = (axes == 1 ? "" : window.kernelHeight() + "x") + window.kernelWidth();
    String stride =
        axes == 1 ? "" + window.strideWidth() : pair(window.strideHeight(), window.strideWidth());
    return getClass().getSimpleName() + "(" + kernel + ", stride " + stride + ")";
  }

  /** The output's shape of a window over images. */
  static long[] outputShape(Module owner, INDArray input, Window window, long channels) {
    requireSpan(owner, "height", input, 1, window.paddingHeight(), window.spanHeight());
    requireSpan(owner, "width", input, 2, window.paddingWidth(), window.spanWidth());
    return new long[] {
      input.size(0), window.placesHeight(input.size(1)), window.placesWidth(input.size(2)), channels
    };
  }

  /** Refuses an input on which the window has no place. */
  static void requireSpan(
      Module owner, String name, INDArray input, int axis, long padding, long span) {
    if (input.size(axis) + 2 * padding < span) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s: the input's %s must be at least %d, but was %d in %s",
              owner,
              name,
              span - 2 * padding,
              input.size(axis),
              Shapes.text(input.shape())));
    }
  }

  /** Two sizes as {@code toString} shows them: once if they agree. */
  static String pair(long height, long width) {
    return height == width ? "" + height : height + "x" + width;
  }

  /** Refuses an input of a wrong shape and returns the output's shape. */
  private long[] outputShape(INDArray input) {
    if (axes == 2) {
      Shapes.requireShape(this, "input", input, -1, -1, -1, -1);
      return outputShape(this, input, window, input.size(3));
    }
    Shapes.requireShape(this, "input", input, -1, -1, -1);
    requireSpan(this, "length", input, 1, window.paddingWidth(), window.spanWidth());
    return new long[] {input.size(0), window.placesWidth(input.size(1)), input.size(2)};
  }

  private void check(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }
}
