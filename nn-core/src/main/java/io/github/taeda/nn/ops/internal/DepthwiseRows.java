package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * One thread's depthwise convolution of single images, one output row at a time. Filters are
 * repeated for each position of a row, and what each element of the window sees is gathered, so
 * that the loops run over whole rows by one index: the compiler vectorizes only those. An image of
 * fewer channels than the output has each of them repeated.
 */
final class DepthwiseRows {
  private static final ThreadLocal<DepthwiseRows> OF_THREAD =
      ThreadLocal.withInitial(DepthwiseRows::new);

  @SuppressWarnings("NullAway.Init") // by fit
  private WindowShape shape;

  private int elements; // of the window
  private int out;
  private int times; // outputs of one input channel
  private int length; // of an output row
  private int pixels;
  private final RowView view = new RowView();
  private float[] image = new float[0]; // [height, width, out]
  private float[] loaded = new float[0]; // [height, width, in]
  private float[][] tiles = new float[0][]; // [elements, length]
  private float[] row = new float[0];
  private float[] seen = new float[0];

  private DepthwiseRows() {}

  /** The calling thread's, for images of these sizes. */
  static DepthwiseRows ofThread(WindowShape shape) {
    return OF_THREAD.get().fit(shape);
  }

  private DepthwiseRows fit(WindowShape shape) {
    this.shape = shape;
    elements = shape.elements();
    out = shape.out();
    times = out / shape.in();
    length = shape.outWidth() * out;
    pixels = shape.height() * shape.width();
    if (image.length < pixels * out) {
      image = new float[pixels * out];
    }
    if (times > 1 && loaded.length < pixels * shape.in()) {
      loaded = new float[pixels * shape.in()];
    }
    if (row.length < length || tiles.length < elements) {
      int room = Math.max(row.length, length);
      row = new float[room];
      seen = new float[room];
      tiles = new float[Math.max(tiles.length, elements)][room];
    }
    return this;
  }

  /** Takes filters {@code [elements, out]}. */
  void useFilters(long weight) {
    for (int k = 0; k < elements; k++) {
      float[] tile = tiles[k];
      NativeMemory.read(weight + 4L * k * out, tile, 0, out);
      for (int p = 1; p < shape.outWidth(); p++) {
        System.arraycopy(tile, 0, tile, p * out, out);
      }
    }
  }

  void forward(long from, long to) {
    load(from);
    for (int r = 0; r < shape.outHeight(); r++) {
      Arrays.fill(row, 0, length, 0);
      for (int k = 0; k < elements; k++) {
        view.look(shape, out, r, k);
        view.gather(image, seen);
        addProducts(seen, tiles[k], row);
      }
      NativeMemory.write(row, 0, to + 4L * r * length, length);
    }
  }

  void backward(long deltas, long to) {
    Arrays.fill(image, 0, pixels * out, 0);
    for (int r = 0; r < shape.outHeight(); r++) {
      NativeMemory.read(deltas + 4L * r * length, row, 0, length);
      for (int k = 0; k < elements; k++) {
        view.look(shape, out, r, k);
        view.gather(image, seen);
        addProducts(row, tiles[k], seen);
        view.put(seen, image);
      }
    }
    store(to);
  }

  /** Begins sums of gradients, in place of the filters. */
  void clearSums() {
    for (int k = 0; k < elements; k++) {
      Arrays.fill(tiles[k], 0, length, 0);
    }
  }

  /** Adds an image's gradients to the sums. */
  void addGradients(long from, long deltas) {
    load(from);
    for (int r = 0; r < shape.outHeight(); r++) {
      NativeMemory.read(deltas + 4L * r * length, row, 0, length);
      for (int k = 0; k < elements; k++) {
        view.look(shape, out, r, k);
        view.gather(image, seen);
        addProducts(seen, row, tiles[k]);
      }
    }
  }

  /** The sums {@code [elements, out]}. */
  float[] sums() {
    float[] sums = new float[elements * out];
    for (int k = 0; k < elements; k++) {
      for (int p = 0; p < shape.outWidth(); p++) {
        for (int c = 0; c < out; c++) {
          sums[k * out + c] += tiles[k][p * out + c];
        }
      }
    }
    return sums;
  }

  /** {@code to += a · b} where the window's element sees the image. */
  private void addProducts(float[] a, float[] b, float[] to) {
    for (int i = view.begin; i < view.end; i++) {
      to[i] += a[i] * b[i];
    }
  }

  private void load(long from) {
    if (times == 1) {
      NativeMemory.read(from, image, 0, pixels * out);
      return;
    }
    NativeMemory.read(from, loaded, 0, pixels * shape.in());
    for (int i = 0; i < pixels * shape.in(); i++) {
      Arrays.fill(image, i * times, (i + 1) * times, loaded[i]);
    }
  }

  private void store(long to) {
    if (times == 1) {
      NativeMemory.write(image, 0, to, pixels * out);
      return;
    }
    for (int i = 0; i < pixels * shape.in(); i++) {
      float sum = 0;
      for (int j = 0; j < times; j++) {
        sum += image[i * times + j];
      }
      loaded[i] = sum;
    }
    NativeMemory.write(loaded, 0, to, pixels * shape.in());
  }
}
