package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.WindowShape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the window of a convolution or pooling lies and moves, with one size per axis: one axis for
 * sequences, height and width for images.
 *
 * <pre>{@code
 * Window.of(3).stride(2); // over a sequence
 * Window.of(3, 5).stride(2).padding(1, 2); // 3 x 5 over an image, stride 2 along both axes
 * }</pre>
 *
 * @param kernel positions that the window covers, at least 1
 * @param stride positions from one output to the next, at least 1
 * @param padding positions of zeros at both ends, at least 0
 * @param dilation distance of the positions that the window covers, 1 for neighbours
 */
public record Window(
    List<Long> kernel, List<Long> stride, List<Long> padding, List<Long> dilation) {

  /** Checks the sizes. */
  public Window {
    kernel = checked("kernel", kernel, kernel.size(), 1, Long.MAX_VALUE);
    if (kernel.isEmpty() || kernel.size() > 2) {
      throw new IllegalArgumentException("Window: kernel must have 1 or 2 axes, but was " + kernel);
    }
    stride = checked("stride", stride, kernel.size(), 1, Integer.MAX_VALUE);
    padding = checked("padding", padding, kernel.size(), 0, Integer.MAX_VALUE);
    dilation = checked("dilation", dilation, kernel.size(), 1, Integer.MAX_VALUE);
  }

  /** A window with stride 1, without padding, over neighbours. */
  public static Window of(long... kernel) {
    int axes = kernel.length;
    return new Window(list(axes, kernel), list(axes, 1), list(axes, 0), list(axes, 1));
  }

  /** The same window with another stride, one for all axes or one for each. */
  public Window stride(long... stride) {
    return new Window(kernel, list(axes(), stride), padding, dilation);
  }

  /** The same window with padding, one for all axes or one for each. */
  public Window padding(long... padding) {
    return new Window(kernel, stride, list(axes(), padding), dilation);
  }

  /** The same window with dilation, one for all axes or one for each. */
  public Window dilation(long... dilation) {
    return new Window(kernel, stride, padding, list(axes(), dilation));
  }

  /** How many axes it moves along, 1 or 2. */
  public int axes() {
    return kernel.size();
  }

  /** How many positions it covers. */
  public long size() {
    return kernel.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  /** Positions from the first to the last that it covers along an axis. */
  public long span(int axis) {
    return (kernel.get(axis) - 1) * dilation.get(axis) + 1;
  }

  /** The output's length along an axis, positions left over at the end ignored. */
  public long outputLength(int axis, long length) {
    return Math.floorDiv(length + 2 * padding.get(axis) - span(axis), stride.get(axis)) + 1;
  }

  /** {@code 3, stride 1} or {@code 2x3, stride 1x2, padding 0x1, dilation 2x1}. */
  @Override
  public String toString() {
    String text =
        kernel.stream().map(String::valueOf).collect(Collectors.joining("x"))
            + ", stride "
            + text(stride);
    if (!padding.equals(list(axes(), 0))) {
      text += ", padding " + text(padding);
    }
    return dilation.equals(list(axes(), 1)) ? text : text + ", dilation " + text(dilation);
  }

  long kernelHeight() {
    return height(kernel, 1);
  }

  long kernelWidth() {
    return width(kernel);
  }

  long strideHeight() {
    return height(stride, 1);
  }

  long strideWidth() {
    return width(stride);
  }

  long paddingHeight() {
    return height(padding, 0);
  }

  long paddingWidth() {
    return width(padding);
  }

  long dilationHeight() {
    return height(dilation, 1);
  }

  long dilationWidth() {
    return width(dilation);
  }

  long spanHeight() {
    return axes() == 1 ? 1 : span(0);
  }

  long spanWidth() {
    return span(axes() - 1);
  }

  long outputHeight(long height) {
    return axes() == 1 ? height : outputLength(0, height);
  }

  long outputWidth(long width) {
    return outputLength(axes() - 1, width);
  }

  /** The arguments of ND4J's convolutions and poolings: channels last, the given padding. */
  long[] arguments(long... last) {
    LongStream sizes =
        LongStream.of(
            kernelHeight(),
            kernelWidth(),
            strideHeight(),
            strideWidth(),
            paddingHeight(),
            paddingWidth(),
            dilationHeight(),
            dilationWidth());
    return LongStream.concat(sizes, LongStream.of(last)).toArray();
  }

  /** The sizes for an input {@code [batch, length, in]} or {@code [batch, height, width, in]}. */
  WindowShape shape(INDArray x, int out) {
    int rank = x.rank();
    int height = rank == 4 ? (int) x.size(1) : 1;
    int width = (int) x.size(rank - 2);
    return new WindowShape(
        (int) x.size(0),
        height,
        width,
        (int) x.size(rank - 1),
        (int) outputHeight(height),
        (int) outputWidth(width),
        out,
        new WindowShape.Axis(
            (int) kernelHeight(),
            (int) strideHeight(),
            (int) paddingHeight(),
            (int) dilationHeight()),
        new WindowShape.Axis(
            (int) kernelWidth(), (int) strideWidth(), (int) paddingWidth(), (int) dilationWidth()));
  }

  /** The size along the height of an image, which a sequence has too. */
  private static long height(List<Long> sizes, long ofSequence) {
    return sizes.size() == 1 ? ofSequence : sizes.get(0);
  }

  private static long width(List<Long> sizes) {
    return sizes.get(sizes.size() - 1);
  }

  private static List<Long> list(int axes, long... sizes) {
    LongStream all =
        sizes.length == 1 ? LongStream.generate(() -> sizes[0]).limit(axes) : Arrays.stream(sizes);
    return all.boxed().toList();
  }

  private static String text(List<Long> sizes) {
    boolean same = sizes.stream().distinct().count() == 1;
    return sizes.stream().limit(same ? 1 : 2).map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static List<Long> checked(String name, List<Long> sizes, int axes, long min, long max) {
    if (sizes.size() != axes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Window: %s must have a size per axis, %d, but was %s",
              name,
              axes,
              sizes));
    }
    for (long size : sizes) {
      if (size < min || size > max) {
        String range = size < min ? "at least " + min : "at most " + max;
        throw new IllegalArgumentException(
            "Window: " + name + " must be " + range + ", but was " + size);
      }
    }
    return List.copyOf(sizes);
  }
}
