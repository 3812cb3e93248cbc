package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Pools;
import io.github.taeda.nn.ops.internal.WindowShape;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The maximum or the mean of each channel under a {@link Window} without dilation. Padding is never
 * the maximum and counts as zeros in the mean; it must be less than the kernel, for a window that
 * saw padding alone would have no maximum.
 *
 * <p>Images are {@code [batch, height, width, channels]}, results {@code [batch, outputHeight,
 * outputWidth, channels]}. Sequences {@code [batch, length, channels]} are taken as images of
 * height 1.
 */
public final class Pooling {
  /** Multiplications of a convolution that take about as long as an element of a window. */
  private static final long ELEMENT = 16;

  private final Window window;
  private final CustomOperation forward;
  private final CustomOperation backward;
  private final CustomOperation backwardOfInfinities;
  private final @Nullable CustomOperation mean; // without the padding; for the maximum only

  private Pooling(String name, Window window, @Nullable CustomOperation mean) {
    this.window = window;
    forward = new CustomOperation(name, window.arguments(0, 1, 1)); // of means with the padding
    backward = new CustomOperation(name + "_bp", window.arguments(0, 1, 1));
    backwardOfInfinities = new CustomOperation(name + "_bp", false, window.arguments(0, 1, 1));
    this.mean = mean;
  }

  /** The maximum under the window; in backward the first of several equal ones gets the delta. */
  public static Pooling maximum(Window window) {
    requireWindow(window);
    return new Pooling(
        "maxpool2d", window, new CustomOperation("avgpool2d", window.arguments(0, 0, 1)));
  }

  /** The mean under the window, always divided by its size. */
  public static Pooling mean(Window window) {
    requireWindow(window);
    return new Pooling("avgpool2d", window, null);
  }

  private static void requireWindow(Window window) {
    Arguments.requireNonNull("pooling", "window", window);
    if (Math.max(window.dilationHeight(), window.dilationWidth()) > 1) {
      throw new IllegalArgumentException(
          "pooling: window must have no dilation, but was " + window);
    }
    if (window.paddingHeight() >= window.kernelHeight()
        || window.paddingWidth() >= window.kernelWidth()) {
      throw new IllegalArgumentException(
          "pooling: window must have less padding than its kernel, but was " + window);
    }
  }

  /** {@code output = pool(x)}. */
  public void forward(INDArray x, INDArray output) {
    Arguments.requireImage("pooling", "x", x, window);
    Operands.requireOutput("pooling", output, x.dataType());
    requireOutputShape("output", output, x);
    Operands.requireOther("pooling", "output", output, "x", x);
    WindowShape shape = shape(x);
    if (shape != null) {
      if (mean == null) {
        Pools.meanForward(shape, Operands.contiguous(x), output);
      } else {
        Pools.maxForward(shape, Operands.contiguous(x), output);
      }
      return;
    }
    INDArray image = Operands.image(x);
    run(forward, Operands.image(output), image);
    if (mean != null && !Reductions.isFinite(image)) {
      keepNaN(image, output, mean);
      keepInfinite(image, output, mean);
    }
  }

  /** ND4J's maximum skips NaN; its mean does not. */
  private static void keepNaN(INDArray image, INDArray output, CustomOperation mean) {
    INDArray zeros = Scratch.array(image.dataType(), image.shape());
    Elementwise.zeroOrNaN(image, zeros);
    INDArray means = Scratch.array(image.dataType(), output.shape());
    mean.run(Operands.image(means), zeros);
    Elementwise.add(output, means, output);
  }

  /** ND4J's maximum of −∞ alone is the lowest finite value. */
  private void keepInfinite(INDArray image, INDArray output, CustomOperation mean) {
    double largest = image.dataType() == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    INDArray infinite = Scratch.array(image.dataType(), image.shape());
    Elementwise.scale(image, -1, infinite);
    Elementwise.heaviside(infinite, largest, infinite); // 1 at −∞
    INDArray shares = Scratch.array(image.dataType(), output.shape());
    mean.run(Operands.image(shares), infinite);
    Elementwise.heaviside(shares, 1 - 0.5 / window.size(), shares); // 1 where all are −∞
    Elementwise.scale(shares, -largest, shares);
    Elementwise.add(output, shares, output);
  }

  /** {@code xDelta = } what the delta of the output makes of the delta of x. */
  public void backward(INDArray x, INDArray delta, INDArray xDelta) {
    Arguments.requireImage("pooling", "x", x, window);
    requireOutputShape("delta", delta, x);
    Operands.requireLike("pooling", "xDelta", xDelta, x);
    Operands.requireContiguous("pooling", "xDelta", xDelta);
    Operands.requireOther("pooling", "xDelta", xDelta, "x", x);
    Operands.requireOther("pooling", "xDelta", xDelta, "delta", delta);
    WindowShape shape = shape(x);
    if (shape != null) {
      if (mean == null) {
        Pools.meanBackward(shape, Operands.contiguous(delta), xDelta);
      } else {
        Pools.maxBackward(shape, Operands.contiguous(x), Operands.contiguous(delta), xDelta);
      }
      return;
    }
    INDArray image = Operands.image(x);
    // oneDNN takes padding for the maximum of −∞ alone.
    boolean isPadded = window.paddingHeight() + window.paddingWidth() > 0;
    boolean isSafe = mean == null || !isPadded || Reductions.isFinite(image);
    if (isSafe) {
      run(backward, Operands.image(xDelta), image, Operands.image(delta));
    } else {
      backwardOfInfinities.run(Operands.image(xDelta), image, Operands.image(delta));
    }
  }

  /** Runs one of ND4J's operations, in parts of the batch where it is oneDNN's. */
  private void run(CustomOperation operation, INDArray output, INDArray... inputs) {
    INDArray images = inputs[0];
    INDArray pooled = inputs.length == 1 ? output : inputs[1];
    long elements = pooled.length() * window.size();
    BatchParts parts =
        BatchParts.of(images.dataType(), images.size(0), ELEMENT * elements, Long.MAX_VALUE);
    parts.run(
        operation,
        i -> new INDArray[] {parts.part(output, i)},
        i -> Stream.of(inputs).map(input -> parts.part(input, i)).toArray(INDArray[]::new));
  }

  /** The sizes if they are computed directly, else null. */
  private @Nullable WindowShape shape(INDArray x) {
    boolean isDirect =
        mean == null
            ? Direct.poolsMeans(x.dataType(), x.length())
            : Direct.poolsMaxima(x.dataType(), x.length());
    if (!isDirect) {
      return null;
    }
    WindowShape shape = window.shape(x, (int) x.size(-1));
    return Pools.suits(shape) ? shape : null;
  }

  /** Requires {@code [batch, output length…, channels]}, of the window over x. */
  private void requireOutputShape(String name, INDArray array, INDArray x) {
    long[] expected = x.shape().clone();
    int width = expected.length - 2;
    expected[width] = window.outputWidth(expected[width]);
    if (width == 2) {
      expected[1] = window.outputHeight(expected[1]);
    }
    Operands.require("pooling", name, array, x.dataType(), expected);
  }
}
