package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Window;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of sequences (Torch's {@code TemporalConvolution}): {@code y[t, o] = b[o] + Σ_{j,
 * c} x[t · stride + j · dilation − padding, c] · W[j, c, o]}, a cross-correlation.
 *
 * <p>{@code [batch, length, in] → [batch, places, out]} with places = ⌊(length + 2 padding −
 * dilation (kernel − 1) − 1) / stride⌋ + 1; left-over positions at the end are ignored. Weight W is
 * {@code [kernel, in, out]}, bias b {@code [out]}; initially both are uniform in ±1/√(kernel · in).
 * An input shorter than the kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class Conv1D extends Conv {

  /** Makes a convolution with stride 1 that draws its weights from a fresh seed. */
  public Conv1D(long kernel, long in, long out) {
    this(kernel, in, out, 1);
  }

  /** Makes a convolution with stride 1 that draws its weights from {@code random}. */
  public Conv1D(long kernel, long in, long out, RandomGenerator random) {
    this(kernel, in, out, 1, random);
  }

  /**
   * Makes a convolution that draws its weights from a fresh seed.
   *
   * @param kernel positions that one output sees, at least 1
   * @param in channels of the input, at least 1
   * @param out channels of the output, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public Conv1D(long kernel, long in, long out, long stride) {
    this(kernel, in, out, stride, RandomGenerator.getDefault());
  }

  /** Makes a convolution that draws its weights from {@code random}. */
  public Conv1D(long kernel, long in, long out, long stride, RandomGenerator random) {
    this(kernel, in, out, stride, Init.torch(), random);
  }

  /** Makes a convolution that draws its weights by a rule. */
  public Conv1D(long kernel, long in, long out, long stride, Init init, RandomGenerator random) {
    this(kernel, in, out, stride, true, init, random);
  }

  private Conv1D(
      long kernel,
      long in,
      long out,
      long stride,
      boolean bias,
      Init init,
      RandomGenerator random) {
    super("Conv1D", window(kernel, stride), bias, init, random, kernel, in, out);
  }

  private Conv1D(Window window, Parameter weight, @Nullable Parameter bias) {
    super(window, weight, bias);
  }

  /** Makes a convolution without bias that draws its weights from a fresh seed. */
  public static Conv1D withoutBias(long kernel, long in, long out, long stride) {
    return withoutBias(kernel, in, out, stride, RandomGenerator.getDefault());
  }

  /** Makes a convolution without bias that draws its weights from {@code random}. */
  public static Conv1D withoutBias(
      long kernel, long in, long out, long stride, RandomGenerator random) {
    return withoutBias(kernel, in, out, stride, Init.torch(), random);
  }

  /** Makes a convolution without bias that draws its weights by a rule. */
  public static Conv1D withoutBias(
      long kernel, long in, long out, long stride, Init init, RandomGenerator random) {
    return new Conv1D(kernel, in, out, stride, false, init, random);
  }

  /**
   * These filters with zeros at both ends of the sequence; take the result in place of this module.
   *
   * @param padding zeros at each end, at least 0
   */
  public Conv1D withPadding(long padding) {
    Shapes.requireLeast(this, "padding", padding, 0);
    return with(window.withPadding(0, padding));
  }

  /**
   * These filters over positions further apart; take the result in place of this module.
   *
   * @param dilation from one position to the next that an output sees, 1 for neighbours
   */
  public Conv1D withDilation(long dilation) {
    Shapes.requireLeast(this, "dilation", dilation, 1);
    return with(window.withDilation(1, dilation));
  }

  @Override
  long[] outputShape(INDArray input) {
    long[] shape = weight.value().shape();
    Shapes.requireShape(this, "input", input, -1, -1, shape[1]);
    Pool.requireSpan(this, "length", input, 1, window.paddingWidth(), window.spanWidth());
    return new long[] {input.size(0), window.placesWidth(input.size(1)), shape[2]};
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Conv1D(window, copies.of(weight), biasCopy(copies));
  }

  /** {@code Conv1D(1 -> 32, 3, stride 1)}. */
  @Override
  public String toString() {
    return "Conv1D"
        + settings(
            "" + window.kernelWidth(),
            "" + window.strideWidth(),
            "" + window.paddingWidth(),
            "" + window.dilationWidth());
  }

  private Conv1D with(Window changed) {
    Conv1D conv = new Conv1D(changed, weight, bias);
    conv.copyMode(this);
    return conv;
  }

  private static Window window(long kernel, long stride) {
    Shapes.requireSize("Conv1D", "kernel", kernel);
    Shapes.requireSize("Conv1D", "stride", stride);
    return Window.over1D(kernel, stride);
  }
}
