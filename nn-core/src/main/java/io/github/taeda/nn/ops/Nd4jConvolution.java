package io.github.taeda.nn.ops;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The convolution of a {@link Window} by ND4J's operations, which are oneDNN's where its build is
 * there: of checked operands and without groups.
 */
final class Nd4jConvolution {
  /** Elements of the gradients of all parts together. */
  private static final long MAX_GRADIENTS = 4_000_000;

  private final Window window;
  private final boolean helpers;
  private final CustomOperation forward;
  private final CustomOperation backward;
  private final DilatedConvolution dilated;

  Nd4jConvolution(Window window) {
    this.window = window;
    dilated = new DilatedConvolution(window);
    // oneDNN rejects some dilated windows that ND4J asks it for.
    helpers = window.dilationHeight() == 1 && window.dilationWidth() == 1;
    forward = new CustomOperation("conv2d", helpers, window.arguments(0, 1, 0));
    backward = new CustomOperation("conv2d_bp", helpers, window.arguments(0, 1, 0));
  }

  /** Whether each element of the window is a product of its own. */
  boolean isSumOfProducts(INDArray x) {
    return dilated.suits(x.size(-1));
  }

  /** {@code output = x ⋆ weight + bias}. */
  void forward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    INDArray image = Operands.image(x);
    if (isFlat(image)) {
      INDArray result = Operands.rows(output);
      Matrices.multiplyTransposeA(columns(image), Operands.rows(weight), result);
      if (bias != null) {
        Rowwise.addRow(result, bias, result);
      }
    } else if (isSumOfProducts(x)) {
      dilated.forward(image, filters(weight), bias, Operands.image(output));
    } else {
      convolve(image, filters(weight), bias, Operands.image(output));
    }
  }

  private void convolve(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    INDArray row = bias == null ? null : Operands.contiguous(bias); // oneDNN ignores its stride
    BatchParts parts = parts(x, weight, Long.MAX_VALUE);
    parts.run(
        forward,
        i -> new INDArray[] {parts.part(output, i)},
        i -> {
          INDArray images = parts.part(x, i);
          return row == null
              ? new INDArray[] {images, weight}
              : new INDArray[] {images, weight, row};
        });
  }

  /** {@code xDelta = } the delta of x; x itself may be missing. */
  void backwardDelta(@Nullable INDArray x, INDArray weight, INDArray delta, INDArray xDelta) {
    if (isSumOfProducts(xDelta)) {
      dilated.backwardDelta(filters(weight), Operands.image(delta), Operands.image(xDelta));
    } else {
      backward(x == null ? Scratch.like(xDelta) : x, weight, delta, xDelta);
    }
  }

  /** {@code weightGradient += } the gradient of the filters. */
  void addGradient(INDArray x, INDArray weight, INDArray delta, INDArray weightGradient) {
    INDArray image = Operands.image(x);
    if (image.size(3) == 1) { // one large product beats one for each image
      Matrices.addMultiply(columns(image), Operands.rows(delta), Operands.rows(weightGradient));
    } else if (isSumOfProducts(x)) {
      dilated.addGradient(image, Operands.image(delta), filters(weightGradient));
    } else {
      addBoth(x, weight, delta, Scratch.like(x), weightGradient); // its delta is not used
    }
  }

  /** {@code xDelta = } the delta of x and {@code weightGradient += } the gradient. */
  void addBoth(
      INDArray x, INDArray weight, INDArray delta, INDArray xDelta, INDArray weightGradient) {
    for (INDArray gradient : backward(x, weight, delta, xDelta)) {
      Elementwise.addScaled(1, gradient, filters(weightGradient));
    }
  }

  /** Computes the delta of x; the sum of the results is the gradient of the filters. */
  private INDArray[] backward(INDArray x, INDArray weight, INDArray delta, INDArray xDelta) {
    INDArray images = Operands.image(x);
    INDArray filters = filters(weight);
    INDArray deltas = Operands.image(delta);
    INDArray results = Operands.image(xDelta);
    BatchParts parts = parts(images, filters, MAX_GRADIENTS / filters.length());
    INDArray[] gradients = new INDArray[parts.count()];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = Scratch.like(filters);
    }
    parts.run(
        backward,
        i -> new INDArray[] {parts.part(results, i), gradients[i]},
        i -> new INDArray[] {parts.part(images, i), filters, parts.part(deltas, i)});
    return gradients;
  }

  private BatchParts parts(INDArray image, INDArray filters, long most) {
    long images = image.size(0);
    if (!helpers) {
      return BatchParts.whole(images);
    }
    long positions = window.outputHeight(image.size(1)) * window.outputWidth(image.size(2));
    return BatchParts.of(image.dataType(), images, images * positions * filters.length(), most);
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
   * What each element of the window sees at each output position: {@code [kernel,
   * batch·positions]}.
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
