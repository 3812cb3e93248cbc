package io.github.taeda.nn.ops.internal;

/**
 * What one element of a window sees of an image along an output row: all but the padding. Elements
 * from {@code begin} to {@code end} of the output row see those from {@code start} on of the image.
 */
final class RowView {
  int begin;
  int end;
  int start;

  private int step; // of start, from one output position to the next
  private int channels;

  /**
   * Looks at an image with so many channels.
   *
   * @param r the output row
   * @param k the element of the window
   */
  void look(WindowShape shape, int channels, int r, int k) {
    WindowShape.Axis axis = shape.horizontal();
    int element = k % axis.kernel();
    int inputRow = shape.vertical().position(r, k / axis.kernel());
    int first = axis.first(element);
    int last = axis.end(element, shape.width(), shape.outWidth());
    boolean isInside = inputRow >= 0 && inputRow < shape.height() && first < last;
    this.channels = channels;
    step = axis.stride() * channels;
    begin = isInside ? first * channels : 0;
    end = isInside ? last * channels : 0;
    int column = axis.position(first, element);
    start = isInside ? (inputRow * shape.width() + column) * channels : 0;
  }

  /**
   * Copies what it shows to an output row.
   *
   * @param image an array of the image's elements
   * @param row an array of the same type
   */
  @SuppressWarnings("SuspiciousSystemArraycopy")
  void gather(Object image, Object row) {
    if (step == channels) {
      System.arraycopy(image, start, row, begin, end - begin);
      return;
    }
    int from = start;
    for (int to = begin; to < end; to += channels) {
      System.arraycopy(image, from, row, to, channels);
      from += step;
    }
  }

  /** Copies an output row to what it shows, each position to its own. */
  void put(float[] row, float[] image) {
    if (step == channels) {
      System.arraycopy(row, begin, image, start, end - begin);
      return;
    }
    int to = start;
    for (int from = begin; from < end; from += channels) {
      System.arraycopy(row, from, image, to, channels);
      to += step;
    }
  }

  /** Adds an output row to what it shows. */
  void add(float[] row, float[] image) {
    if (step == channels) {
      add(row, begin, image, start, end - begin);
      return;
    }
    int to = start;
    for (int from = begin; from < end; from += channels) {
      add(row, from, image, to, channels);
      to += step;
    }
  }

  private static void add(float[] row, int from, float[] image, int to, int n) {
    for (int i = 0; i < n; i++) {
      image[to + i] += row[from + i];
    }
  }
}
