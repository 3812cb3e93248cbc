package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Window;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of images: {@code y[r, s, o] = b[o] + Σ_{i, j, c} x[r · stride + i − padding, s ·
 * stride + j − padding, c] · W[i, j, c, o]}, a cross-correlation, zero outside the image.
 *
 * <p>{@code [batch, height, width, in] → [batch, rows, columns, out]} with rows = ⌊(height + 2
 * padding − kernel) / stride⌋ + 1 and columns likewise; what is left over at the edges is ignored.
 * Weight W is {@code [kernelHeight, kernelWidth, in, out]}, bias b {@code [out]}; initially both
 * are uniform in ±1/√(kernelHeight · kernelWidth · in). An image smaller than the kernel is a
 * {@link io.github.taeda.nn.ShapeException}.
 */
public final class Conv2D extends Conv {

  /**
   * Makes a convolution with a square kernel that draws its weights from a fresh seed.
   *
   * @param kernel rows and columns that one output sees, at least 1
   * @param in channels of the input, at least 1
   * @param out channels of the output, at least 1
   * @param stride rows and columns from one output to the next, at least 1
   * @param padding rows and columns of zeros on each side, at least 0
   */
  public Conv2D(long kernel, long in, long out, long stride, long padding) {
    this(kernel, in, out, stride, padding, RandomGenerator.getDefault());
  }

  /** Makes a convolution with a square kernel that draws its weights from {@code random}. */
  public Conv2D(long kernel, long in, long out, long stride, long padding, RandomGenerator random) {
    this(kernel, in, out, stride, padding, Init.torch(), random);
  }

  /** Makes a convolution with a square kernel that draws its weights by a rule. */
  public Conv2D(
      long kernel,
      long in,
      long out,
      long stride,
      long padding,
      Init init,
      RandomGenerator random) {
    this(window(kernel, stride, padding), in, out, true, init, random);
  }

  private Conv2D(
      Window window, long in, long out, boolean bias, Init init, RandomGenerator random) {
    super(
        "Conv2D",
        Objects.requireNonNull(window, "Conv2D: window is null"),
        bias,
        init,
        random,
        window.kernelHeight(),
        window.kernelWidth(),
        in,
        out);
  }

  private Conv2D(Window window, Parameter weight, @Nullable Parameter bias) {
    super(window, weight, bias);
  }

  /**
   * Makes a convolution with different sizes per axis that draws its weights from a fresh seed.
   *
   * @param window kernel, stride, padding and dilation of height and width
   */
  public static Conv2D over(Window window, long in, long out) {
    return over(window, in, out, RandomGenerator.getDefault());
  }

  /** Makes a convolution with different sizes per axis, weights from {@code random}. */
  public static Conv2D over(Window window, long in, long out, RandomGenerator random) {
    return over(window, in, out, Init.torch(), random);
  }

  /** Makes a convolution with different sizes per axis, weights by a rule. */
  public static Conv2D over(Window window, long in, long out, Init init, RandomGenerator random) {
    return new Conv2D(window, in, out, true, init, random);
  }

  /** Makes a convolution with a square kernel, without bias, weights from a fresh seed. */
  public static Conv2D withoutBias(long kernel, long in, long out, long stride, long padding) {
    return withoutBias(kernel, in, out, stride, padding, RandomGenerator.getDefault());
  }

  /** Makes a convolution with a square kernel, without bias, weights from {@code random}. */
  public static Conv2D withoutBias(
      long kernel, long in, long out, long stride, long padding, RandomGenerator random) {
    return withoutBias(kernel, in, out, stride, padding, Init.torch(), random);
  }

  /** Makes a convolution with a square kernel, without bias, weights by a rule. */
  public static Conv2D withoutBias(
      long kernel,
      long in,
      long out,
      long stride,
      long padding,
      Init init,
      RandomGenerator random) {
    return new Conv2D(window(kernel, stride, padding), in, out, false, init, random);
  }

  /** Makes a convolution with different sizes per axis, without bias, from a fresh seed. */
  public static Conv2D withoutBias(Window window, long in, long out) {
    return withoutBias(window, in, out, RandomGenerator.getDefault());
  }

  /** Makes a convolution with different sizes per axis, without bias, from {@code random}. */
  public static Conv2D withoutBias(Window window, long in, long out, RandomGenerator random) {
    return withoutBias(window, in, out, Init.torch(), random);
  }

  /** Makes a convolution with different sizes per axis, without bias, weights by a rule. */
  public static Conv2D withoutBias(
      Window window, long in, long out, Init init, RandomGenerator random) {
    return new Conv2D(window, in, out, false, init, random);
  }

  @Override
  long[] outputShape(INDArray input) {
    long[] shape = weight.value().shape();
    Shapes.requireShape(this, "input", input, -1, -1, -1, shape[2]);
    return Pool.outputShape(this, input, window, shape[3]);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Conv2D(window, copies.of(weight), biasCopy(copies));
  }

  /** {@code Conv2D(1 -> 8, 5x5, stride 1, padding 2)}. */
  @Override
  public String toString() {
    return "Conv2D"
        + settings(
            window.kernelHeight() + "x" + window.kernelWidth(),
            Pool.pair(window.strideHeight(), window.strideWidth()),
            Pool.pair(window.paddingHeight(), window.paddingWidth()),
            Pool.pair(window.dilationHeight(), window.dilationWidth()));
  }

  private static Window window(long kernel, long stride, long padding) {
    Shapes.requireSize("Conv2D", "kernel", kernel);
    Shapes.requireSize("Conv2D", "stride", stride);
    Shapes.requireLeast("Conv2D", "padding", padding, 0);
    return Window.over2D(kernel, stride).withPadding(padding, padding);
  }
}
