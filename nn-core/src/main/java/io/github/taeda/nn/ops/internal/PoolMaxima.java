package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * One thread's maxima of windows along single output rows: first of the rows that a window covers,
 * over their whole width, then of the columns.
 */
final class PoolMaxima {
  /** Channels from which copying them position by position beats maxima at every column. */
  private static final int MIN_GATHERED = 32;

  /** The same for the stride: few of the maxima at every column are then needed. */
  private static final int MIN_GATHERED_STRIDE = 4;

  private float[] tall = new float[0]; // maxima of the rows, with padding
  private float[] operand = new float[0];
  private float[] wide = new float[0]; // maxima at every column
  private float[] maxima = new float[0];

  /**
   * The maxima along output row r of an image, NaN where there is one; overwritten by the next
   * call.
   */
  float[] find(WindowShape shape, long image, int r) {
    int length = shape.outWidth() * shape.in();
    fit((shape.width() + 2 * shape.horizontal().padding()) * shape.in(), length);
    overRows(shape, image, r);
    if (shape.in() < MIN_GATHERED && shape.horizontal().stride() < MIN_GATHERED_STRIDE) {
      atEveryColumn(shape);
      gather(shape, wide, 0, maxima);
      return maxima;
    }
    gather(shape, tall, 0, maxima);
    for (int k = 1; k < shape.horizontal().kernel(); k++) {
      gather(shape, tall, k, operand);
      larger(operand, maxima, 0, length);
    }
    return maxima;
  }

  /** The maxima of windows that begin at any column, to {@code wide}. */
  private void atEveryColumn(WindowShape shape) {
    int length = ((shape.outWidth() - 1) * shape.horizontal().stride() + 1) * shape.in();
    System.arraycopy(tall, 0, wide, 0, length);
    for (int k = 1; k < shape.horizontal().kernel(); k++) {
      System.arraycopy(tall, k * shape.in(), operand, 0, length);
      larger(operand, wide, 0, length);
    }
  }

  private void fit(int length, int outLength) {
    if (tall.length < length) {
      operand = new float[length];
      wide = new float[length];
      tall = new float[length]; // last, should there be no memory
    }
    if (maxima.length < outLength) {
      maxima = new float[outLength];
    }
  }

  /** The maxima of the rows that windows of output row r cover, to {@code tall}. */
  private void overRows(WindowShape shape, long image, int r) {
    int width = shape.width() * shape.in();
    int padding = shape.horizontal().padding() * shape.in();
    Arrays.fill(tall, 0, padding, Float.NEGATIVE_INFINITY);
    Arrays.fill(tall, padding + width, 2 * padding + width, Float.NEGATIVE_INFINITY);
    int first = Math.max(0, shape.vertical().position(r, 0));
    int end = shape.vertical().position(r, shape.vertical().kernel());
    NativeMemory.read(image + 4L * first * width, tall, padding, width);
    for (int row = first + 1; row < Math.min(end, shape.height()); row++) {
      NativeMemory.read(image + 4L * row * width, operand, 0, width);
      larger(operand, tall, padding, width);
    }
  }

  /** What column k of the window sees of a row. */
  private static void gather(WindowShape shape, float[] row, int k, float[] to) {
    int channels = shape.in();
    int step = shape.horizontal().stride() * channels;
    int from = k * channels;
    if (step == channels) {
      System.arraycopy(row, from, to, 0, shape.outWidth() * channels);
      return;
    }
    for (int i = 0; i < shape.outWidth(); i++) {
      System.arraycopy(row, from + i * step, to, i * channels, channels);
    }
  }

  private static void larger(float[] x, float[] y, int start, int n) {
    for (int i = 0; i < n; i++) {
      y[start + i] = Math.max(y[start + i], x[i]);
    }
  }
}
