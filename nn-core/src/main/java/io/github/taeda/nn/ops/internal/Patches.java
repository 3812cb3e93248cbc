package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * What a window sees at the output positions of an image, as a matrix {@code [positions, patch]}:
 * copied from an image, or added to one. A patch is made of runs, elements that are neighbours in
 * the image too; what lies outside the image is zero.
 */
final class Patches {
  private final WindowShape shape;
  private final boolean isFloat;
  private final int[] targets; // where runs begin in the matrix
  private final int[] sources; // where runs begin in the image
  private final int[] lengths;
  private final int[] rowStarts; // the first run of each output row, and the end
  private int runs;

  Patches(WindowShape shape, boolean isFloat) {
    this.shape = shape;
    this.isFloat = isFloat;
    int taps = shape.horizontal().dilation() == 1 ? 1 : shape.horizontal().kernel();
    int most = shape.positions() * shape.vertical().kernel() * taps;
    targets = new int[most];
    sources = new int[most];
    lengths = new int[most];
    rowStarts = new int[shape.outHeight() + 1];
    for (int row = 0; row < shape.outHeight(); row++) {
      rowStarts[row] = runs;
      for (int column = 0; column < shape.outWidth(); column++) {
        addRuns(row, column);
      }
    }
    rowStarts[shape.outHeight()] = runs;
  }

  /** Whether an image's elements can be counted in int. */
  static boolean suits(WindowShape shape) {
    return shape.inputSize() <= Integer.MAX_VALUE
        && (long) shape.positions() * shape.patch() <= Integer.MAX_VALUE;
  }

  /** Copies the patches of some output rows to a matrix. */
  void copy(long image, int firstRow, int endRow, long matrix) {
    int base = firstRow * shape.outWidth() * shape.patch();
    int length = (endRow - firstRow) * shape.outWidth() * shape.patch();
    if (!isFloat) {
      copyDoubles(image, firstRow, endRow, matrix - 8L * base, matrix, length);
      return;
    }
    Workspace workspace = Workspace.ofThread();
    float[] columns = workspace.columns(length);
    int start = inputStart(firstRow);
    int count = inputEnd(endRow) - start;
    float[] heap = workspace.image(Math.max(count, 0));
    if (count > 0) {
      NativeMemory.read(image + 4L * start, heap, 0, count);
    }
    if (isPadded()) {
      Arrays.fill(columns, 0, length, 0);
    }
    for (int i = rowStarts[firstRow]; i < rowStarts[endRow]; i++) {
      System.arraycopy(heap, sources[i] - start, columns, targets[i] - base, lengths[i]);
    }
    NativeMemory.write(columns, 0, matrix, length);
  }

  /** Adds the patches of some output rows to an image. */
  void add(long matrix, int firstRow, int endRow, long image) {
    int base = firstRow * shape.outWidth() * shape.patch();
    int length = (endRow - firstRow) * shape.outWidth() * shape.patch();
    if (!isFloat) {
      for (int i = rowStarts[firstRow]; i < rowStarts[endRow]; i++) {
        Blas.addScaled(lengths[i], 1.0, matrix + 8L * (targets[i] - base), image + 8L * sources[i]);
      }
      return;
    }
    int start = inputStart(firstRow);
    int count = inputEnd(endRow) - start;
    if (count <= 0) {
      return;
    }
    Workspace workspace = Workspace.ofThread();
    float[] columns = workspace.columns(length);
    float[] heap = workspace.image(count);
    NativeMemory.read(matrix, columns, 0, length);
    NativeMemory.read(image + 4L * start, heap, 0, count);
    for (int i = rowStarts[firstRow]; i < rowStarts[endRow]; i++) {
      add(columns, targets[i] - base, heap, sources[i] - start, lengths[i]);
    }
    NativeMemory.write(heap, 0, image + 4L * start, count);
  }

  private static void add(float[] from, int start, float[] to, int target, int length) {
    for (int j = 0; j < length; j++) {
      to[target + j] += from[start + j];
    }
  }

  private void copyDoubles(
      long image, int firstRow, int endRow, long origin, long matrix, int length) {
    if (isPadded()) {
      NativeMemory.zero(matrix, 8L * length);
    }
    for (int i = rowStarts[firstRow]; i < rowStarts[endRow]; i++) {
      NativeMemory.copy(image + 8L * sources[i], origin + 8L * targets[i], 8L * lengths[i]);
    }
  }

  private boolean isPadded() {
    return shape.vertical().padding() + shape.horizontal().padding() > 0;
  }

  /** The runs of the patch at one output position. */
  private void addRuns(int row, int column) {
    WindowShape.Axis horizontal = shape.horizontal();
    int position = row * shape.outWidth() + column;
    for (int k = 0; k < shape.vertical().kernel(); k++) {
      int inputRow = shape.vertical().position(row, k);
      if (inputRow < 0 || inputRow >= shape.height()) {
        continue;
      }
      int target = (position * shape.vertical().kernel() + k) * horizontal.kernel();
      if (horizontal.dilation() == 1) {
        int left = horizontal.position(column, 0);
        int first = Math.max(0, -left);
        int end = Math.min(horizontal.kernel(), shape.width() - left);
        addRun(target + first, inputRow, left + first, end - first);
      } else {
        for (int l = 0; l < horizontal.kernel(); l++) {
          int inputColumn = horizontal.position(column, l);
          if (inputColumn >= 0 && inputColumn < shape.width()) {
            addRun(target + l, inputRow, inputColumn, 1);
          }
        }
      }
    }
  }

  private void addRun(int target, int inputRow, int inputColumn, int pixels) {
    if (pixels > 0) {
      targets[runs] = target * shape.in();
      sources[runs] = (inputRow * shape.width() + inputColumn) * shape.in();
      lengths[runs] = pixels * shape.in();
      runs++;
    }
  }

  /** The first input element that an output row sees. */
  private int inputStart(int row) {
    int first = Math.max(0, shape.vertical().position(row, 0));
    return Math.min(first, shape.height()) * shape.width() * shape.in();
  }

  /** The end of the input elements that the output rows before one see. */
  private int inputEnd(int endRow) {
    int last = shape.vertical().position(endRow - 1, shape.vertical().kernel() - 1);
    return Math.min(shape.height(), last + 1) * shape.width() * shape.in();
  }
}
