package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.optim.internal.StateArrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Average of the parameters over training, often better than the last ones: {@link #exponential},
 * or {@link #equal} (stochastic weight averaging, Izmailov et al., 2018).
 *
 * <pre>{@code
 * SGD.of(optim).validate(test).listen(WeightAverage.exponential(0.999)) …
 * }</pre>
 *
 * <p>As a listener of {@link SGD} it does not change the training, but each epoch is evaluated with
 * the average instead of the present parameters, early stopping keeps the average of the best
 * epoch, and at the end of the run, also of one that fails, the module gets the average.
 * Checkpoints have both, so that runs resume bit for bit. A custom loop calls {@link #add} after
 * each update or epoch, and {@link #run} or {@link #copyInto}.
 *
 * <p>Buffers are averaged alike. After an epoch with {@code equal}, {@code SGD} replaces those of a
 * module that has any by statistics of the average itself, in one more pass over the training data
 * ({@link io.github.taeda.nn.StatisticsPass}).
 */
public final class WeightAverage implements Listener {
  private final double decay; // NaN if all count the same
  private int firstEpoch = 1;
  private @Nullable AveragedArrays arrays; // once something was added

  private WeightAverage(double decay) {
    this.decay = decay;
  }

  /**
   * Exponential moving average {@code a ← d a + (1 − d) θ} after every update, which begins with
   * the parameters after the first one.
   *
   * @param decay d, at least 0 and less than 1; it averages over about 1/(1 − d) updates
   */
  public static WeightAverage exponential(double decay) {
    return new WeightAverage(Checks.requireFraction("WeightAverage", "decay", decay));
  }

  /** Mean of the parameters at the ends of epochs, of which all count the same. */
  public static WeightAverage equal() {
    return new WeightAverage(Double.NaN);
  }

  /** Begins in this epoch of {@link SGD}, at least 1, which is the first unless set. */
  public WeightAverage from(int epoch) {
    this.firstEpoch = Checks.requireCount("WeightAverage", "from", epoch);
    return this;
  }

  /** How many times parameters have been added. */
  public long count() {
    return arrays == null ? 0 : arrays.count();
  }

  /**
   * Adds the present parameters and buffers, always of one {@code Optim}.
   *
   * @throws IllegalArgumentException if those before were of another module
   */
  public void add(Optim optim) {
    Objects.requireNonNull(optim, "WeightAverage: optim is null");
    if (arrays == null) {
      arrays = new AveragedArrays(this, optim);
    } else {
      arrays.add(optim, decay);
    }
  }

  /**
   * Copies the average into a module: parameters and buffers.
   *
   * @param module the one in training or a copy of it
   * @throws IllegalStateException if nothing was added yet
   * @throws IllegalArgumentException if it does not fit; the module is unchanged then
   */
  public void copyInto(Module module) {
    Objects.requireNonNull(module, "WeightAverage: module is null");
    arrays().copyInto(module);
  }

  /**
   * Runs something, such as an evaluation, while a module has the average.
   *
   * @param module which gets its own parameters and buffers again, whatever happens
   * @return what {@code action} returns
   */
  public <T> T run(Module module, Supplier<T> action) {
    Objects.requireNonNull(action, "WeightAverage: action is null");
    Snapshot own = new Snapshot();
    own.take(module);
    copyInto(module);
    try {
      return action.get();
    } finally {
      own.restore(module);
    }
  }

  /** Takes over the buffers of a module, instead of their average. */
  void keepBuffers(Module module) {
    arrays().keepBuffers(module);
  }

  boolean isEqual() {
    return Double.isNaN(decay);
  }

  int firstEpoch() {
    return firstEpoch;
  }

  /** Before all other listeners, so that these see the average when the run has ended. */
  @Override
  public int order() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void started(TrainingRun run) {
    ModuleArray.byName(run.optim().module()); // requires names that differ
    if (!run.isResumed()) {
      arrays = null;
    }
  }

  @Override
  public void ended(TrainingRun run) {
    if (arrays != null) {
      copyInto(run.optim().module());
    }
  }

  /** {@code count}, and once something was added {@code values} and {@code buffer.…}. */
  @Override
  public Map<String, INDArray> state() {
    return AveragedArrays.state(arrays);
  }

  @Override
  public void restore(TrainingRun run, Map<String, INDArray> state) {
    restore(run.optim(), state);
  }

  void restore(Optim optim, Map<String, INDArray> state) {
    if (StateArrays.doubles(this, "count", state, 1)[0] == 0) {
      arrays = null;
      return;
    }
    AveragedArrays restored = new AveragedArrays(this, state);
    restored.bind(optim.module());
    arrays = restored;
  }

  private AveragedArrays arrays() {
    if (arrays == null) {
      throw new IllegalStateException(this + ": nothing was added yet");
    }
    return arrays;
  }

  /** {@code WeightAverage(exponential 0.999)}. */
  @Override
  public String toString() {
    return "WeightAverage(" + (isEqual() ? "equal" : "exponential " + decay) + ")";
  }
}
