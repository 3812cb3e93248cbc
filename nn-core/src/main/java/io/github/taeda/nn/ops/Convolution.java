package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.ConvolutionPlan;
import io.github.taeda.nn.ops.internal.Products;
import io.github.taeda.nn.ops.internal.WindowShape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The cross-correlation of images with filters, for one {@link Window}.
 *
 * <p>Images are {@code [batch, height, width, in]}, filters {@code [kernelHeight, kernelWidth, in,
 * out]}, results {@code [batch, outputHeight, outputWidth, out]}. Sequences {@code [batch, length,
 * in]} with filters {@code [kernel, in, out]} are taken as images of height 1.
 */
public final class Convolution {
  private final Window window;
  private final ConvolutionOperands operands;
  private final Nd4jConvolution nd4j;
  private final @Nullable GroupedConvolution grouped;
  private volatile @Nullable ConvolutionPlan plan; // of the last shape

  /** Creates the convolution of a window. */
  public Convolution(Window window) {
    this(window, 1);
  }

  /**
   * Creates the convolution of a window whose channels are in equal groups: filters are {@code
   * [kernel…, in / groups, out]}, and output group i sees input group i alone.
   */
  public Convolution(Window window, long groups) {
    Arguments.requireNonNull("convolution", "window", window);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "convolution: groups must be at least 1, but was " + groups);
    }
    this.window = window;
    operands = new ConvolutionOperands(window, groups);
    grouped = groups == 1 ? null : new GroupedConvolution(window, groups);
    nd4j = new Nd4jConvolution(window);
  }

  /** {@code output = x ⋆ weight + bias}. */
  public void forward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    operands.requireForward(x, weight, bias, output);
    if (grouped != null) {
      grouped.forward(x, weight, bias, output);
      return;
    }
    ConvolutionPlan plan = isOneDnns(x, weight) ? null : plan(x, weight);
    if (plan != null) {
      INDArray row = bias == null ? null : Operands.contiguous(bias);
      plan.forward(Operands.contiguous(x), Operands.contiguous(weight), row, output);
    } else {
      nd4j.forward(x, weight, bias, output);
    }
  }

  /** {@code xDelta = } what the delta of the output makes of the delta of x. */
  public void backwardDelta(INDArray x, INDArray weight, INDArray delta, INDArray xDelta) {
    operands.requireDelta(x, weight, delta);
    operands.requireResult("xDelta", xDelta, x, x, weight, delta);
    delta(x, weight, delta, xDelta);
  }

  /**
   * The same without the values of x, which the delta does not depend on: {@code xDelta} is the
   * transposed convolution of {@code delta}.
   */
  public void backwardDelta(INDArray weight, INDArray delta, INDArray xDelta) {
    operands.requireDeltaOf(xDelta, weight, delta);
    delta(null, weight, delta, xDelta);
  }

  private void delta(@Nullable INDArray x, INDArray weight, INDArray delta, INDArray xDelta) {
    if (grouped != null) {
      grouped.backwardDelta(weight, delta, xDelta);
      return;
    }
    ConvolutionPlan plan = plan(xDelta, weight);
    if (plan != null) {
      plan.backwardDelta(Operands.contiguous(weight), Operands.contiguous(delta), xDelta);
    } else {
      nd4j.backwardDelta(x, weight, delta, xDelta);
    }
  }

  /** {@code weightGradient += } the gradient of the filters. */
  public void addGradient(INDArray x, INDArray weight, INDArray delta, INDArray weightGradient) {
    operands.requireDelta(x, weight, delta);
    operands.requireResult("weightGradient", weightGradient, weight, x, weight, delta);
    if (grouped != null) {
      grouped.addGradient(x, weight, delta, weightGradient);
      return;
    }
    boolean isOneChannel = x.size(-1) == 1;
    ConvolutionPlan plan = isOneChannel && isOneDnns(x, weight) ? null : plan(x, weight);
    if (plan != null) {
      plan.addGradient(Operands.contiguous(x), Operands.contiguous(delta), weightGradient);
      return;
    }
    nd4j.addGradient(x, weight, delta, weightGradient);
  }

  /** Both: {@code xDelta = …} and {@code weightGradient += …}. */
  public void addBoth(
      INDArray x, INDArray weight, INDArray delta, INDArray xDelta, INDArray weightGradient) {
    operands.requireDelta(x, weight, delta);
    operands.requireResult("xDelta", xDelta, x, x, weight, delta);
    operands.requireResult("weightGradient", weightGradient, weight, x, weight, delta);
    Operands.requireOther("convolution", "xDelta", xDelta, "weightGradient", weightGradient);
    if (grouped != null || nd4j.isSumOfProducts(x) || isApart(x, weight)) {
      addGradient(x, weight, delta, weightGradient);
      backwardDelta(x, weight, delta, xDelta);
      return;
    }
    nd4j.addBoth(x, weight, delta, xDelta, weightGradient);
  }

  /** Whether gradient and delta one after the other are faster than oneDNN's, at once. */
  private boolean isApart(INDArray x, INDArray weight) {
    boolean isPreferred =
        x.size(-1) == 1 || !isOneDnns(x, weight) || (Direct.isOn() && isFastestApart(x, weight));
    return isPreferred && plan(x, weight) != null;
  }

  private boolean isFastestApart(INDArray x, INDArray weight) {
    // 5, 64 -> 64 of [32, 128, 64]: 1.1 ms; by oneDNN 1.3, in a training step 1.8 instead of 1.4.
    return x.rank() == 3
        ? Products.hasWideKernels()
        : ConvolutionPlan.isFastestApart(window.shape(x, (int) weight.size(-1)));
  }

  /** Whether oneDNN is there and faster where it computes no more than what is asked for. */
  private boolean isOneDnns(INDArray x, INDArray weight) {
    if (x.length() > Integer.MAX_VALUE) {
      return true;
    }
    WindowShape shape = window.shape(x, (int) weight.size(-1));
    if (Direct.isOn() && ConvolutionPlan.isFastest(shape)) {
      return false;
    }
    return !Direct.convolves(x.dataType(), shape.batch() * shape.work(), shape.isDilated());
  }

  /** How to compute on the arrays' memory; null where ND4J must. */
  private @Nullable ConvolutionPlan plan(INDArray x, INDArray weight) {
    if (!Direct.isOn() || x.length() > Integer.MAX_VALUE) {
      return null;
    }
    WindowShape shape = window.shape(x, (int) weight.size(-1));
    ConvolutionPlan known = plan;
    if (known != null && known.isFor(shape, x.dataType())) {
      return known;
    }
    if (!ConvolutionPlan.suits(shape)) {
      return null;
    }
    ConvolutionPlan made = new ConvolutionPlan(shape, x.dataType());
    plan = made;
    return made;
  }
}
