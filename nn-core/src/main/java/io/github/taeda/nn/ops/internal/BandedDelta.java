package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * The delta of FLOAT images by products of whole rows: what row k of the filters makes of a row of
 * the output's delta is a product with a matrix {@code [outWidth·out, width·in]}. It holds that row
 * of the filters once for each output position, in a band, and zeros elsewhere.
 *
 * <p>That is about {@code width / kernelWidth} times as many multiplications as necessary, but no
 * patches are added to the image run by run. The deltas must be finite: an infinite one times a
 * zero beside the band would be NaN.
 */
final class BandedDelta {
  /** Bytes of the matrices at most, so that they stay in a cache. */
  private static final long MAX_BYTES = 1 << 19;

  // Both halves of backward in µs, the delta by patches and in bands, and by oneDNN, two cores of a
  // Zen 5:
  //
  //                                    gradient   patches   bands   oneDNN
  // 5x5, 8 -> 16 of [64, 12, 12, 8]         141       299     183      400
  // 5x5, 4 -> 8 of [64, 20, 20, 4]          300       596     279      862
  // 5x5, 3 -> 8 of [64, 28, 28, 3]          556      1143     620     1440
  // 5x5, 12 -> 16 of [64, 12, 12, 12]       200       410     274      540
  // 5x5, 16 -> 16 of [64, 12, 12, 16]       255       526     364      370
  // 3x3, 8 -> 16 of [64, 14, 14, 8]         130       272     252      340
  // 3x3, 12 -> 24 of [64, 10, 10, 12]       110       200     255      380
  /** Multiplications by zero, per element of the patches, that take as long as adding it. */
  private static final long MAX_ZEROS = 48;

  /** Images that are worth the making of the matrices, some 15 µs. */
  private static final int MIN_BATCH = 8;

  /** With so many channels or fewer, both halves are faster than oneDNN's, whose blocks are 16. */
  private static final int MAX_CHANNELS = 12;

  /** They are so for filters with so many columns or more. */
  private static final int MIN_KERNEL = 5;

  private final WindowShape shape;
  private final int row; // elements of a row of the image
  private final int outRow;

  BandedDelta(WindowShape shape) {
    this.shape = shape;
    row = shape.width() * shape.in();
    outRow = shape.outWidth() * shape.out();
  }

  /** Whether this is faster than patches for images of these sizes. */
  static boolean suits(WindowShape shape) {
    int kernel = shape.horizontal().kernel();
    long matrix = 4L * shape.width() * shape.in() * shape.outWidth() * shape.out();
    return Products.hasWideKernels()
        && !shape.isSequence()
        && shape.batch() >= MIN_BATCH
        && shape.horizontal().dilation() == 1
        && matrix <= MAX_BYTES / shape.vertical().kernel()
        && (long) shape.out() * (shape.width() - kernel) <= MAX_ZEROS * kernel;
  }

  /** Whether gradient and delta, one after the other, are faster than oneDNN's. */
  static boolean isFastest(WindowShape shape) {
    return shape.in() <= MAX_CHANNELS && shape.horizontal().kernel() >= MIN_KERNEL && suits(shape);
  }

  /** The matrices for filters {@code [patch, out]}, in the calling thread's workspace. */
  long matrices(long weight) {
    int length = shape.vertical().kernel() * outRow * row;
    float[] filters = turned(weight);
    float[] bands = Workspace.ofThread().columns(length);
    Arrays.fill(bands, 0, length, 0);
    for (int column = 0; column < shape.outWidth(); column++) {
      putColumn(filters, column, bands);
    }
    long matrices = Workspace.ofThread().filters(4L * length);
    NativeMemory.write(bands, 0, matrices, length);
    return matrices;
  }

  /** The filters of one output position, without what lies outside the image. */
  private void putColumn(float[] filters, int column, float[] bands) {
    int run = shape.horizontal().kernel() * shape.in();
    int left = shape.horizontal().position(column, 0) * shape.in();
    int first = Math.max(0, -left);
    int count = Math.min(run, row - left) - first;
    for (int i = 0; i < shape.vertical().kernel() * shape.out() && count > 0; i++) {
      int matrix = i / shape.out() * outRow;
      int target = (matrix + column * shape.out() + i % shape.out()) * row + left + first;
      System.arraycopy(filters, i * run + first, bands, target, count);
    }
  }

  /** The filters as {@code [kernelHeight, out, kernelWidth·in]}. */
  private float[] turned(long weight) {
    int out = shape.out();
    int run = shape.horizontal().kernel() * shape.in();
    float[] turned = Workspace.ofThread().image(shape.patch() * out);
    for (int i = 0; i < shape.patch() * out; i++) {
      int k = i / (run * out);
      turned[i] = NativeMemory.getFloat(weight + 4L * ((k * run + i % run) * out + i / run % out));
    }
    return turned;
  }

  /** {@code xDelta += } the delta of an image. */
  void add(long matrices, long delta, long xDelta) {
    WindowShape.Axis axis = shape.vertical();
    for (int k = 0; k < axis.kernel(); k++) {
      int first = axis.first(k);
      int count = axis.end(k, shape.height(), shape.outHeight()) - first;
      if (count > 0) {
        int stride = Math.min(axis.stride(), shape.height()) * row;
        Product product = new Product(false, false, count, row, outRow, outRow, row, stride);
        Products.alone(
            product,
            true,
            delta + 4L * first * outRow,
            matrices + 4L * k * outRow * row,
            true,
            xDelta + 4L * axis.position(first, k) * row); // [count, outRow] x [outRow, row]
      }
    }
  }
}
