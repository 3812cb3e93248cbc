package io.github.taeda.nn.ops.internal;

import java.util.Arrays;

/**
 * One thread's search for the first maximum of each window along single output rows, and the deltas
 * that belong there. The image is taken as integers in the order of its values, so that the loops,
 * over whole rows, have no branches.
 */
final class PoolDeltas {
  private static final int MAGNITUDE = Integer.MAX_VALUE; // all bits but the sign
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private int[] image = new int[0];
  private int[] operand = new int[0];
  private int[] largest = new int[0];
  private int[] first = new int[0]; // the element of the window that has the maximum
  private int[] deltas = new int[0];

  /** Reads the image that the following calls are about. */
  void read(WindowShape shape, long from) {
    int size = (int) shape.inputSize();
    if (image.length < size) {
      image = new int[size];
    }
    NativeMemory.read(from, image, size);
    order(image, size);
  }

  /** Finds the first maximum of each window along output row r, whose deltas are at an address. */
  void find(WindowShape shape, RowView view, int r, long from) {
    int length = shape.outWidth() * shape.in();
    fit(length);
    Arrays.fill(largest, 0, length, Integer.MIN_VALUE); // less than −∞
    for (int k = 0; k < shape.elements(); k++) {
      view.look(shape, shape.in(), r, k);
      view.gather(image, operand);
      compare(view, k);
    }
    NativeMemory.read(from, deltas, length);
  }

  /** The deltas of the windows whose maximum is element k, else zeros, within the view. */
  void take(RowView view, int k, float[] row) {
    for (int i = view.begin; i < view.end; i++) {
      int isFirst = ((first[i] ^ k) - 1) >> 31; // all bits, or none
      operand[i] = deltas[i] & isFirst;
    }
    NativeMemory.copy(operand, row, view.end);
  }

  private void fit(int length) {
    if (operand.length < length) {
      largest = new int[length];
      first = new int[length];
      deltas = new int[length];
      operand = new int[length]; // last, should there be no memory
    }
  }

  /**
   * Replaces the bits of floats by integers that are ordered as the values are: the same for 0 and
   * −0, and the largest for every NaN.
   */
  private static void order(int[] bits, int n) {
    for (int i = 0; i < n; i++) {
      int x = bits[i];
      int magnitude = x << 1;
      x &= (magnitude | -magnitude) >> 31; // 0 for −0
      int isNaN = (INFINITY - (x & MAGNITUDE)) >> 31; // all bits, or none
      x = (x | isNaN) & (MAGNITUDE | ~isNaN);
      bits[i] = x ^ ((x >> 31) & MAGNITUDE);
    }
  }

  private void compare(RowView view, int k) {
    for (int i = view.begin; i < view.end; i++) {
      int x = largest[i];
      int y = operand[i];
      int isLess = ((x & ~y) | (~(x ^ y) & (x - y))) >> 31; // all bits if x < y
      largest[i] = (y & isLess) | (x & ~isLess);
      first[i] = (k & isLess) | (first[i] & ~isLess);
    }
  }
}
