package io.github.taeda.nn.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The batches of one epoch as arrays of example indices: each example occurs once; the last batch
 * is smaller if the batch size does not divide the number of examples.
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
   * Batches in the order of the data set.
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
    return new Batches(ExampleIndices.range(0, size), batchSize);
  }

  /**
   * Batches in a random order, each order equally likely.
   *
   * @param size number of examples, at least 0
   * @param batchSize examples per batch, at least 1
   * @param random source of the order; the same state gives the same order
   */
  public static Batches shuffled(int size, int batchSize, RandomGenerator random) {
    Objects.requireNonNull(random, "Batches: random is null");
    Batches batches = inOrder(size, batchSize);
    ExampleIndices.shuffle(batches.order, random);
    return batches;
  }

  /** The number of batches. */
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
