package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Window;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the four poolings share: all but the axes and what is taken of a window. */
abstract class Pool extends Module {
  final Window window;
  private final Pooling pooling;

  Pool(Window window, Pooling pooling) {
    this.window = window;
    this.pooling = pooling;
  }

  /** Refuses an input of a wrong shape and returns the output's shape. */
  abstract long[] outputShape(INDArray input);

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
    INDArray inputDelta = Scratch.array(input.dataType(), input.shape());
    pooling.backward(input, delta, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    check(input, delta);
  }

  /** The output's shape of a pooling of sequences. */
  static long[] sequenceOutputShape(Module owner, INDArray input, Window window) {
    Shapes.requireShape(owner, "input", input, -1, -1, -1);
    requireSpan(owner, "length", input, 1, window.paddingWidth(), window.spanWidth());
    return new long[] {input.size(0), window.placesWidth(input.size(1)), input.size(2)};
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

  private void check(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }
}
