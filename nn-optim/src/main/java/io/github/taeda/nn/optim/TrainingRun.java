package io.github.taeda.nn.optim;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run of {@link SGD} as its listeners see it: its progress, its history, and how to stop it. */
public final class TrainingRun {
  private final Optim optim;
  private final BatchSampler sampler;
  private final int epochs;
  private final Set<String> valueNames;
  private final Function<TrainingRun, SavedRun> saver;
  private final List<History.Epoch> completed = new ArrayList<>();
  private @Nullable Batch data;
  private double loss = Double.NaN;
  private @Nullable String stopReason;
  private boolean resumed;
  private @Nullable EvaluatedWeights weights;
  private boolean withoutGradient; // of the current batch, which has only begun
  private List<Listener> listeners = List.of();
  private List<Metric> validationMetrics = List.of();

  TrainingRun(
      Optim optim,
      BatchSampler sampler,
      int epochs,
      Set<String> valueNames,
      Function<TrainingRun, SavedRun> saver) {
    this.optim = optim;
    this.sampler = sampler;
    this.epochs = epochs;
    this.valueNames = valueNames;
    this.saver = saver;
  }

  /** The iteration that is repeated: module, loss and rule. */
  public Optim optim() {
    return optim;
  }

  /** The current epoch, 1 for the first; 0 before. */
  public int epoch() {
    return state().epoch();
  }

  /** The number of epochs of the whole run. */
  public int epochs() {
    return epochs;
  }

  /** The current batch of the epoch, or the last one, 1 for the first; 0 before. */
  public int batch() {
    return state().batch();
  }

  /** The number of batches of an epoch. */
  public int batches() {
    return sampler.batches();
  }

  /** The number of examples of an epoch. */
  public int examples() {
    return sampler.size();
  }

  /**
   * The examples of the current batch; valid until the next batch.
   *
   * @throws IllegalStateException if there is none yet, or the data is elsewhere ({@link
   *     RemoteExamples})
   */
  public Batch data() {
    if (data == null) {
      throw new IllegalStateException(
          "TrainingRun: "
              + (batch() == 0 ? "no batch yet" : "the batches are not in this JVM, see hasData()"));
    }
    return data;
  }

  /** Whether the current batch is in this JVM. */
  public boolean hasData() {
    return data != null;
  }

  /** The loss of the last batch; NaN before the first. */
  public double loss() {
    return loss;
  }

  /** The loss of the epoch so far, reduced like the losses of a batch. */
  public double epochLoss() {
    RunState state = state();
    return optim.loss().reduction() == Reduction.SUM
        ? state.lossSum()
        : state.lossSum() / state.weight();
  }

  /** The epochs completed so far, and why the run is to stop, if it is. */
  public History history() {
    return new History(completed, stopReason);
  }

  /**
   * The names of the values that each epoch of this run will have, in order, known before the
   * first: {@code loss}, {@code validation loss} and so on.
   */
  public Set<String> valueNames() {
    return valueNames;
  }

  /** The epoch completed last. */
  public History.Epoch lastEpoch() {
    if (completed.isEmpty()) {
      throw new IllegalStateException("TrainingRun: no epoch is complete yet");
    }
    return completed.get(completed.size() - 1);
  }

  /** The listeners of the run, in the order in which they are called. */
  public List<Listener> listeners() {
    return listeners;
  }

  /** The metrics of the validation; after it, they are those of its examples until the next one. */
  public List<Metric> validationMetrics() {
    return validationMetrics;
  }

  /**
   * Stops the run after the current call, which the other listeners still get; the first reason, a
   * sentence, becomes {@link History#stopReason}. An incomplete epoch is not in the history.
   */
  public void stop(String reason) {
    Objects.requireNonNull(reason, "TrainingRun: reason is null");
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  /** Whether the run was resumed from a saved one. */
  public boolean isResumed() {
    return resumed;
  }

  /** Whether a listener has asked to stop. */
  public boolean isStopped() {
    return stopReason != null;
  }

  /**
   * Runs something while the module has the weights that the epochs are evaluated with: an average
   * if there is one, such as to keep the best epoch's, else its own.
   *
   * @return what {@code action} returns
   */
  public <T> T withEvaluatedWeights(Supplier<T> action) {
    Objects.requireNonNull(action, "TrainingRun: action is null");
    return weights == null ? action.get() : weights.run(action);
  }

  void prepare(EvaluatedWeights weights, List<Listener> listeners, List<Metric> metrics) {
    this.weights = weights;
    this.listeners = List.copyOf(listeners);
    validationMetrics = List.copyOf(metrics);
  }

  /** The counters and sums of the run. */
  public RunState state() {
    return optim.state();
  }

  /**
   * Everything that the run can be resumed from, as it is now. In {@link Listener#batchStarted}
   * that is the run before the batch; after the last batch of an epoch a run resumes with the
   * evaluation of that epoch.
   *
   * @throws IllegalStateException if something cannot be saved, such as the state of a generator
   *     that is no {@code SplitMix}
   */
  public SavedRun save() {
    return saver.apply(this);
  }

  /** The state to resume from: a batch that has only begun does not count. */
  RunState stateToSave() {
    return withoutGradient ? state().beforeBatch() : state();
  }

  BatchSampler sampler() {
    return sampler;
  }

  /** Before the first epoch; gradients that a stopped run has left are discarded. */
  void begin() {
    optim.discardGradient();
    optim.state(state().beginRun());
  }

  /** Whether there is something left to do, in this epoch or another. */
  boolean hasMore() {
    return isWithinEpoch() || epoch() < epochs;
  }

  /** The batches of the next epoch, or the rest of an epoch that was resumed. */
  Iterator<int[]> nextBatches() {
    if (isWithinEpoch()) {
      return sampler.rest(state().sampler(), batch());
    }
    optim.state(state().beginEpoch(sampler.state()));
    return sampler.next();
  }

  private boolean isWithinEpoch() {
    return completed.size() < epoch();
  }

  void beginBatch(@Nullable Batch data) {
    this.data = data;
    withoutGradient = true;
    optim.state(state().beginBatch());
  }

  void endBatch(double loss) {
    this.loss = loss;
    withoutGradient = false;
  }

  void endEpoch(double seconds, Map<String, Double> values) {
    completed.add(new History.Epoch(epoch(), epochLoss(), seconds, values));
  }

  /** Continues where another run was saved. */
  void restore(RunState state, List<History.Epoch> epochs) {
    resumed = true;
    optim.state(state);
    completed.addAll(epochs);
  }
}
