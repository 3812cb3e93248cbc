package io.github.taeda.nn.ops.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of images as products with the matrix {@code [positions, patch]} of what the
 * window sees: copied from the image some output rows at once, or the image itself where patches
 * are its rows.
 */
final class PatchConvolution implements ImageConvolution {
  /** Bytes of the patches that are copied at once, so that they stay in a cache. */
  private static final long MAX_BYTES = 1 << 20;

  private static final long MAX_ROW_BYTES = 1 << 25; // of the patches of one output row

  private final WindowShape shape;
  private final boolean isFloat;
  private final int size; // bytes of an element
  private final int rowsAtOnce;
  private final @Nullable Patches patches; // null where patches are rows of the image

  PatchConvolution(WindowShape shape, boolean isFloat) {
    this.shape = shape;
    this.isFloat = isFloat;
    size = isFloat ? 4 : 8;
    boolean isPlain =
        shape.isSequence() && shape.horizontal().isPlain() && plainStride() >= shape.patch();
    patches = isPlain ? null : new Patches(shape, isFloat);
    long rowBytes = (long) size * shape.outWidth() * shape.patch();
    rowsAtOnce = (int) Math.max(1, Math.min(shape.outHeight(), MAX_BYTES / rowBytes));
  }

  /** Whether images of these sizes can be convolved so. */
  static boolean suits(WindowShape shape) {
    return Patches.suits(shape) && 8L * shape.outWidth() * shape.patch() <= MAX_ROW_BYTES;
  }

  @Override
  public void forward(long x, long weight, boolean add, long output) {
    if (patches == null) {
      multiply(shape.forwardProduct(shape.positions(), plainStride()), x, weight, add, output);
      return;
    }
    for (int row = 0; row < shape.outHeight(); row += rowsAtOnce) {
      int end = Math.min(shape.outHeight(), row + rowsAtOnce);
      int positions = (end - row) * shape.outWidth();
      long outputs = output + (long) size * row * shape.outWidth() * shape.out();
      Product product = shape.forwardProduct(positions, shape.patch());
      multiply(product, copied(x, row, end), weight, add, outputs);
    }
  }

  @Override
  public void backward(long weight, long delta, long xDelta) {
    if (shape.isSequence()) {
      backwardSequence(weight, delta, xDelta);
      return;
    }
    int patch = shape.patch();
    int out = shape.out();
    for (int row = 0; row < shape.outHeight(); row += rowsAtOnce) {
      int end = Math.min(shape.outHeight(), row + rowsAtOnce);
      int positions = (end - row) * shape.outWidth();
      long deltas = delta + (long) size * row * shape.outWidth() * out;
      long products = Workspace.ofThread().patches((long) size * positions * patch);
      Product product = new Product(false, true, positions, patch, out, out, out, patch);
      multiply(product, deltas, weight, false, products); // [positions, out] x [patch, out]^T
      patches().add(products, row, end, xDelta);
    }
  }

  /** Element by element of the window, each a product into every stride-th row of the delta. */
  private void backwardSequence(long weight, long delta, long xDelta) {
    WindowShape.Axis axis = shape.horizontal();
    int in = shape.in();
    int out = shape.out();
    for (int k = 0; k < axis.kernel(); k++) {
      int first = axis.first(k);
      int count = axis.end(k, shape.width(), shape.outWidth()) - first;
      if (count > 0) {
        long row = axis.position(first, k);
        int stride = Math.min(axis.stride(), shape.width()) * in;
        Product product = new Product(false, true, count, in, out, out, out, stride);
        multiply(
            product,
            delta + (long) size * first * out,
            weight + (long) size * k * in * out,
            true,
            xDelta + size * row * in); // [count, out] x [in, out]^T
      }
    }
  }

  @Override
  public void addGradient(long x, long delta, boolean add, long gradient) {
    if (patches == null) {
      multiply(shape.gradientProduct(shape.positions(), plainStride()), x, delta, add, gradient);
      return;
    }
    for (int row = 0; row < shape.outHeight(); row += rowsAtOnce) {
      int end = Math.min(shape.outHeight(), row + rowsAtOnce);
      Product product = shape.gradientProduct((end - row) * shape.outWidth(), shape.patch());
      long deltas = delta + (long) size * row * shape.outWidth() * shape.out();
      multiply(product, copied(x, row, end), deltas, add || row > 0, gradient);
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
    Products.alone(product, isFloat, a, b, add, c);
  }
}
