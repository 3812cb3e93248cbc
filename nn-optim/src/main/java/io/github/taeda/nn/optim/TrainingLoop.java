package io.github.taeda.nn.optim;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.ScratchPool;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The loop of one run: epochs of batches, each a gradient and, when it is due, an update. */
final class TrainingLoop {
  private final TrainingRun run;
  private final Optim optim;
  private final TrainingData train;
  private final Listeners listeners;
  private final EpochEvaluation evaluation;
  private final Schedule schedule;
  private final ScratchPool scratches;
  private final EvaluatedWeights weights;

  /**
   * Creates a loop.
   *
   * @param schedule in epochs
   * @param scratches of everything that runs within the loop
   * @param weights that epochs are evaluated with
   */
  TrainingLoop(
      TrainingRun run,
      TrainingData train,
      Listeners listeners,
      EpochEvaluation evaluation,
      Schedule schedule,
      ScratchPool scratches,
      EvaluatedWeights weights) {
    this.run = run;
    this.optim = run.optim();
    this.train = train;
    this.listeners = listeners;
    this.evaluation = evaluation;
    this.schedule = schedule;
    this.scratches = scratches;
    this.weights = weights;
  }

  /** Trains to the end. Listeners that were started are ended, whatever fails. */
  void run() {
    Throwable failure = null;
    try {
      listeners.start(run);
      while (!run.isStopped() && run.hasMore()) {
        epoch();
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    try {
      listeners.end(run, failure);
    } finally {
      if (run.state().accumulatedBatches() > 0) {
        optim.discardGradient(); // of what was stopped before its update
      }
    }
  }

  private void epoch() {
    Iterator<int[]> batches = run.nextBatches();
    optim.module().train();
    double factor = schedule.factor(run.epoch() - 1);
    long start = System.nanoTime();
    if (run.batch() > 0) { // resumed within the epoch
      optim.recallLearningRate(factor);
      updateIfDue(factor); // if it was saved before the update
    }
    while (batches.hasNext() && !run.isStopped()) {
      batch(batches.next(), factor);
    }
    if (!run.isStopped()) {
      update(factor); // of what has been accumulated
      double seconds = (System.nanoTime() - start) / 1e9;
      weights.trained(run.epoch());
      run.endEpoch(seconds, weights.run(evaluation::values));
      listeners.call("epochEnded", Listener::epochEnded, run);
    }
  }

  private void updateIfDue(double factor) {
    if (optim.isDue()) {
      update(factor);
    }
  }

  private void update(double factor) {
    long before = optim.iterations();
    optim.update(factor, scratches);
    if (optim.iterations() > before) {
      weights.updated(run.epoch());
    }
  }

  private void batch(int[] rows, double factor) {
    try (Scratch.Step step = scratches.of("batch", rows.length).step()) {
      @Nullable Batch batch = train.batch(rows);
      run.beginBatch(batch);
      listeners.call("batchStarted", Listener::batchStarted, run);
      run.endBatch(train.gradient(optim, batch, scratches, rows));
      listeners.call("gradientReady", Listener::gradientReady, run);
      if (run.isStopped()) {
        return;
      }
      updateIfDue(factor);
      listeners.call("batchEnded", Listener::batchEnded, run);
    }
  }
}
