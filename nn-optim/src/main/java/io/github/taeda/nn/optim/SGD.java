package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The loop around {@link Optim#step}: epochs of batches, stochastic gradient descent.
 *
 * <pre>{@code
 * History history =
 *     SGD.of(optim).batchSize(64).epochs(20).shuffle(random)
 *         .validate(test).metrics(new Accuracy()).listen(new ProgressBar())
 *         .fit(train);
 * }</pre>
 *
 * Unless set otherwise: batches of 32, one epoch, examples in a new random order each epoch.
 */
public final class SGD {
  private final Optim optim;
  private int batchSize = 32;
  private int epochs = 1;
  private boolean dropLast;
  private @Nullable RandomGenerator random = new SplitMix();
  private @Nullable Dataset validation;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Metric> trainingMetrics = new ArrayList<>();
  private @Nullable Dataset trainingPart;
  private final List<Listener> listeners = new ArrayList<>();
  private @Nullable Schedule schedule;
  private @Nullable Path checkpoint;

  private SGD(Optim optim) {
    this.optim = Objects.requireNonNull(optim, "SGD: optim is null");
  }

  /** A loop around the iterations of {@code optim}. */
  public static SGD of(Optim optim) {
    return new SGD(optim);
  }

  /** Examples per batch, at least 1; the last batch of an epoch may be smaller. */
  public SGD batchSize(int batchSize) {
    this.batchSize = Checks.requireCount("SGD", "batchSize", batchSize);
    return this;
  }

  /**
   * Leaves out the last batch of an epoch if it would be smaller, as {@code BatchNorm} needs when
   * that would be a single example.
   */
  public SGD dropLast() {
    dropLast = true;
    return this;
  }

  /** Passes over the training data, at least 1; those before a {@link #resume} count. */
  public SGD epochs(int epochs) {
    this.epochs = Checks.requireCount("SGD", "epochs", epochs);
    return this;
  }

  /** Where the order of the examples comes from; a {@link SplitMix} can be resumed. */
  public SGD shuffle(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "SGD: random is null");
    return this;
  }

  /** Takes the examples in the order of the data. */
  public SGD inOrder() {
    this.random = null;
    return this;
  }

  /** Measures the cost, and what {@link #metrics} asks for, on other data after each epoch. */
  public SGD validate(Dataset validation) {
    this.validation = requireExamples("validation", validation);
    return this;
  }

  /**
   * Measures more than the cost on the validation data after each epoch: {@code validation
   * accuracy} and the like in {@link History}.
   */
  public SGD metrics(Metric... metrics) {
    this.metrics.addAll(List.of(metrics));
    return this;
  }

  /**
   * Measures on the training data too, in evaluation, after each epoch, which costs a pass over it:
   * {@code training accuracy} and the like.
   */
  public SGD trainingMetrics(Metric... metrics) {
    trainingMetrics.addAll(List.of(metrics));
    return this;
  }

  /**
   * The same on a part of the training data, or on other data in its place, to make it cheap.
   *
   * @param part what {@code training accuracy} and the like are measured on
   */
  public SGD trainingMetrics(Dataset part, Metric... metrics) {
    trainingPart = requireExamples("measured training", part);
    return trainingMetrics(metrics);
  }

  /** Adds listeners. */
  public SGD listen(Listener... listeners) {
    this.listeners.addAll(List.of(listeners));
    return this;
  }

  /** Scales the rule's step size in each epoch, the first of which is number 0. */
  public SGD schedule(Schedule schedule) {
    this.schedule = Objects.requireNonNull(schedule, "SGD: schedule is null");
    Settings.requireStep(optim.rule(), "a schedule");
    return this;
  }

  /**
   * Goes on from a checkpoint, as if the run had never been interrupted: with the same data, batch
   * size, module, loss, rule and listeners, the result is the same bit for bit.
   *
   * @param checkpoint a file that {@link Checkpoints} wrote, or their directory for the newest one
   *     there; a directory without any, or none yet, begins from the start
   */
  public SGD resume(Path checkpoint) {
    this.checkpoint = Objects.requireNonNull(checkpoint, "SGD: checkpoint is null");
    return this;
  }

  /**
   * Trains. The module is in training afterwards: call {@code evaluate()} before it is used.
   *
   * @param train at least one example
   * @return what was seen, that before a {@link #resume} included
   * @throws ListenerException if a listener fails
   */
  public History fit(Dataset train) {
    requireExamples("training", train);
    Listeners all = new Listeners(listeners);
    BatchSampler order = new BatchSampler(random, train.size(), batchSize, dropLast);
    if (order.batches() == 0) {
      throw new IllegalArgumentException(
          "SGD: dropLast() leaves no batch of "
              + batchSize
              + " from "
              + train.size()
              + " examples");
    }
    Dataset part = trainingPart == null ? train : trainingPart;
    EpochEvaluation measuring =
        new EpochEvaluation(optim, batchSize, part, trainingMetrics, validation, metrics);
    TrainingRun training = new TrainingRun(optim, order, all, epochs, train.size());
    optim.discardGradient(); // of whatever was stopped before
    if (checkpoint != null) {
      Checkpoints.resume(checkpoint, training);
    }
    Throwable failure = null;
    try {
      all.start(training);
      run(training, train, measuring);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (optim.progress().batches() > 0) {
      optim.discardGradient(); // of what was stopped before its update
    }
    if (schedule != null) {
      optim.epochFactor(1); // for what comes after this run
    }
    all.end(training, failure);
    return training.history();
  }

  private void run(TrainingRun training, Dataset train, EpochEvaluation measuring) {
    ScratchPool scratches = new ScratchPool();
    while (!training.isStopped() && training.isUnderWay()) {
      Iterator<int[]> batches = training.nextBatches();
      optim.module().train();
      if (schedule != null) {
        optim.epochFactor(schedule.factor(training.epoch() - 1));
      }
      long start = System.nanoTime();
      while (batches.hasNext() && !training.isStopped()) {
        batch(training, train, batches.next(), scratches);
      }
      if (!training.isStopped()) {
        optim.update(); // of what has been accumulated
        double seconds = (System.nanoTime() - start) / 1e9;
        training.endEpoch(seconds, measuring.values());
        training.listeners().call("epochEnded", Listener::epochEnded, training);
      }
    }
  }

  private void batch(TrainingRun training, Dataset train, int[] rows, ScratchPool scratches) {
    try (Scratch.Step step = scratches.of(rows.length).step()) {
      Batch batch = train.batch(rows);
      training.beginBatch(batch);
      training.listeners().call("batchStarted", Listener::batchStarted, training);
      training.endBatch(optim.gradient(batch.input(), batch.target()));
      training.listeners().call("gradientReady", Listener::gradientReady, training);
      if (training.isStopped()) {
        return;
      }
      if (optim.isDue()) {
        optim.update();
      }
      training.listeners().call("batchEnded", Listener::batchEnded, training);
    }
  }

  private static Dataset requireExamples(String name, Dataset data) {
    if (data == null) {
      throw new IllegalArgumentException("SGD: the " + name + " data is null");
    }
    if (data.size() == 0) {
      throw new IllegalArgumentException("SGD: the " + name + " data is empty");
    }
    return data;
  }
}
