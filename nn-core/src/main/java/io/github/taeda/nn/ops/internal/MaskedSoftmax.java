package io.github.taeda.nn.ops.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Softmax of the rows of one head's scores {@code [length, length]}, in place: over the positions
 * that a row attends to. A row that attends to none becomes 0.
 *
 * @param causal whether row i attends to no position after i
 * @param padding positions of all sequences that no row attends to; null if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MaskedSoftmax(AttentionShape shape, boolean causal, boolean @Nullable [] padding) {

  /** Scales the scores of a sequence at an address, and takes their softmax. */
  void run(int sequence, boolean isFloat, long address) {
    int length = shape.length();
    int height = Blocks.LENGTH / length; // rows at once
    for (int row = 0; row < length; row += height) {
      int rows = Math.min(height, length - row);
      long start = address + (isFloat ? 4L : 8L) * row * length;
      if (isFloat) {
        floats(sequence, row, rows, start);
      } else {
        doubles(sequence, row, rows, start);
      }
    }
  }

  private void floats(int sequence, int first, int rows, long address) {
    int length = shape.length();
    int n = rows * length;
    Blocks blocks = Blocks.ofThread();
    float[] x = blocks.x;
    float scale = (float) shape.scale();
    NativeMemory.read(address, x, 0, n);
    for (int j = 0; j < n; j++) {
      x[j] *= scale;
    }
    for (int i = 0; i < rows; i++) {
      maskAfter(x, i * length, first + i);
      maskPadding(x, i * length, sequence);
    }
    SoftmaxRows.exponentials(blocks, length, n);
    int real = firstReal(sequence);
    for (int i = 0; i < rows; i++) {
      normalize(blocks, i * length, isEmpty(first + i, real));
    }
    NativeMemory.write(blocks.z, 0, address, n);
  }

  private void normalize(Blocks blocks, int row, boolean isEmpty) {
    int end = row + shape.length();
    if (isEmpty) {
      Arrays.fill(blocks.z, row, end, 0);
      return;
    }
    float factor = (float) (1 / Sums.block(blocks.y, row, shape.length()));
    for (int j = row; j < end; j++) {
      blocks.z[j] = blocks.y[j] * factor;
    }
  }

  private void maskAfter(float[] x, int start, int row) {
    if (causal) {
      Arrays.fill(x, start + row + 1, start + shape.length(), Float.NEGATIVE_INFINITY);
    }
  }

  private void maskPadding(float[] x, int start, int sequence) {
    for (int j = 0; padding != null && j < shape.length(); j++) {
      if (isPadding(sequence, j)) {
        x[start + j] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  private void doubles(int sequence, int first, int rows, long address) {
    int length = shape.length();
    double[] x = Blocks.ofThread().doubleX;
    NativeMemory.read(address, x, 0, rows * length);
    int real = firstReal(sequence);
    for (int i = 0; i < rows; i++) {
      int row = i * length;
      if (isEmpty(first + i, real)) {
        Arrays.fill(x, row, row + length, 0);
      } else {
        softmax(sequence, first + i, x, row);
      }
    }
    NativeMemory.write(x, 0, address, rows * length);
  }

  private void softmax(int sequence, int row, double[] x, int start) {
    int length = shape.length();
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < length; j++) {
      boolean isMasked = (causal && j > row) || isPadding(sequence, j);
      x[start + j] = isMasked ? Double.NEGATIVE_INFINITY : x[start + j] * shape.scale();
      max = Math.max(max, x[start + j]);
    }
    double sum = 0;
    for (int j = start; j < start + length; j++) {
      x[j] = Math.exp(x[j] - max);
      sum += x[j];
    }
    for (int j = start; j < start + length; j++) {
      x[j] /= sum;
    }
  }

  /** Whether a row attends to no position, the first real one of its sequence being given. */
  private boolean isEmpty(int row, int real) {
    return real > (causal ? row : shape.length() - 1);
  }

  private int firstReal(int sequence) {
    int real = 0;
    while (real < shape.length() && isPadding(sequence, real)) {
      real++;
    }
    return real;
  }

  private boolean isPadding(int sequence, int position) {
    return padding != null && padding[sequence * shape.length() + position];
  }

  /**
   * {@code delta = p ⊙ (delta − Σ_row p ⊙ delta) · scale}, in place.
   *
   * @param p what softmax gave
   */
  static void delta(AttentionShape shape, boolean isFloat, long p, long delta) {
    int length = shape.length();
    int height = Blocks.LENGTH / length;
    for (int row = 0; row < length; row += height) {
      int rows = Math.min(height, length - row);
      long start = (isFloat ? 4L : 8L) * row * length;
      if (isFloat) {
        floatDelta(shape, rows, p + start, delta + start);
      } else {
        doubleDelta(shape, rows, p + start, delta + start);
      }
    }
  }

  private static void floatDelta(AttentionShape shape, int rows, long p, long delta) {
    int length = shape.length();
    int n = rows * length;
    Blocks blocks = Blocks.ofThread();
    float[] x = blocks.x;
    float[] y = blocks.y;
    float[] z = blocks.z;
    float scale = (float) shape.scale();
    NativeMemory.read(p, x, 0, n);
    NativeMemory.read(delta, y, 0, n);
    for (int j = 0; j < n; j++) {
      z[j] = x[j] * y[j];
    }
    for (int row = 0; row < n; row += length) {
      float sum = (float) Sums.block(z, row, length);
      for (int j = row; j < row + length; j++) {
        z[j] = x[j] * (y[j] - sum) * scale;
      }
    }
    NativeMemory.write(z, 0, delta, n);
  }

  private static void doubleDelta(AttentionShape shape, int rows, long p, long delta) {
    int length = shape.length();
    Blocks blocks = Blocks.ofThread();
    double[] x = blocks.doubleX;
    double[] y = blocks.doubleY;
    NativeMemory.read(p, x, 0, rows * length);
    NativeMemory.read(delta, y, 0, rows * length);
    for (int row = 0; row < rows * length; row += length) {
      double sum = 0;
      for (int j = row; j < row + length; j++) {
        sum += x[j] * y[j];
      }
      for (int j = row; j < row + length; j++) {
        y[j] = x[j] * (y[j] - sum) * shape.scale();
      }
    }
    NativeMemory.write(y, 0, delta, rows * length);
  }
}
