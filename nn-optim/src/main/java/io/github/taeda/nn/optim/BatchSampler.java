package io.github.taeda.nn.optim;

import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batches;
import java.util.Iterator;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The order in which each epoch takes the examples. */
public final class BatchSampler {
  private final @Nullable RandomGenerator random;
  private final int size;
  private final int batchSize;
  private final boolean dropLast;
  private long before;

  /**
   * Makes an order.
   *
   * @param random where it comes from, or null for that of the data
   * @param dropLast whether a last batch that would be smaller is left out
   */
  BatchSampler(@Nullable RandomGenerator random, int size, int batchSize, boolean dropLast) {
    this.random = random;
    this.dropLast = dropLast;
    this.size = size;
    this.batchSize = batchSize;
  }

  /** The batches of another epoch. */
  Iterator<int[]> next() {
    if (random == null) {
      return first(Batches.inOrder(size, batchSize));
    }
    before = random instanceof SplitMix mix ? mix.state() : 0;
    return first(Batches.shuffled(size, batchSize, random));
  }

  /**
   * What is left of the epoch that began when the generator was at {@link #before()}; the generator
   * stays where it is.
   */
  Iterator<int[]> rest(int batchesDone) {
    Iterator<int[]> batches;
    if (random instanceof SplitMix mix) {
      long now = mix.state();
      mix.restore(before);
      batches = next();
      mix.restore(now);
    } else {
      batches = next();
    }
    for (int i = 0; i < batchesDone; i++) {
      batches.next();
    }
    return batches;
  }

  /** Where the generator was when the epoch under way began. */
  public long before() {
    return before;
  }

  public void before(long state) {
    before = state;
  }

  public @Nullable RandomGenerator random() {
    return random;
  }

  /** How many batches an epoch has. */
  int batches() {
    return dropLast ? size / batchSize : (size + batchSize - 1) / batchSize;
  }

  private Iterator<int[]> first(Batches batches) {
    return StreamSupport.stream(batches.spliterator(), false).limit(batches()).iterator();
  }

  public int batchSize() {
    return batchSize;
  }
}
