package io.github.taeda.nn.optim;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The loop around {@link Optim#step}: epochs of batches, stochastic gradient descent.
 *
 * <pre>{@code
 * History history = SGD.of(optim).batchSize(64).epochs(20).shuffle(random).fit(train);
 * }</pre>
 *
 * Unless set otherwise: batches of 32, one epoch, examples in a new random order each epoch.
 */
public final class SGD {
  private final Optim optim;
  private int batchSize = 32;
  private int epochs = 1;
  private @Nullable RandomGenerator random = RandomGenerator.getDefault();

  private SGD(Optim optim) {
    this.optim = Objects.requireNonNull(optim, "SGD: optim is null");
  }

  /** A loop around the iterations of {@code optim}. */
  public static SGD of(Optim optim) {
    return new SGD(optim);
  }

  /** Examples per batch, at least 1; the last batch of an epoch may be smaller. */
  public SGD batchSize(int batchSize) {
    this.batchSize = Settings.requireCount("SGD", "batchSize", batchSize);
    return this;
  }

  /** Passes over the training data, at least 1. */
  public SGD epochs(int epochs) {
    this.epochs = Settings.requireCount("SGD", "epochs", epochs);
    return this;
  }

  /** Where the order of the examples comes from. */
  public SGD shuffle(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "SGD: random is null");
    return this;
  }

  /** Takes the examples in the order of the data. */
  public SGD inOrder() {
    this.random = null;
    return this;
  }

  /**
   * Trains.
   *
   * @param train at least one example
   * @return what was seen
   */
  public History fit(Dataset train) {
    if (train.size() == 0) {
      throw new IllegalArgumentException("SGD: the training data is empty");
    }
    optim.module().train();
    Scratches scratches = new Scratches();
    List<History.Epoch> seen = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      seen.add(new History.Epoch(epoch, epoch(train, scratches)));
    }
    return new History(seen);
  }

  /** One pass; returns the cost of all examples, reduced as the loss reduces those of a batch. */
  private double epoch(Dataset train, Scratches scratches) {
    Batches batches =
        random == null
            ? Batches.inOrder(train.size(), batchSize)
            : Batches.shuffled(train.size(), batchSize, random);
    boolean sums = optim.loss().reduction() == Reduction.SUM;
    double total = 0;
    for (int[] rows : batches) {
      try (Scratch.Step step = scratches.of(rows.length).step()) {
        Batch batch = train.batch(rows);
        double cost = optim.step(batch.input(), batch.target());
        total += sums ? cost : cost * rows.length;
      }
    }
    return sums ? total : total / train.size();
  }
}
