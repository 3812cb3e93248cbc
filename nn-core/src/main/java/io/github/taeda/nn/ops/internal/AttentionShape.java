package io.github.taeda.nn.ops.internal;

/**
 * The sizes of an attention: arrays {@code [batch, length, parts · features]}, in which each head
 * has {@code features / heads} columns of a part.
 */
public record AttentionShape(int batch, int heads, int length, int features) {

  /** Features of one head. */
  public int width() {
    return features / heads;
  }

  /** What dot products are multiplied by. */
  public double scale() {
    return 1 / Math.sqrt(width());
  }

  /**
   * Where a head of a sequence begins in an array, in elements.
   *
   * @param parts how often the array has the features of all heads
   * @param part which of these
   */
  public long start(int sequence, int head, int parts, int part) {
    long row = (long) parts * features;
    return (long) sequence * length * row + (long) part * features + (long) head * width();
  }

  /** Where the weights of a head of a sequence begin, in elements. */
  public long weights(int sequence, int head) {
    return ((long) sequence * heads + head) * length * length;
  }
}
