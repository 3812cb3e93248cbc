package io.github.taeda.nn.ops.internal;

/**
 * The convolution of images of one channel with stride 1, as products with the matrix {@code
 * [patch, positions]} of what the window sees. What a column of the window sees of all rows is
 * copied first, {@code [columns, height, outWidth]}; what an element of the column sees is then
 * contiguous in it.
 */
final class ChannelConvolution implements ImageConvolution {
  /** Bytes of the largest matrix of patches, so that it stays in a cache. */
  private static final long MAX_BYTES = 1 << 19;

  private final WindowShape shape;
  private final boolean isFloat;
  private final int size; // bytes of an element

  ChannelConvolution(WindowShape shape, boolean isFloat) {
    this.shape = shape;
    this.isFloat = isFloat;
    size = isFloat ? 4 : 8;
  }

  /** Whether images of these sizes are convolved so. */
  static boolean suits(WindowShape shape) {
    return shape.in() == 1
        && shape.horizontal().stride() == 1
        && shape.vertical().stride() == 1
        && 8L * shape.patch() * shape.positions() <= MAX_BYTES
        && 8L * shape.horizontal().kernel() * shape.height() * shape.outWidth() <= MAX_BYTES;
  }

  @Override
  public void forward(long x, long weight, boolean add, long output) {
    int positions = shape.positions();
    Product product =
        new Product(
            true,
            false,
            positions,
            shape.out(),
            shape.patch(),
            positions,
            shape.out(),
            shape.out());
    Products.alone(product, isFloat, copied(x), weight, add, output); // [patch, positions]^T x …
  }

  @Override
  public void backward(long weight, long delta, long xDelta) {
    int out = shape.out();
    int positions = shape.positions();
    Product product = new Product(false, true, shape.patch(), positions, out, out, out, positions);
    long patches = memory();
    Products.alone(product, isFloat, weight, delta, false, patches); // … x [positions, out]^T
    long shifted = shifted(patches);
    if (shifted != patches) {
      NativeMemory.zero(shifted, shiftedBytes());
      blocks((from, to, count) -> add(patches + to, shifted + from, count));
    }
    rows((from, to, count) -> add(shifted + to, xDelta + from, count));
  }

  @Override
  public void addGradient(long x, long delta, boolean add, long gradient) {
    int out = shape.out();
    int positions = shape.positions();
    Product product = new Product(false, false, shape.patch(), out, positions, positions, out, out);
    Products.alone(product, isFloat, copied(x), delta, add, gradient);
  }

  /** The patches of an image, in the thread's workspace. */
  private long copied(long x) {
    long patches = memory();
    long shifted = shifted(patches);
    if (shape.horizontal().padding() > 0) {
      NativeMemory.zero(shifted, shiftedBytes());
    }
    rows((from, to, count) -> copy(x + from, shifted + to, count));
    if (shifted != patches) {
      if (shape.vertical().padding() > 0) {
        NativeMemory.zero(patches, patchesBytes());
      }
      blocks((from, to, count) -> copy(shifted + from, patches + to, count));
    }
    return patches;
  }

  private long memory() {
    return Workspace.ofThread().patches(patchesBytes() + shiftedBytes());
  }

  /** Where the copied rows are: in the patches themselves if those are the same. */
  private long shifted(long patches) {
    return shape.isSequence() ? patches : patches + patchesBytes();
  }

  private long patchesBytes() {
    return (long) size * shape.patch() * shape.positions();
  }

  private long shiftedBytes() {
    return (long) size * shape.horizontal().kernel() * shape.height() * shape.outWidth();
  }

  private void copy(long from, long to, int count) {
    NativeMemory.copy(from, to, (long) size * count);
  }

  private void add(long from, long to, int count) {
    if (isFloat) {
      Blas.addScaled(count, 1f, from, to);
    } else {
      Blas.addScaled(count, 1.0, from, to);
    }
  }

  /** Contiguous elements of two arrays, at offsets in bytes. */
  @FunctionalInterface
  private interface Run {
    void at(long from, long to, int count);
  }

  /** What each column of the window sees of each row: from the image, to the shifted rows. */
  private void rows(Run run) {
    WindowShape.Axis axis = shape.horizontal();
    for (int k = 0; k < axis.kernel(); k++) {
      int first = axis.first(k);
      int count = axis.end(k, shape.width(), shape.outWidth()) - first;
      for (int row = 0; row < shape.height() && count > 0; row++) {
        long from = (long) row * shape.width() + axis.position(first, k);
        long to = ((long) k * shape.height() + row) * shape.outWidth() + first;
        run.at(size * from, size * to, count);
      }
    }
  }

  /** What each element of the window sees: from the shifted rows, to the matrix. */
  private void blocks(Run run) {
    WindowShape.Axis axis = shape.vertical();
    int columns = shape.horizontal().kernel();
    for (int k = 0; k < shape.patch(); k++) {
      int row = k / columns;
      int first = axis.first(row);
      int count = (axis.end(row, shape.height(), shape.outHeight()) - first) * shape.outWidth();
      if (count > 0) {
        int position = axis.position(first, row);
        long from = ((long) k % columns * shape.height() + position) * shape.outWidth();
        long to = ((long) k * shape.outHeight() + first) * shape.outWidth();
        run.at(size * from, size * to, count);
      }
    }
  }
}
