package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.ScratchPool;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The training loop, stochastic gradient descent: epochs of batches, each an {@link Optim#step}.
 *
 * <pre>{@code
 * History history =
 *     SGD.of(optim).batchSize(64).epochs(20).shuffle(random)
 *         .validate(test).metrics(new Accuracy()).listen(new ProgressBar())
 *         .fit(train);
 * }</pre>
 *
 * Unless set otherwise: batches of 32, one epoch, examples shuffled anew in each epoch.
 */
public final class SGD {
  private static final int MIN_EVALUATION_BATCH = 32; // smaller ones would only be slow

  private final Optim optim;
  private int batchSize = 32;
  private int epochs = 1;
  private boolean dropLast;
  private @Nullable RandomGenerator random = new SplitMix();
  private @Nullable TrainingData validation;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Metric> trainingMetrics = new ArrayList<>();
  private @Nullable TrainingData trainingPart;
  private final List<Listener> listeners = new ArrayList<>();
  private Schedule schedule = Schedule.constant();
  private @Nullable RunSource source;

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

  /** The number of epochs, at least 1; those before a {@link #resume} count. */
  public SGD epochs(int epochs) {
    this.epochs = Checks.requireCount("SGD", "epochs", epochs);
    return this;
  }

  /** Sets the generator that shuffles the examples; with a {@link SplitMix} runs can be resumed. */
  public SGD shuffle(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "SGD: random is null");
    return this;
  }

  /** Takes the examples in the order of the data, without shuffling. */
  public SGD inOrder() {
    this.random = null;
    return this;
  }

  /** Evaluates the loss, and the {@link #metrics}, on other data after each epoch. */
  public SGD validate(Dataset validation) {
    this.validation = TrainingData.of("validation", validation);
    return this;
  }

  /** The same on data elsewhere. */
  public SGD validate(RemoteExamples validation) {
    this.validation = TrainingData.of("validation", validation);
    return this;
  }

  /**
   * Adds metrics that are evaluated on the validation data after each epoch; {@link History} has
   * them as {@code validation accuracy} and so on.
   */
  public SGD metrics(Metric... metrics) {
    this.metrics.addAll(Checks.requireAll("SGD", "metrics", metrics));
    return this;
  }

  /**
   * Adds metrics that are evaluated on the training data after each epoch, which takes another pass
   * over it; {@link History} has them as {@code training accuracy} and so on.
   */
  public SGD trainingMetrics(Metric... metrics) {
    trainingMetrics.addAll(Checks.requireAll("SGD", "metrics", metrics));
    return this;
  }

  /**
   * The same on a part of the training data, or on other data instead, to make it cheap.
   *
   * @param part the data that the training metrics are evaluated on
   */
  public SGD trainingMetrics(Dataset part, Metric... metrics) {
    trainingPart = TrainingData.of("evaluated training", part);
    return trainingMetrics(metrics);
  }

  /** Adds listeners. */
  public SGD listen(Listener... listeners) {
    this.listeners.addAll(Checks.requireAll("SGD", "listeners", listeners));
    return this;
  }

  /**
   * Sets a learning-rate schedule in epochs, the first of which is 0. It is multiplied with that of
   * {@link Optim#schedule} and with listeners that are schedules too ({@link ReduceOnPlateau}).
   */
  public SGD schedule(Schedule schedule) {
    this.schedule = Objects.requireNonNull(schedule, "SGD: schedule is null");
    optim.learningRates().require("a schedule");
    return this;
  }

  /**
   * Resumes a saved run as if it had never been interrupted: with the same data, batch size,
   * module, loss, rule and listeners, the result is the same bit for bit.
   *
   * @param source such as {@code Checkpoints.in(directory)}; without a saved run there, training
   *     begins from the start
   */
  public SGD resume(RunSource source) {
    this.source = Objects.requireNonNull(source, "SGD: source is null");
    return this;
  }

  /**
   * Trains. The module is in training mode afterwards: call {@code evaluate()} before it is used.
   *
   * @param train at least one example
   * @return the history, that before a {@link #resume} included
   * @throws ListenerException if a listener fails
   */
  public History fit(Dataset train) {
    return fit(TrainingData.of("training", train));
  }

  /** The same on data elsewhere, whose batches listeners do not see. */
  public History fit(RemoteExamples train) {
    return fit(TrainingData.of("training", train));
  }

  private History fit(TrainingData train) {
    BatchSampler sampler = new BatchSampler(random, train.size(), batchSize, dropLast);
    if (train.here() != null) {
      LastBatch.check(optim.module(), train.here(), sampler);
    }
    ScratchPool scratches = new ScratchPool();
    EpochEvaluation evaluation = evaluation(train, scratches);
    Schedule inIterations = optim.learningRates().schedule();
    Listeners all = new Listeners(RunSchedules.listeners(listeners, schedule, inIterations));
    Schedule inEpochs = RunSchedules.inEpochs(schedule, all.all(), inIterations);
    EvaluatedWeights weights = new EvaluatedWeights(optim, all.all(), train, sampler);
    RunSaver saver = new RunSaver(all.all());
    TrainingRun run = new TrainingRun(optim, sampler, epochs, evaluation.names(), saver::save);
    run.prepare(weights, all.all(), metrics);
    run.begin();
    if (source != null) {
      resume(source, saver, run);
    }
    new TrainingLoop(run, train, all, evaluation, inEpochs, scratches, weights).run();
    return run.history();
  }

  private EpochEvaluation evaluation(TrainingData train, ScratchPool scratches) {
    List<EpochEvaluation.Part> parts = new ArrayList<>();
    if (!trainingMetrics.isEmpty()) {
      TrainingData part = trainingPart == null ? train : trainingPart;
      parts.add(new EpochEvaluation.Part("training ", false, part, trainingMetrics));
    }
    if (validation != null) {
      parts.add(new EpochEvaluation.Part("validation ", true, validation, metrics));
    } else if (!metrics.isEmpty()) {
      throw new IllegalStateException(
          "SGD: metrics(…) needs validation data: call validate(…), or trainingMetrics(…) instead");
    }
    return new EpochEvaluation(optim, () -> evaluator(scratches), parts);
  }

  private Evaluator evaluator(ScratchPool scratches) {
    int size = Math.max(batchSize, MIN_EVALUATION_BATCH);
    return Evaluator.of(optim.module()).batchSize(size).scratches(scratches);
  }

  private static void resume(RunSource source, RunSaver saver, TrainingRun run) {
    SavedRun saved;
    try {
      saved = source.load();
    } catch (IOException e) {
      throw new UncheckedIOException("SGD: cannot resume: " + e.getMessage(), e);
    }
    if (saved == null) {
      return;
    }
    try {
      saver.restore(saved, run);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "SGD: cannot resume: " + saved.origin() + ": " + e.getMessage(), e);
    }
  }
}
