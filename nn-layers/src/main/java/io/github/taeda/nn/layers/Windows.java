package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Window;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the windows of convolutions and poolings, and the shapes of their outputs. */
final class Windows {
  private static final List<List<String>> AXES =
      List.of(List.of("length"), List.of("height", "width"));

  private Windows() {}

  /** Requires a window over so many axes. */
  static Window require(String owner, int axes, Window window) {
    Objects.requireNonNull(window, () -> owner + ": window is null");
    if (window.axes() != axes) {
      throw new IllegalArgumentException(
          owner
              + ": window must have "
              + axes
              + (axes == 1 ? " axis" : " axes")
              + ", but was "
              + window);
    }
    return window;
  }

  /** Requires a window that a pooling can have: of neighbours, none of them all padding. */
  static void requirePool(String owner, Window window) {
    if (window.dilation().stream().anyMatch(size -> size != 1)) {
      throw new IllegalArgumentException(
          owner + ": window must have no dilation, but was " + window);
    }
    for (int axis = 0; axis < window.axes(); axis++) {
      if (window.padding().get(axis) >= window.kernel().get(axis)) {
        throw new IllegalArgumentException(
            owner + ": window must have less padding than its kernel, but was " + window);
      }
    }
  }

  /** A window with the same sizes along each axis. */
  static Window of(String owner, int axes, long kernel, long stride) {
    Shapes.requireSize(owner, "kernel", kernel);
    Shapes.requireSize(owner, "stride", stride);
    return (axes == 1 ? Window.of(kernel) : Window.of(kernel, kernel)).stride(stride);
  }

  /** One size for all axes where they are equal, else {@code 2x3}. */
  static String text(List<Long> sizes) {
    boolean isSame = sizes.stream().distinct().count() == 1;
    return sizes.stream()
        .limit(isSame ? 1 : sizes.size())
        .map(String::valueOf)
        .collect(Collectors.joining("x"));
  }

  /** Requires channels that can be split into so many equal groups. */
  static void requireDivides(String owner, long groups, String name, long channels) {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          owner
              + ": "
              + name
              + " must be a multiple of groups, "
              + groups
              + ", but was "
              + channels);
    }
  }

  /**
   * Rejects an input that the window does not fit on and returns the output's shape.
   *
   * @param input {@code [batch, axes…, in]}
   * @param in channels, −1 for any
   * @param out channels of the output, −1 for those of the input
   */
  static long[] outputShape(Module owner, Window window, INDArray input, long in, long out) {
    requireChannelsLast(owner, window.axes(), input, in);
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < window.axes(); axis++) {
      requireSpan(owner, window, axis, input);
      shape[axis + 1] = window.outputLength(axis, shape[axis + 1]);
    }
    if (out != -1) {
      shape[shape.length - 1] = out;
    }
    return shape;
  }

  /** Requires {@code [batch, axes…, in]}; −1 allows any channels. */
  static void requireChannelsLast(Module owner, int axes, INDArray input, long in) {
    Shapes.requireNumbers(owner, "input", input);
    int rank = axes + 2;
    if (input.rank() == rank && (in == -1 || input.size(-1) == in)) {
      return;
    }
    String order = axes == 1 ? "0, 2, 1" : "0, 2, 3, 1";
    boolean isFirst = input.rank() == rank && input.size(1) == in;
    throw new ShapeException(
        String.format(
            Locale.ROOT,
            "%s: input must be [batch, %s, %s], channels last, but was %s%s",
            owner,
            String.join(", ", AXES.get(axes - 1)),
            in == -1 ? "channels" : in,
            Shapes.text(input.shape()),
            isFirst ? ", channels first: take input.permute(" + order + ")" : ""));
  }

  private static void requireSpan(Module owner, Window window, int axis, INDArray input) {
    long size = input.size(axis + 1);
    long min = window.span(axis) - 2 * window.padding().get(axis);
    if (size < min) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s: the input's %s must be at least %d, but was %d in %s",
              owner,
              AXES.get(window.axes() - 1).get(axis),
              min,
              size,
              Shapes.text(input.shape())));
    }
  }
}
