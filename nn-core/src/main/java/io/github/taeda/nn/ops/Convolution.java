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
  private final CustomOperation forward;
  private final CustomOperation backward;
  private final DilatedConvolution dilated;
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
    dilated = new DilatedConvolution(window);
    // oneDNN rejects some dilated windows that ND4J asks it for.
    boolean helpers = window.dilationHeight() == 1 && window.dilationWidth() == 1;
    forward = new CustomOperation("conv2d", helpers, window.arguments(0, 1, 0));
    backward = new CustomOperation("conv2d_bp", helpers, window.arguments(0, 1, 0));
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
      compute(Operands.image(x), weight, bias, output);
    }
  }

  /** By ND4J's operations. */
  private void compute(INDArray image, INDArray weight, @Nullable INDArray bias, INDArray output) {
    if (isFlat(image)) {
      INDArray result = Operands.rows(output);
      Matrices.multiplyTransposeA(columns(image), Operands.rows(weight), result);
      if (bias != null) {
        Rowwise.addRow(result, bias, result);
      }
    } else if (dilated.suits(image.size(3))) {
      dilated.forward(image, filters(weight), bias, Operands.image(output));
    } else if (bias == null) {
      forward.run(Operands.image(output), image, filters(weight));
    } else {
      INDArray row = Operands.contiguous(bias); // oneDNN ignores its stride
      forward.run(Operands.image(output), image, filters(weight), row);
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
    } else if (dilated.suits(xDelta.size(-1))) {
      dilated.backwardDelta(filters(weight), Operands.image(delta), Operands.image(xDelta));
    } else {
      INDArray unused = Scratch.like(weight);
      backward(x == null ? Scratch.like(xDelta) : x, weight, delta, xDelta, unused);
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
    INDArray image = Operands.image(x);
    if (isOneChannel) { // one large product beats one for each image
      Matrices.addMultiply(columns(image), Operands.rows(delta), Operands.rows(weightGradient));
    } else if (dilated.suits(image.size(3))) {
      dilated.addGradient(image, Operands.image(delta), filters(weightGradient));
    } else {
      addBoth(x, weight, delta, Scratch.like(x), weightGradient); // its delta is not used
    }
  }

  /** Both: {@code xDelta = …} and {@code weightGradient += …}. */
  public void addBoth(
      INDArray x, INDArray weight, INDArray delta, INDArray xDelta, INDArray weightGradient) {
    operands.requireDelta(x, weight, delta);
    operands.requireResult("xDelta", xDelta, x, x, weight, delta);
    operands.requireResult("weightGradient", weightGradient, weight, x, weight, delta);
    Operands.requireOther("convolution", "xDelta", xDelta, "weightGradient", weightGradient);
    // 5, 64 -> 64 of [32, 128, 64]: 1.1 ms; by oneDNN 1.3, in a training step 1.8 instead of 1.4.
    boolean isSequence = x.rank() == 3 && Products.hasWideKernels();
    boolean isApart = isSequence || x.size(-1) == 1 || !isOneDnns(x, weight);
    if (grouped != null || dilated.suits(x.size(-1)) || (isApart && plan(x, weight) != null)) {
      addGradient(x, weight, delta, weightGradient);
      backwardDelta(x, weight, delta, xDelta);
      return;
    }
    INDArray gradient = Scratch.like(weight);
    backward(x, weight, delta, xDelta, gradient);
    Elementwise.addScaled(1, gradient, weightGradient);
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

  private void backward(
      INDArray x, INDArray weight, INDArray delta, INDArray xDelta, INDArray weightGradient) {
    backward.run(
        new INDArray[] {Operands.image(xDelta), filters(weightGradient)},
        Operands.image(x),
        filters(weight),
        Operands.image(delta));
  }

  /**
   * Contiguous filters, those of a sequence as filters of height 1: ND4J's backward pass frees the
   * memory of filters that repeat along an axis.
   */
  private static INDArray filters(INDArray weight) {
    INDArray filters = Operands.contiguous(weight);
    return filters.rank() == 4
        ? filters
        : Scratch.view(filters, 1, filters.size(0), filters.size(1), filters.size(2));
  }

  /** One channel of height 1: the copied columns and one product beat ND4J's convolution. */
  private boolean isFlat(INDArray x) {
    return x.size(1) == 1 && x.size(3) == 1;
  }

  /**
   * What each element of the window sees at each output position: {@code [kernel, batch·places]}.
   */
  private INDArray columns(INDArray x) {
    INDArray image = padded(x); // [batch, height, width, 1]
    long batch = image.size(0);
    long height = image.size(1);
    long width = image.size(2);
    long[] shape = {
      window.kernelHeight(),
      window.kernelWidth(),
      batch,
      (height - window.spanHeight()) / window.strideHeight() + 1,
      (width - window.spanWidth()) / window.strideWidth() + 1
    };
    long[] strides = {
      window.dilationHeight() * width,
      window.dilationWidth(),
      height * width,
      window.strideHeight() * width,
      window.strideWidth()
    };
    INDArray columns = Scratch.array(x.dataType(), shape);
    Slices.copyStrided(image, strides, columns);
    return Scratch.view(columns, shape[0] * shape[1], batch * shape[3] * shape[4]);
  }

  private INDArray padded(INDArray x) {
    if (window.paddingHeight() == 0 && window.paddingWidth() == 0) {
      return x;
    }
    long top = window.paddingHeight();
    long left = window.paddingWidth();
    return DilatedConvolution.within(x, 2 * top, top, 2 * left, left);
  }
}
