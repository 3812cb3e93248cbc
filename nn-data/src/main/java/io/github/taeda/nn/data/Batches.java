package io.github.taeda.nn.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The batches of one epoch, as the numbers of their examples: every example once, the last batch
 * smaller if the batch size does not divide the number of examples.
 *
 * <pre>{@code
 * for (int[] rows : Batches.shuffled(data.size(), 64, random)) {
 *   Batch batch = data.batch(rows);
 * }
 * }</pre>
 */
public final class Batches implements Iterable<int[]> {
  private final int[] order;
  private final int batchSize;

  private Batches(int[] order, int batchSize) {
    this.order = order;
    this.batchSize = batchSize;
  }

  /**
   * Batches in the order of the examples.
   *
   * @param size number of examples, at least 0
   * @param batchSize examples per batch, at least 1
   */
  public static Batches inOrder(int size, int batchSize) {
    if (size < 0 || batchSize < 1) {
      throw new IllegalArgumentException(
          "Batches: size must be at least 0 and batchSize at least 1, but were "
              + size
              + " and "
              + batchSize);
    }
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    return new Batches(order, batchSize);
  }

  /**
   * Batches in a random order, each order equally likely (Fisher and Yates' shuffle).
   *
   * @param size number of examples, at least 0
   * @param batchSize examples per batch, at least 1
   * @param random where the order comes from; the same state gives the same order
   */
  public static Batches shuffled(int size, int batchSize, RandomGenerator random) {
    Objects.requireNonNull(random, "Batches: random is null");
    Batches batches = inOrder(size, batchSize);
    int[] order = batches.order;
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    return batches;
  }

  /** How many batches there are. */
  public int count() {
    return (order.length + batchSize - 1) / batchSize;
  }

  @Override
  public Iterator<int[]> iterator() {
    return new Iterator<>() {
      private int start;

      @Override
      public boolean hasNext() {
        return start < order.length;
      }

      @Override
      public int[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException("Batches: the epoch is over");
        }
        int end = Math.min(order.length - start, batchSize) + start;
        int[] rows = Arrays.copyOfRange(order, start, end);
        start = end;
        return rows;
      }
    };
  }
}
