package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.internal.StateArrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Early stopping: stops a run when a value has not improved for some epochs, and restores the
 * parameters and buffers of the best epoch, or their {@link WeightAverage} (Prechelt, 1998).
 *
 * <p>Unless set otherwise the value is {@code validation loss}, or {@code loss} without validation
 * data, and any improvement counts. A NaN is no improvement. The best is restored when the run
 * ends, whatever ends it; listeners added before this one see the last parameters in {@code ended},
 * those after it the best. If no epoch had a value but NaN, the last parameters remain.
 */
public final class EarlyStopping implements Listener {
  private final int patience;
  private @Nullable Monitor monitor;
  private double minimum;
  private final Snapshot snapshot = new Snapshot();
  private double best = Double.NaN;
  private int waited;

  /**
   * Creates a listener.
   *
   * @param patience epochs without improvement after which the run stops, at least 1
   */
  public EarlyStopping(int patience) {
    this.patience = Checks.requireCount("EarlyStopping", "patience", patience);
  }

  /** Monitors another value. */
  public EarlyStopping on(Monitor monitor) {
    this.monitor = Objects.requireNonNull(monitor, "EarlyStopping: monitor is null");
    return this;
  }

  /** Ignores improvements that are not larger than this, at least 0. */
  public EarlyStopping minimumImprovement(double minimum) {
    this.minimum = Checks.requireNonNegative("EarlyStopping", "minimumImprovement", minimum);
    return this;
  }

  /** The best value so far; NaN before the first epoch that has one. */
  public double best() {
    return best;
  }

  @Override
  public void started(TrainingRun run) {
    monitor(run).requireIn(run);
    ModuleArray.byName(run.optim().module()); // requires names that differ
    if (!run.isResumed()) {
      snapshot.forget();
      best = Double.NaN;
      waited = 0;
    } else if (waited >= patience) {
      stop(run);
    }
  }

  @Override
  public void epochEnded(TrainingRun run) {
    Monitor monitor = monitor(run);
    double value = monitor.of(run.lastEpoch());
    if (monitor.isBetter(value, best, minimum)) {
      best = value;
      waited = 0;
      run.withEvaluatedWeights(() -> snapshot.take(run.optim().module()));
    } else if (++waited >= patience) {
      stop(run);
    }
  }

  @Override
  public void ended(TrainingRun run) {
    snapshot.restore(run.optim().module());
  }

  /**
   * The best epoch's arrays under {@code best.…}, and {@code progress}: best value, epochs waited.
   */
  @Override
  public Map<String, INDArray> state() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    snapshot.arrays().forEach((name, array) -> state.put("best." + name, array));
    state.put("progress", NDArrays.of(new double[] {best, waited}, 2));
    return state;
  }

  @Override
  public void restore(TrainingRun run, Map<String, INDArray> state) {
    double[] progress = StateArrays.doubles(this, "progress", state, 2);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    state.forEach(
        (name, array) -> {
          if (name.startsWith("best.")) {
            arrays.put(name.substring("best.".length()), array);
          }
        });
    snapshot.take(run.optim().module(), arrays);
    best = progress[0];
    waited = (int) progress[1];
  }

  private void stop(TrainingRun run) {
    Monitor monitor = monitor(run);
    List<History.Epoch> epochs = run.history().epochs();
    long nan =
        epochs.subList(epochs.size() - waited, epochs.size()).stream()
            .filter(epoch -> Double.isNaN(epoch.value(monitor.value()).orElse(0.0)))
            .count();
    run.stop(
        Double.isNaN(best)
            ? String.format(
                Locale.ROOT,
                "EarlyStopping: %s was not a number (NaN) in each of %d epochs",
                monitor.value(),
                waited)
            : String.format(
                Locale.ROOT,
                "EarlyStopping: %s has not improved on %.6g for %d epochs%s",
                monitor.value(),
                best,
                waited,
                nan == 0 ? "" : ", in " + nan + " of which it was not a number (NaN)"));
  }

  private Monitor monitor(TrainingRun run) {
    return monitor == null ? Monitor.lossOf(run) : monitor;
  }

  /** {@code EarlyStopping(patience 5)}. */
  @Override
  public String toString() {
    return "EarlyStopping(patience " + patience + ")";
  }
}
