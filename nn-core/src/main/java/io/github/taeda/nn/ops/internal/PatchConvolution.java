package io.github.taeda.nn.ops.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of images as products with the matrix {@code [positions, patch]} of what the
 * window sees: copied from the image some output rows at once, or the image itself where patches
 * are its rows. Of sequences with many channels each element of the window is a product of its own,
 * and nothing is copied.
 */
final class PatchConvolution implements ImageConvolution {
  /** Bytes of the patches that are copied at once, so that they stay in a cache. */
  private static final long MAX_BYTES = 1 << 20;

  private static final long MAX_ROW_BYTES = 1 << 25; // of the patches of one output row

  // Products of one sequence in µs, in one thread of a Zen 5. Patches are copied before, which
  // takes
  // some 0.2 ns for each of their elements:
  //
  //                            forward: patches   elements   gradient: patches   elements
  // 5, 64 -> 64 of [128, 64]               20.7       20.8                17.4       19.9
  // 3, 32 -> 32 of [256, 32]                6.4        6.7
  // 3, 16 -> 32 of [256, 16]                3.3        3.8
  // 3, 8 -> 16 of [128, 8]                  0.6        0.9
  /** Channels of sequences from which elements of the window are products of their own. */
  private static final int MIN_CHANNELS = 16;

  private final WindowShape shape;
  private final boolean isFloat;
  private final int size; // bytes of an element
  private final int rowsAtOnce;
  private final boolean isByElements;
  private final @Nullable Patches patches; // null where patches are not copied

  PatchConvolution(WindowShape shape, boolean isFloat) {
    this.shape = shape;
    this.isFloat = isFloat;
    size = isFloat ? 4 : 8;
    boolean isPlain =
        shape.isSequence() && shape.horizontal().isPlain() && plainStride() >= shape.patch();
    isByElements = isFloat && !isPlain && suitsElements(shape);
    patches = isPlain || isByElements ? null : new Patches(shape, isFloat);
    long rowBytes = (long) size * shape.outWidth() * shape.patch();
    rowsAtOnce = (int) Math.max(1, Math.min(shape.outHeight(), MAX_BYTES / rowBytes));
  }

  /** Whether images of these sizes can be convolved so. */
  static boolean suits(WindowShape shape) {
    return Patches.suits(shape) && 8L * shape.outWidth() * shape.patch() <= MAX_ROW_BYTES;
  }

  /** Whether elements of the window are faster than patches, and than oneDNN, in FLOAT. */
  static boolean suitsElements(WindowShape shape) {
    return shape.isSequence() && shape.in() >= MIN_CHANNELS && Products.hasWideKernels();
  }

  @Override
  public void forward(long x, long weight, boolean add, long output) {
    if (isByElements) {
      forwardSequence(x, weight, add, output);
      return;
    }
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

  private void forwardSequence(long x, long weight, boolean add, long output) {
    int in = shape.in();
    int out = shape.out();
    if (!add) {
      NativeMemory.zero(output, size * shape.outputSize());
    }
    elements(
        (filter, position, row, count, stride) -> {
          Product product = new Product(false, false, count, out, in, stride, out, out);
          multiply(product, x + row, weight + filter, true, output + position);
        }); // [count, in] x [in, out]
  }

  private void backwardSequence(long weight, long delta, long xDelta) {
    int in = shape.in();
    int out = shape.out();
    elements(
        (filter, position, row, count, stride) -> {
          Product product = new Product(false, true, count, in, out, out, out, stride);
          multiply(product, delta + position, weight + filter, true, xDelta + row);
        }); // [count, out] x [in, out]^T
  }

  private void addGradientOfSequence(long x, long delta, boolean add, long gradient) {
    int in = shape.in();
    int out = shape.out();
    if (!add) {
      NativeMemory.zero(gradient, (long) size * shape.patch() * out);
    }
    elements(
        (filter, position, row, count, stride) -> {
          Product product = new Product(true, false, in, out, count, stride, out, out);
          multiply(product, x + row, delta + position, true, gradient + filter);
        }); // [count, in]^T x [count, out]
  }

  /** One element of the window at the output positions where it sees the sequence. */
  @FunctionalInterface
  private interface Element {
    /**
     * Computes something, from offsets in bytes.
     *
     * @param filter offset of the element in the filters
     * @param position offset of the first such output position
     * @param row offset of what it sees there
     * @param count number of such positions
     * @param stride distance of what it sees at two of them, in elements
     */
    void at(long filter, long position, long row, int count, int stride);
  }

  private void elements(Element element) {
    WindowShape.Axis axis = shape.horizontal();
    int stride = Math.min(axis.stride(), shape.width()) * shape.in();
    for (int k = 0; k < axis.kernel(); k++) {
      int first = axis.first(k);
      int count = axis.end(k, shape.width(), shape.outWidth()) - first;
      if (count > 0) {
        element.at(
            (long) size * k * shape.in() * shape.out(),
            (long) size * first * shape.out(),
            (long) size * axis.position(first, k) * shape.in(),
            count,
            stride);
      }
    }
  }

  @Override
  public void addGradient(long x, long delta, boolean add, long gradient) {
    if (isByElements) {
      addGradientOfSequence(x, delta, add, gradient);
      return;
    }
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
