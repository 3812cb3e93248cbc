package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * One thread's pooling of single images, one output row at a time. For means and for deltas, what
 * each element of the window sees along the row is gathered on the heap, so that the loops run over
 * whole rows.
 */
final class PoolRows {
  private static final ThreadLocal<PoolRows> OF_THREAD = ThreadLocal.withInitial(PoolRows::new);

  @SuppressWarnings("NullAway.Init") // by fit
  private WindowShape shape;

  private int length; // of an output row
  private final RowView view = new RowView();
  private final PoolMaxima maxima = new PoolMaxima();
  private final PoolDeltas maximaDeltas = new PoolDeltas();
  private float[] result = new float[0];
  private float[] image = new float[0];
  private float[] row = new float[0];
  private float[] sum = new float[0];

  private PoolRows() {}

  /** The calling thread's, for images of these sizes. */
  static PoolRows ofThread(WindowShape shape) {
    return OF_THREAD.get().fit(shape);
  }

  private PoolRows fit(WindowShape shape) {
    this.shape = shape;
    length = shape.outWidth() * shape.out();
    if (row.length < length) {
      sum = new float[length];
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
    maximaDeltas.read(shape, from);
    for (int r = 0; r < shape.outHeight(); r++) {
      maximaDeltas.find(shape, view, r, deltas + 4L * r * length);
      for (int k = 0; k < shape.elements(); k++) {
        view.look(shape, shape.in(), r, k);
        maximaDeltas.take(view, k, row);
        scatter();
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

  void meanForward(long from, long to) {
    readImage(from);
    for (int r = 0; r < shape.outHeight(); r++) {
      Arrays.fill(sum, 0, length, 0);
      for (int k = 0; k < shape.elements(); k++) {
        view.look(shape, shape.in(), r, k);
        view.gather(image, row);
        for (int i = view.begin; i < view.end; i++) {
          sum[i] += row[i];
        }
      }
      for (int i = 0; i < length; i++) {
        sum[i] /= shape.elements();
      }
      NativeMemory.write(sum, 0, to + 4L * r * length, length);
    }
  }

  void meanBackward(long deltas, long to) {
    clearResult();
    for (int r = 0; r < shape.outHeight(); r++) {
      NativeMemory.read(deltas + 4L * r * length, row, 0, length);
      for (int i = 0; i < length; i++) {
        row[i] /= shape.elements();
      }
      for (int k = 0; k < shape.elements(); k++) {
        view.look(shape, shape.in(), r, k);
        scatter();
      }
    }
    NativeMemory.write(result, 0, to, (int) shape.inputSize());
  }

  /** Adds {@code row} to what the view shows. */
  private void scatter() {
    if (shape.vertical().isDisjoint() && shape.horizontal().isDisjoint()) {
      view.put(row, result);
    } else {
      view.add(row, result);
    }
  }
}
