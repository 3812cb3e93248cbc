package io.github.taeda.nn.optim;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.data.Batch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@link SGD} as its listeners see it: how far it is, what it has seen, how to stop it.
 */
public final class TrainingRun {
  private final Optim optim;
  private final BatchSampler order;
  private final Listeners listeners;
  private final int epochs;
  private final int examples;
  private final List<History.Epoch> seen = new ArrayList<>();
  private int epoch;
  private int batch;
  private @Nullable Batch data;
  private double loss = Double.NaN;
  private double total;
  private double weight;
  private @Nullable String stopReason;
  private boolean resumed;

  TrainingRun(Optim optim, BatchSampler order, Listeners listeners, int epochs, int examples) {
    this.optim = optim;
    this.order = order;
    this.listeners = listeners;
    this.epochs = epochs;
    this.examples = examples;
  }

  /** The iteration that is repeated: module, loss and rule. */
  public Optim optim() {
    return optim;
  }

  /** The epoch that is under way, 1 for the first; 0 before. */
  public int epoch() {
    return epoch;
  }

  /** How many epochs there will be. */
  public int epochs() {
    return epochs;
  }

  /** The batch of the epoch that is under way or was the last, 1 for the first; 0 before. */
  public int batch() {
    return batch;
  }

  /** How many batches an epoch has. */
  public int batches() {
    return order.batches();
  }

  /** How many examples an epoch has. */
  public int examples() {
    return examples;
  }

  /** The batch's examples; valid until the next batch. */
  public Batch data() {
    return Objects.requireNonNull(data, "Training: no batch yet");
  }

  /** The loss of the last batch; NaN before the first. */
  public double loss() {
    return loss;
  }

  /** The loss of the epoch so far, reduced as the loss reduces that of a batch. */
  public double epochLoss() {
    return optim.loss().reduction() == Reduction.SUM ? total : total / weight;
  }

  /** The epochs completed so far, and why the run is to stop, if it is. */
  public History history() {
    return new History(seen, stopReason);
  }

  /** The epoch completed last. */
  public History.Epoch lastEpoch() {
    if (seen.isEmpty()) {
      throw new IllegalStateException("Training: no epoch is complete yet");
    }
    return seen.get(seen.size() - 1);
  }

  /**
   * Stops the run after the running call, in which the other listeners are still called; the first
   * reason given counts. An epoch that is not over does not appear in the history.
   *
   * @param reason a sentence for {@link History#stopReason}
   */
  public void stop(String reason) {
    Objects.requireNonNull(reason, "Training: reason is null");
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  /** Whether the run goes on from a checkpoint. */
  public boolean isResumed() {
    return resumed;
  }

  /** Whether a listener has asked to stop. */
  public boolean isStopped() {
    return stopReason != null;
  }

  public Listeners listeners() {
    return listeners;
  }

  public BatchSampler order() {
    return order;
  }

  /** Whether there are batches left, in this epoch or another. */
  boolean isUnderWay() {
    return isWithinEpoch() || epoch < epochs;
  }

  /** The batches of the next epoch, or those left of the one that a checkpoint was made in. */
  Iterator<int[]> nextBatches() {
    if (isWithinEpoch()) {
      return order.rest(batch);
    }
    epoch++;
    batch = 0;
    total = 0;
    weight = 0;
    return order.next();
  }

  private boolean isWithinEpoch() {
    return batch > 0 && batch < batches();
  }

  void beginBatch(Batch data) {
    this.data = data;
    batch++;
  }

  void endBatch(Evaluated evaluated) {
    loss = evaluated.value();
    total += optim.loss().reduction() == Reduction.SUM ? loss : loss * evaluated.weight();
    weight += evaluated.weight();
  }

  void endEpoch(double seconds, Map<String, Double> values) {
    seen.add(new History.Epoch(epoch, epochLoss(), seconds, values));
  }

  public Position position() {
    return new Position(epoch, batch, total, weight, List.copyOf(seen));
  }

  /** Goes to where a run was. */
  public void restore(Position position) {
    resumed = true;
    epoch = position.epoch;
    batch = position.batch;
    total = position.total;
    weight = position.weight;
    seen.addAll(position.epochs);
  }

  /**
   * Where in the data a run is.
   *
   * @param epoch under way, or completed if the last batch is done
   * @param batch done last
   * @param total loss of the epoch so far, not divided
   * @param weight what its batches count so far
   * @param epochs completed
   */
  public record Position(
      int epoch, int batch, double total, double weight, List<History.Epoch> epochs) {}
}
