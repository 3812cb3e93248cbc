package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.TrainingRun;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How far a run has come, how fast it is, and how long it will take. */
final class RunProgress {
  private static final double MEMORY = 3; // seconds over which the throughput is averaged

  private final LongSupplier clock; // nanoseconds
  private String state = "running";
  private String message = "";
  private boolean over;
  private long start;
  private long pauses; // nanoseconds
  private boolean held;
  private long heldAt; // time
  private long batches; // since the start
  private long first; // number of updates before
  private long marked; // time of the last snapshot
  private long batchesThen;
  private double perSecond = Double.NaN; // batches
  private double loss = Double.NaN;

  RunProgress(LongSupplier clock) {
    this.clock = clock;
    restart();
  }

  /** Begins to measure the time. */
  void restart() {
    state = "running";
    over = false;
    message = "";
    start = clock.getAsLong();
    pauses = 0;
    batches = 0;
    marked = start;
    batchesThen = 0;
  }

  /**
   * Counts a batch.
   *
   * @param iterations number of updates, with that of the batch if there was one
   */
  void count(double loss, long iterations) {
    if (batches++ == 0) {
      first = Math.max(0, iterations - 1);
    }
    this.loss = loss;
  }

  /** Sets what has become of the run: ended, stopped or interrupted. */
  void state(String state, String message) {
    over = true;
    this.state = state;
    this.message = message;
  }

  /** Sets that the run is paused; the message stays. */
  void pause() {
    state = "paused";
  }

  void message(String message) {
    this.message = message;
  }

  /** Stops the time until {@link #resume}: pauses and what is saved do not count. */
  void hold() {
    held = true;
    heldAt = clock.getAsLong();
  }

  /** Leaves the time since {@link #hold} out of all times. */
  void resume() {
    long now = clock.getAsLong();
    pauses += now - heldAt;
    held = false;
    marked = now;
    batchesThen = batches;
    state = "running";
  }

  /**
   * What the page shows.
   *
   * @param run null in a custom loop
   * @param before epochs of earlier runs of the same {@code Optim}
   */
  Snapshot snapshot(@Nullable TrainingRun run, Optim optim, double epoch, int before) {
    long now = held ? heldAt : clock.getAsLong();
    double seconds = (now - start - pauses) / 1e9;
    if (over) {
      perSecond = batches / seconds; // of the whole run, validations too
    } else {
      measure(now);
    }
    return new Snapshot(
        state,
        message,
        epoch,
        run == null ? 0 : before + run.epochs(),
        optim.iterations(),
        loss,
        optim.learningRate(),
        perSecond * (optim.iterations() - first) / batches,
        run == null ? Double.NaN : perSecond * run.examples() / run.batches(),
        seconds,
        run == null ? Double.NaN : seconds / batches * batchesLeft(run));
  }

  private static long batchesLeft(TrainingRun run) {
    long done = Math.max(0, run.epoch() - 1L) * run.batches() + run.batch();
    return (long) run.epochs() * run.batches() - done;
  }

  private void measure(long now) {
    double passed = (now - marked) / 1e9;
    if (passed > 0.05) {
      double rate = (batches - batchesThen) / passed;
      double keep = Double.isNaN(perSecond) ? 0 : Math.exp(-passed / MEMORY);
      perSecond = keep == 0 ? rate : keep * perSecond + (1 - keep) * rate;
      marked = now;
      batchesThen = batches;
    }
  }

  /**
   * A run at one moment; 0 or NaN where something is not known.
   *
   * @param epoch a fraction within an epoch
   * @param left seconds
   */
  record Snapshot(
      String state,
      String message,
      double epoch,
      int epochs,
      long iterations,
      double loss,
      double learningRate,
      double iterationsPerSecond,
      double examplesPerSecond,
      double seconds,
      double left) {}
}
