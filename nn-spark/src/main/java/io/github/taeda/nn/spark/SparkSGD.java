package io.github.taeda.nn.spark;

import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.RunSource;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The training loop on Apache Spark, synchronous and data-parallel: {@link SGD} whose gradients are
 * computed by the executors, each from the examples that its partitions have of a batch.
 *
 * <pre>{@code
 * History history =
 *     SparkSGD.of(optim).batchSize(4096).epochs(20).shuffle(new SplitMix(1))
 *         .validate(test).metrics(new Accuracy())
 *         .fit(train);
 * }</pre>
 *
 * <p>An iteration is exactly one of {@code SGD} on all examples in the order of the partitions:
 * same batches, same gradient but for rounding. The rule, listeners, metrics and checkpoints live
 * on the driver. Sums are added in the order of the partitions, so one number of partitions gives
 * the same bits on any number of executors, retried and speculative tasks included. Dropout draws
 * for each iteration and partition from the seed of {@link #shuffle}.
 *
 * <p>Batch normalisation normalises by the statistics of what one partition has of a batch, which
 * must be two examples at least; running statistics are the mean of the partitions', each counted
 * by its examples.
 *
 * <p>Unless set otherwise: batches of 32, one epoch, examples shuffled anew in each epoch.
 */
public final class SparkSGD {
  private static final long TREE_ELEMENTS = 250_000;

  private final Optim optim;
  private final SGD loop;
  private @Nullable JavaRDD<Example> validation;
  private LocalIterations local = LocalIterations.EXACT;
  private long treeElements = TREE_ELEMENTS;
  private StorageLevel storage = StorageLevel.MEMORY_AND_DISK();
  private Consumer<IterationTimes> times = iteration -> {};
  private @Nullable LossFactory lossFactory;

  private SparkSGD(Optim optim) {
    this.optim = Objects.requireNonNull(optim, "SparkSGD: optim is null");
    this.loop = SGD.of(optim);
  }

  /** A loop around the iterations of {@code optim}. */
  public static SparkSGD of(Optim optim) {
    return new SparkSGD(optim);
  }

  /** Examples per iteration, of all partitions together, at least 1. */
  public SparkSGD batchSize(int batchSize) {
    loop.batchSize(batchSize);
    return this;
  }

  /** Leaves out the last batch of an epoch if it would be smaller. */
  public SparkSGD dropLast() {
    loop.dropLast();
    return this;
  }

  /** The number of epochs, at least 1; those before a {@link #resume} count. */
  public SparkSGD epochs(int epochs) {
    loop.epochs(epochs);
    return this;
  }

  /**
   * Sets the generator that shuffles the examples on the driver, 4 bytes per example; with a {@link
   * io.github.taeda.nn.SplitMix} runs can be resumed and repeated.
   */
  public SparkSGD shuffle(RandomGenerator random) {
    loop.shuffle(random);
    return this;
  }

  /** Takes the examples in the order of the partitions, without shuffling. */
  public SparkSGD inOrder() {
    loop.inOrder();
    return this;
  }

  /** Evaluates the loss, and the {@link #metrics}, on other data on Spark after each epoch. */
  public SparkSGD validate(JavaRDD<Example> validation) {
    this.validation = Objects.requireNonNull(validation, "SparkSGD: validation is null");
    return this;
  }

  /** The same on rows of a data frame, as {@link #fit(Dataset, String, String)} reads them. */
  public SparkSGD validate(Dataset<Row> validation, String features, String label) {
    return validate(ExampleColumns.of(validation, features, label).examples());
  }

  /** The same on data on the driver. */
  public SparkSGD validate(io.github.taeda.nn.data.Dataset validation) {
    loop.validate(validation);
    return this;
  }

  /** Adds metrics of the validation data, which must be able to {@link Metric#merge}. */
  public SparkSGD metrics(Metric... metrics) {
    loop.metrics(metrics);
    return this;
  }

  /** Adds metrics of the training data, for another pass over it after each epoch. */
  public SparkSGD trainingMetrics(Metric... metrics) {
    loop.trainingMetrics(metrics);
    return this;
  }

  /** Adds metrics of data on the driver, of a part of the training data for instance. */
  public SparkSGD trainingMetrics(io.github.taeda.nn.data.Dataset part, Metric... metrics) {
    loop.trainingMetrics(part, metrics);
    return this;
  }

  /** Adds listeners, which are called on the driver and do not see the data of a batch. */
  public SparkSGD listen(Listener... listeners) {
    loop.listen(listeners);
    return this;
  }

  /** Sets a learning-rate schedule in epochs, as in {@link SGD#schedule}. */
  public SparkSGD schedule(Schedule schedule) {
    loop.schedule(schedule);
    return this;
  }

  /**
   * Resumes a saved run as if it had never been interrupted: with the same examples in the same
   * partitions the result is the same bit for bit.
   */
  public SparkSGD resume(RunSource source) {
    loop.resume(source);
    return this;
  }

  /**
   * Lets each partition make several iterations of plain gradient descent alone between two
   * updates, on as many parts of what it has of the batch. Not exact: the rule is then given the
   * mean of what the partitions changed, divided by this learning rate, in place of the gradient
   * (local SGD; Stich, 2019). For losses whose reduction is not SUM.
   *
   * @param iterations at least 1
   * @param learningRate &gt; 0
   */
  public SparkSGD localIterations(int iterations, double learningRate) {
    local = LocalIterations.of(iterations, learningRate);
    return this;
  }

  /**
   * From how many parameters on the executors add the gradients of neighbouring partitions before
   * the driver adds the rest; 250 000 unless set. At another setting the bits may differ.
   *
   * @param parameters at least 1; {@link Long#MAX_VALUE} for never
   */
  public SparkSGD treeAggregateFrom(long parameters) {
    treeElements =
        io.github.taeda.nn.Checks.requireCount("SparkSGD", "treeAggregateFrom", parameters);
    return this;
  }

  /** How executors keep the examples; in memory, else on disk, unless set otherwise. */
  public SparkSGD storage(StorageLevel storage) {
    this.storage = Objects.requireNonNull(storage, "SparkSGD: storage is null");
    return this;
  }

  /** Is told, on the driver, where the time of each iteration went. */
  public SparkSGD times(Consumer<IterationTimes> times) {
    this.times = Objects.requireNonNull(times, "SparkSGD: times is null");
    return this;
  }

  /** Creates the loss on executors, where it is none of the library's. */
  public SparkSGD executorLoss(LossFactory factory) {
    this.lossFactory = Objects.requireNonNull(factory, "SparkSGD: factory is null");
    return this;
  }

  /**
   * Trains. The module is in training mode afterwards.
   *
   * @param train examples of one form, whose partitions have the same records whenever Spark
   *     computes them again
   * @return the history, that before a {@link #resume} included
   * @throws IllegalStateException if a task failed as often as Spark allows; the message names
   *     partition and record, or the executor
   */
  public History fit(JavaRDD<Example> train) {
    Objects.requireNonNull(train, "SparkSGD: train is null");
    ExecutorSettings settings = new ExecutorSettings(text(), local, treeElements, storage, times);
    try (SparkExamples examples = new SparkExamples(train, settings)) {
      if (validation == null) {
        return loop.fit(examples);
      }
      try (SparkExamples others = new SparkExamples(validation, settings)) {
        return loop.validate(others).fit(examples);
      }
    }
  }

  /**
   * Trains on rows of a data frame.
   *
   * @param features name of a column of arrays of floats or doubles, or of these alone
   * @param label name of a column of integers, which are class indices, of floats or doubles, or of
   *     arrays of these
   */
  public History fit(Dataset<Row> train, String features, String label) {
    return fit(ExampleColumns.of(train, features, label).examples());
  }

  private NetText text() {
    if (!local.isExact() && optim.loss().reduction() == io.github.taeda.nn.Reduction.SUM) {
      throw new IllegalStateException(
          "SparkSGD: localIterations(…) needs a loss that is a mean, but "
              + optim.loss()
              + " is a sum");
    }
    try {
      return NetText.of(optim.module(), optim.loss(), lossFactory);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "SparkSGD: executors cannot be sent what is trained: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "SparkSGD(" + optim + ", " + local + ")";
  }
}
