package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.internal.StateArrays;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learning-rate schedule that reduces the learning rate when a value has not improved for some
 * epochs ({@code ReduceLROnPlateau} in Keras and PyTorch).
 *
 * <pre>{@code
 * SGD.of(optim).validate(test).listen(new ReduceOnPlateau(3).reduceBy(0.5)) …
 * }</pre>
 *
 * <p>Unless set otherwise the value is {@code validation loss}, or {@code loss} without validation
 * data, any improvement counts, and the learning rate becomes a tenth. A NaN is no improvement.
 * After {@code patience} epochs without improvement, as in Keras, the next one is trained with the
 * reduced learning rate (PyTorch waits for one epoch more). Checkpoints keep the state; a new run
 * begins with the whole learning rate.
 *
 * <p>It may also be given to {@link SGD#schedule}, or to {@link Optim#schedule}, and is multiplied
 * with the other schedules. A custom loop gives it to {@code Optim.schedule} and calls {@link
 * #observe} after each epoch.
 */
public final class ReduceOnPlateau implements Listener, Schedule {
  private final int patience;
  private @Nullable Monitor monitor;
  private double reduction = 0.1;
  private double minimumImprovement;
  private double minimumFactor;
  private int cooldown;

  private double best = Double.NaN;
  private int waited;
  private int cooling; // epochs left
  private double factor = 1;

  /**
   * Creates a schedule.
   *
   * @param patience epochs without improvement after which the learning rate is reduced, at least 1
   */
  public ReduceOnPlateau(int patience) {
    this.patience = Checks.requireCount("ReduceOnPlateau", "patience", patience);
  }

  /** Monitors another value. */
  public ReduceOnPlateau on(Monitor monitor) {
    this.monitor = Objects.requireNonNull(monitor, "ReduceOnPlateau: monitor is null");
    return this;
  }

  /** Multiplies the learning rate by this each time, greater than 0 and less than 1. */
  public ReduceOnPlateau reduceBy(double factor) {
    Checks.requirePositive("ReduceOnPlateau", "reduceBy", factor);
    this.reduction = Checks.requireFraction("ReduceOnPlateau", "reduceBy", factor);
    return this;
  }

  /** Ignores improvements that are not larger than this, at least 0. */
  public ReduceOnPlateau minimumImprovement(double minimum) {
    this.minimumImprovement =
        Checks.requireNonNegative("ReduceOnPlateau", "minimumImprovement", minimum);
    return this;
  }

  /** Does not count so many epochs after a reduction, at least 0; none unless set. */
  public ReduceOnPlateau cooldown(int epochs) {
    this.cooldown = (int) Checks.requireNonNegative("ReduceOnPlateau", "cooldown", epochs);
    return this;
  }

  /** Never reduces the learning rate below this part of the rule's, in 0…1; 0 unless set. */
  public ReduceOnPlateau minimumFactor(double minimum) {
    this.minimumFactor = Checks.requireProportion("ReduceOnPlateau", "minimumFactor", minimum);
    return this;
  }

  /** Takes in the value of another epoch; {@link SGD} does so itself. */
  public void observe(double value) {
    Monitor direction = monitor == null ? Monitor.lowest("loss") : monitor;
    if (direction.isBetter(value, best, minimumImprovement)) {
      best = value;
      waited = 0;
    } else {
      waited++;
    }
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    if (waited >= patience) {
      factor = Math.min(factor, Math.max(factor * reduction, minimumFactor));
      cooling = cooldown;
      waited = 0;
    }
  }

  /** The present factor, whatever the time. */
  @Override
  public double factor(long time) {
    return factor;
  }

  /** Not supported, for the result would not observe anything. */
  @Override
  public Schedule warmUp(long length) {
    throw new UnsupportedOperationException(
        "ReduceOnPlateau: warmUp(…) is for other schedules; give this one to SGD.listen(…) and"
            + " Schedule.constant().warmUp(…) to schedule(…), and they are multiplied");
  }

  @Override
  public void started(TrainingRun run) {
    run.optim().learningRates().require("ReduceOnPlateau");
    monitor(run).requireIn(run);
    if (!run.isResumed()) {
      best = Double.NaN;
      waited = 0;
      cooling = 0;
      factor = 1;
    }
  }

  @Override
  public void epochEnded(TrainingRun run) {
    observe(monitor(run).of(run.lastEpoch()));
  }

  /** {@code progress}: best value, epochs waited, epochs of cooldown left, factor. */
  @Override
  public Map<String, INDArray> state() {
    return Map.of("progress", NDArrays.of(new double[] {best, waited, cooling, factor}, 4));
  }

  @Override
  public void restore(TrainingRun run, Map<String, INDArray> state) {
    restore(state);
  }

  void restore(Map<String, INDArray> state) {
    double[] progress = StateArrays.doubles(this, "progress", state, 4);
    best = progress[0];
    waited = (int) progress[1];
    cooling = (int) progress[2];
    factor = progress[3];
  }

  private Monitor monitor(TrainingRun run) {
    return monitor == null ? Monitor.lossOf(run) : monitor;
  }

  /** {@code ReduceOnPlateau(patience 3, factor 0.1)}. */
  @Override
  public String toString() {
    return "ReduceOnPlateau(patience " + patience + ", factor " + reduction + ")";
  }
}
