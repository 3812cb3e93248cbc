package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How convolutions of one shape and type are computed: image by image, large ones shared by several
 * threads. All arrays are dense and of one type; filters are a matrix {@code [patch, out]}.
 */
public final class ConvolutionPlan {
  private static final long PARALLEL = 1_200_000; // multiplications shared by several threads

  private static final int GROUPS = 8; // of images whose gradients are summed apart

  private final WindowShape shape;
  private final boolean isFloat;
  private final int size;
  private final ImageConvolution convolution;
  private final @Nullable BandedDelta banded; // null where patches are faster

  /** Plans; {@link #suits} says whether that is possible. */
  public ConvolutionPlan(WindowShape shape, DataType type) {
    this.shape = shape;
    isFloat = type == DataType.FLOAT;
    size = isFloat ? 4 : 8;
    convolution =
        ChannelConvolution.suits(shape)
            ? new ChannelConvolution(shape, isFloat)
            : new PatchConvolution(shape, isFloat);
    boolean isBanded = isFloat && convolution instanceof PatchConvolution;
    banded = isBanded && BandedDelta.suits(shape) ? new BandedDelta(shape) : null;
  }

  /** Whether convolutions of these sizes can be computed here. */
  public static boolean suits(WindowShape shape) {
    return PatchConvolution.suits(shape)
        && shape.outputSize() <= Integer.MAX_VALUE
        && (long) shape.patch() * shape.out() <= Integer.MAX_VALUE
        && Blas.isAvailable();
  }

  /** Whether this beats other libraries at these sizes in whatever pass. */
  public static boolean isFastest(WindowShape shape) {
    return suits(shape)
        && (ChannelConvolution.suits(shape) || PatchConvolution.suitsElements(shape));
  }

  /** Whether the halves of backward, one after the other, beat other libraries in FLOAT. */
  public static boolean isFastestApart(WindowShape shape) {
    return suits(shape) && BandedDelta.isFastest(shape);
  }

  /** Whether this plan is for these sizes and this type. */
  public boolean isFor(WindowShape shape, DataType type) {
    return this.shape.equals(shape) && isFloat == (type == DataType.FLOAT);
  }

  /** {@code output = x ⋆ weight + bias}. */
  public void forward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    try {
      long from = NativeMemory.address(x);
      long filters = NativeMemory.address(weight);
      long row = bias == null ? 0 : NativeMemory.address(bias);
      long to = NativeMemory.address(output);
      images(
          image -> {
            long outputs = to + size * shape.outputSize() * image;
            if (row != 0) {
              NativeMemory.repeat(
                  row, (long) size * shape.out(), outputs, size * shape.outputSize());
            }
            long input = from + size * shape.inputSize() * image;
            convolution.forward(input, filters, row != 0, outputs);
          });
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(weight);
      Reference.reachabilityFence(bias);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code xDelta = } the delta of x. */
  public void backwardDelta(INDArray weight, INDArray delta, INDArray xDelta) {
    try {
      long from = NativeMemory.address(delta);
      long to = NativeMemory.address(xDelta);
      long address = NativeMemory.address(weight);
      BandedDelta bands = banded != null && Extrema.hasFiniteSums(delta) ? banded : null;
      long filters = bands == null ? address : bands.matrices(address);
      images(
          image -> {
            long deltas = from + size * shape.outputSize() * image;
            long result = to + size * shape.inputSize() * image;
            NativeMemory.zero(result, size * shape.inputSize());
            if (bands == null) {
              convolution.backward(filters, deltas, result);
            } else {
              bands.add(filters, deltas, result);
            }
          });
    } finally {
      Reference.reachabilityFence(weight);
      Reference.reachabilityFence(delta);
      Reference.reachabilityFence(xDelta);
    }
  }

  /** {@code weightGradient += } the gradient of the filters. */
  public void addGradient(INDArray x, INDArray delta, INDArray weightGradient) {
    try {
      addGradient(
          NativeMemory.address(x),
          NativeMemory.address(delta),
          NativeMemory.address(weightGradient));
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(delta);
      Reference.reachabilityFence(weightGradient);
    }
  }

  @FunctionalInterface
  private interface Image {
    void run(int index);
  }

  private void images(Image image) {
    KernelThreads.Range range =
        (start, count) -> {
          for (long i = start; i < start + count; i++) {
            image.run((int) i);
          }
        };
    if (shape.batch() * shape.work() < PARALLEL) {
      range.run(0, shape.batch());
    } else {
      KernelThreads.ranges(shape.batch(), 1, range);
    }
  }

  private void addGradient(long x, long delta, long gradient) {
    long length = (long) shape.patch() * shape.out();
    int groups = Math.min(GROUPS, shape.batch());
    if (shape.batch() * shape.work() < PARALLEL || groups < 2) {
      addGradient(0, shape.batch(), x, delta, gradient, true);
      return;
    }
    long sums = Workspace.ofThread().sums(size * length * groups);
    KernelThreads.run(
        groups,
        group -> {
          int start = (int) ((long) shape.batch() * group / groups);
          int end = (int) ((long) shape.batch() * (group + 1) / groups);
          addGradient(start, end, x, delta, sums + size * length * group, false);
        });
    for (int group = 0; group < groups; group++) {
      long sum = sums + size * length * group;
      if (isFloat) {
        Blas.addScaled((int) length, 1f, sum, gradient);
      } else {
        Blas.addScaled((int) length, 1.0, sum, gradient);
      }
    }
  }

  private void addGradient(int start, int end, long x, long delta, long gradient, boolean add) {
    for (int image = start; image < end; image++) {
      long from = x + size * shape.inputSize() * image;
      long deltas = delta + size * shape.outputSize() * image;
      convolution.addGradient(from, deltas, add || image > start, gradient);
    }
  }
}
