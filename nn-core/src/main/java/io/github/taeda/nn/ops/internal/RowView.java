package io.github.taeda.nn.ops.internal;

/**
 * What one element of a window sees of an image along an output row: all but the padding. Elements
 * from {@code begin} to {@code end} of the output row see those from {@code start} on of the image.
 */
final class RowView {
  int begin;
  int end;
  int start;

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
    begin = isInside ? first * channels : 0;
    end = isInside ? last * channels : 0;
    int column = axis.position(first, element);
    start = isInside ? (inputRow * shape.width() + column) * channels : 0;
  }
}
