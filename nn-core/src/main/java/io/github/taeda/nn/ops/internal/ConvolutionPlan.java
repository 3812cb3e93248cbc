package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How convolutions of one shape and type are computed: as matrix products, image by image. All
 * arrays are dense and of one type; filters are a matrix {@code [patch, out]}.
 */
public final class ConvolutionPlan {
  private static final long PARALLEL = 1_200_000; // multiplications shared by several threads

  private static final int GROUPS = 8; // of images whose gradients are summed apart

  /** Bytes of the patches that are copied at once, so that they stay in a cache. */
  private static final long MAX_BYTES = 1 << 20;

  private static final long MAX_ROW_BYTES = 1 << 25; // of the patches of one output row

  private final WindowShape shape;
  private final boolean isFloat;
  private final int size;
  private final boolean isPlain; // patches are rows of the image, and do not overlap
  private final int rowsAtOnce;
  private final @Nullable Patches patches;

  /** Plans; {@link #suits} says whether that is possible. */
  public ConvolutionPlan(WindowShape shape, DataType type) {
    this.shape = shape;
    isFloat = type == DataType.FLOAT;
    size = isFloat ? 4 : 8;
    isPlain = shape.isSequence() && shape.horizontal().isPlain() && plainStride() >= shape.patch();
    patches = isPlain ? null : new Patches(shape, isFloat);
    long rowBytes = (long) size * shape.outWidth() * shape.patch();
    rowsAtOnce = (int) Math.max(1, Math.min(shape.outHeight(), MAX_BYTES / rowBytes));
  }

  /** Whether convolutions of these sizes can be computed here. */
  public static boolean suits(WindowShape shape) {
    return Patches.suits(shape)
        && 8L * shape.outWidth() * shape.patch() <= MAX_ROW_BYTES
        && shape.outputSize() <= Integer.MAX_VALUE
        && (long) shape.patch() * shape.out() <= Integer.MAX_VALUE
        && Blas.isAvailable();
  }

  /** Whether this plan is for these sizes and this type. */
  public boolean isFor(WindowShape shape, DataType type) {
    return this.shape.equals(shape) && isFloat == (type == DataType.FLOAT);
  }

  /** {@code output = x ⋆ weight + bias}. */
  public void forward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    try {
      if (bias != null) {
        RowBlocks.fillRows(bias, output);
      }
      long from = NativeMemory.address(x);
      long filters = NativeMemory.address(weight);
      long to = NativeMemory.address(output);
      images(image -> forward(image, from, filters, bias != null, to));
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(weight);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code xDelta = } the delta of x. */
  public void backwardDelta(INDArray weight, INDArray delta, INDArray xDelta) {
    try {
      long filters = NativeMemory.address(weight);
      long from = NativeMemory.address(delta);
      long to = NativeMemory.address(xDelta);
      Blocks.fill(xDelta, 0);
      images(image -> backward(image, filters, from, to));
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
    if (shape.batch() * shape.work() < PARALLEL) {
      for (int i = 0; i < shape.batch(); i++) {
        image.run(i);
      }
    } else {
      KernelThreads.ranges(
          shape.batch(),
          1,
          (start, count) -> {
            for (long i = start; i < start + count; i++) {
              image.run((int) i);
            }
          });
    }
  }

  private void forward(int image, long x, long weight, boolean add, long output) {
    long from = x + size * shape.inputSize() * image;
    long to = output + size * shape.outputSize() * image;
    if (isPlain) {
      multiply(shape.forwardProduct(shape.positions(), plainStride()), from, weight, add, to);
      return;
    }
    for (int row = 0; row < shape.outHeight(); row += rowsAtOnce) {
      int end = Math.min(shape.outHeight(), row + rowsAtOnce);
      int positions = (end - row) * shape.outWidth();
      long copied = copied(from, row, end);
      long outputs = to + (long) size * row * shape.outWidth() * shape.out();
      multiply(shape.forwardProduct(positions, shape.patch()), copied, weight, add, outputs);
    }
  }

  private void backward(int image, long weight, long delta, long xDelta) {
    long from = delta + size * shape.outputSize() * image;
    long to = xDelta + size * shape.inputSize() * image;
    if (shape.isSequence()) {
      backwardSequence(weight, from, to);
      return;
    }
    int patch = shape.patch();
    int out = shape.out();
    for (int row = 0; row < shape.outHeight(); row += rowsAtOnce) {
      int end = Math.min(shape.outHeight(), row + rowsAtOnce);
      int positions = (end - row) * shape.outWidth();
      long deltas = from + (long) size * row * shape.outWidth() * out;
      long products = Workspace.ofThread().patches((long) size * positions * patch);
      Product product = new Product(false, true, positions, patch, out, out, out, patch);
      multiply(product, deltas, weight, false, products); // [positions, out] x [patch, out]^T
      patches().add(products, row, end, to);
    }
  }

  /** Element by element of the window, each a product into every stride-th row of the delta. */
  private void backwardSequence(long weight, long from, long to) {
    WindowShape.Axis axis = shape.horizontal();
    int in = shape.in();
    int out = shape.out();
    for (int k = 0; k < axis.kernel(); k++) {
      int first = axis.first(k);
      int count = axis.end(k, shape.width(), shape.outWidth()) - first;
      if (count > 0) {
        long row = axis.position(first, k);
        Product product = new Product(false, true, count, in, out, out, out, axis.stride() * in);
        multiply(
            product,
            from + (long) size * first * out,
            weight + (long) size * k * in * out,
            true,
            to + size * row * in); // [count, out] x [in, out]^T
      }
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
    boolean accumulate = add;
    for (int image = start; image < end; image++) {
      long from = x + size * shape.inputSize() * image;
      long deltas = delta + size * shape.outputSize() * image;
      if (isPlain) {
        Product product = shape.gradientProduct(shape.positions(), plainStride());
        multiply(product, from, deltas, accumulate, gradient);
        accumulate = true;
        continue;
      }
      for (int row = 0; row < shape.outHeight(); row += rowsAtOnce) {
        int endRow = Math.min(shape.outHeight(), row + rowsAtOnce);
        Product product = shape.gradientProduct((endRow - row) * shape.outWidth(), shape.patch());
        long copied = copied(from, row, endRow);
        long some = deltas + (long) size * row * shape.outWidth() * shape.out();
        multiply(product, copied, some, accumulate, gradient);
        accumulate = true;
      }
    }
  }

  /** The patches of some output rows of an image, in the thread's workspace. */
  private long copied(long image, int row, int end) {
    long bytes = (long) size * (end - row) * shape.outWidth() * shape.patch();
    long matrix = Workspace.ofThread().patches(bytes);
    patches().copy(image, row, end, matrix);
    return matrix;
  }

  private Patches patches() {
    return Objects.requireNonNull(patches, "a plain window has no patches");
  }

  private int plainStride() {
    return shape.horizontal().stride() * shape.in();
  }

  private void multiply(Product product, long a, long b, boolean add, long c) {
    if (isFloat) {
      Products.alone(product, a, b, add, c);
    } else {
      Blas.multiply(product, a, b, add ? 1.0 : 0.0, c);
    }
  }
}
