package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * One thread's pooling of single images, one output row at a time. For means and for deltas, what
 * each element of the window sees along the row is gathered on the heap, so that the loops run over
 * whole rows.
 */
final class PoolRows {
  private static final int MAGNITUDE = Integer.MAX_VALUE; // all bits but the sign
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final ThreadLocal<PoolRows> OF_THREAD = ThreadLocal.withInitial(PoolRows::new);

  @SuppressWarnings("NullAway.Init") // by fit
  private WindowShape shape;

  private int elements; // of the window
  private int length; // of an output row
  private final RowView view = new RowView();
  private final PoolMaxima maxima = new PoolMaxima();
  private float[] result = new float[0];
  private float[] image = new float[0];
  private float[] row = new float[0];
  private float[] sum = new float[0];
  private int[] maxBits = new int[0];
  private int[] deltaBits = new int[0];
  private int[] bits = new int[0];
  private int[] open = new int[0]; // −1 until a maximum was found, then 0

  private PoolRows() {}

  /** The calling thread's, for images of these sizes. */
  static PoolRows ofThread(WindowShape shape) {
    return OF_THREAD.get().fit(shape);
  }

  private PoolRows fit(WindowShape shape) {
    this.shape = shape;
    elements = shape.vertical().kernel() * shape.horizontal().kernel();
    length = shape.outWidth() * shape.out();
    if (row.length < length) {
      sum = new float[length];
      maxBits = new int[length];
      deltaBits = new int[length];
      bits = new int[length];
      open = new int[length];
      row = new float[length]; // last, should there be no memory
    }
    return this;
  }

  void maxForward(long from, long to) {
    for (int r = 0; r < shape.outHeight(); r++) {
      NativeMemory.write(maxima.find(shape, from, r), 0, to + 4L * r * length, length);
    }
  }

  void maxBackward(long from, long deltas, long to) {
    clearResult();
    readImage(from);
    for (int r = 0; r < shape.outHeight(); r++) {
      normalize(maxima.find(shape, from, r), maxBits, 0, length);
      NativeMemory.read(deltas + 4L * r * length, row, 0, length);
      NativeMemory.copy(row, deltaBits, length);
      Arrays.fill(open, 0, length, -1);
      for (int k = 0; k < elements; k++) {
        gather(r, k);
        normalize(row, bits, view.begin, view.end);
        takeFirst();
        NativeMemory.copy(bits, row, view.end);
        scatter(r, k);
      }
    }
    NativeMemory.write(result, 0, to, (int) shape.inputSize());
  }

  private void readImage(long from) {
    if (image.length < shape.inputSize()) {
      image = new float[(int) shape.inputSize()];
    }
    NativeMemory.read(from, image, 0, (int) shape.inputSize());
  }

  private void clearResult() {
    if (result.length < shape.inputSize()) {
      result = new float[(int) shape.inputSize()];
    }
    Arrays.fill(result, 0, (int) shape.inputSize(), 0);
  }

  /** The bits of x, equal where the values are: 0 for −0, and one pattern for every NaN. */
  private static void normalize(float[] x, int[] bits, int begin, int end) {
    for (int i = begin; i < end; i++) {
      x[i] += 0f;
    }
    NativeMemory.copy(x, bits, end);
    for (int i = begin; i < end; i++) {
      int nan = (INFINITY - (bits[i] & MAGNITUDE)) >> 31; // all bits, or none
      bits[i] = (bits[i] | nan) & (MAGNITUDE | ~nan);
    }
  }

  /** The deltas where these bits are the maximum's and none before were, in place of the bits. */
  private void takeFirst() {
    for (int i = view.begin; i < view.end; i++) {
      int difference = bits[i] ^ maxBits[i];
      int taken = ~((difference | -difference) >> 31) & open[i];
      open[i] &= ~taken;
      bits[i] = deltaBits[i] & taken;
    }
  }

  void meanForward(long from, long to) {
    readImage(from);
    for (int r = 0; r < shape.outHeight(); r++) {
      Arrays.fill(sum, 0, length, 0);
      for (int k = 0; k < elements; k++) {
        gather(r, k);
        for (int i = view.begin; i < view.end; i++) {
          sum[i] += row[i];
        }
      }
      for (int i = 0; i < length; i++) {
        sum[i] /= elements;
      }
      NativeMemory.write(sum, 0, to + 4L * r * length, length);
    }
  }

  void meanBackward(long deltas, long to) {
    clearResult();
    for (int r = 0; r < shape.outHeight(); r++) {
      NativeMemory.read(deltas + 4L * r * length, row, 0, length);
      for (int i = 0; i < length; i++) {
        row[i] /= elements;
      }
      for (int k = 0; k < elements; k++) {
        scatter(r, k);
      }
    }
    NativeMemory.write(result, 0, to, (int) shape.inputSize());
  }

  /** What element k of the window sees along output row r, to {@code row}. */
  private void gather(int r, int k) {
    int channels = shape.in();
    int step = shape.horizontal().stride() * channels;
    view.look(shape, channels, r, k);
    int from = view.start;
    if (step == channels) {
      System.arraycopy(image, from, row, view.begin, view.end - view.begin);
      return;
    }
    for (int to = view.begin; to < view.end; to += channels) {
      System.arraycopy(image, from, row, to, channels);
      from += step;
    }
  }

  /** Adds {@code row} to what element k of the window sees along output row r. */
  private void scatter(int r, int k) {
    int channels = shape.in();
    int step = shape.horizontal().stride() * channels;
    view.look(shape, channels, r, k);
    int to = view.start;
    if (step == channels) {
      add(view.begin, to, view.end - view.begin);
      return;
    }
    boolean isAlone = isDisjoint();
    for (int from = view.begin; from < view.end; from += channels) {
      if (isAlone) {
        System.arraycopy(row, from, result, to, channels);
      } else {
        add(from, to, channels);
      }
      to += step;
    }
  }

  private boolean isDisjoint() {
    return shape.vertical().isDisjoint() && shape.horizontal().isDisjoint();
  }

  private void add(int from, int to, int length) {
    for (int i = 0; i < length; i++) {
      result[to + i] += row[from + i];
    }
  }
}
