package io.github.taeda.nn.optim;

import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batches;
import java.util.Iterator;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Draws the batches of each epoch.
 *
 * @param random shuffles the examples; null for the order of the data
 * @param size number of examples
 * @param batchSize examples per batch
 * @param dropLast whether a smaller last batch is left out
 */
record BatchSampler(@Nullable RandomGenerator random, int size, int batchSize, boolean dropLast) {

  /** Requires a batch at least. */
  BatchSampler {
    if (dropLast && size < batchSize) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "SGD: dropLast() leaves no batch of %d from %d examples",
              batchSize,
              size));
    }
  }

  /** The batches of the next epoch. */
  Iterator<int[]> next() {
    Batches batches =
        random == null
            ? Batches.inOrder(size, batchSize)
            : Batches.shuffled(size, batchSize, random);
    return StreamSupport.stream(batches.spliterator(), false).limit(batches()).iterator();
  }

  /**
   * The rest of an epoch; the generator keeps its state.
   *
   * @param state of the generator when the epoch began
   * @param done number of batches done
   */
  Iterator<int[]> rest(long state, int done) {
    Iterator<int[]> batches;
    if (random instanceof SplitMix mix) {
      long now = mix.state();
      mix.restore(state);
      batches = next();
      mix.restore(now);
    } else {
      batches = next();
    }
    for (int i = 0; i < done; i++) {
      batches.next();
    }
    return batches;
  }

  /** The state of the generator; 0 if there is none that can be read. */
  long state() {
    return random instanceof SplitMix mix ? mix.state() : 0;
  }

  /** The number of batches of an epoch. */
  int batches() {
    return dropLast ? size / batchSize : (size + batchSize - 1) / batchSize;
  }
}
