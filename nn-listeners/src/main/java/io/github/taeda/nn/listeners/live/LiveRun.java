package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run on a {@link LivePage}: a listener of {@code SGD}, or told by a custom loop what it does.
 *
 * <p>The buttons are obeyed between two batches. What the page cannot show never fails the run.
 */
public final class LiveRun implements Listener {
  private static final String LOSS = "loss";

  private final String name;
  private final Curves curves;
  private final Controls controls = new Controls();
  private final LongSupplier clock; // nanoseconds
  private final Pace pace;
  private final RunProgress progress;
  private final LayerWatch layers;
  private final Series losses;
  private final RunSaving saving = new RunSaving();
  private @Nullable TrainingRun training; // null in a custom loop, and when it has ended
  private @Nullable Optim optim;
  private WeakReference<@Nullable Optim> known = new WeakReference<>(null);
  private double epoch; // passes over the data so far
  private int before; // epochs of earlier runs of the same Optim
  private int completed; // epochs, those before included
  private int validated; // value of completed whose confusion matrix was told
  private volatile boolean over;

  LiveRun(String name, Curves curves, LongSupplier clock) {
    this.name = name;
    this.curves = curves;
    this.clock = clock;
    pace = new Pace(clock);
    progress = new RunProgress(clock);
    layers = new LayerWatch(clock, curves);
    losses = curves.of(LOSS);
    describe();
  }

  /**
   * Sets what the button "Save" does; without it that is a checkpoint, if {@link Checkpoints}
   * listen to the run too, else there is no such button.
   *
   * @param save called in the training thread, between two batches
   */
  public LiveRun onSave(Runnable save) {
    Objects.requireNonNull(save, "LiveRun: save is null");
    saving.by(save);
    describe();
    return this;
  }

  @Override
  public void started(TrainingRun run) {
    before = run.isResumed() ? 0 : completed;
    validated = -1;
    training = run;
    optim = run.optim();
    known = new WeakReference<>(optim);
    if (over) {
      controls.restart();
      over = false;
    }
    progress.restart();
    saving.byListenerOf(run);
    if (completed == 0) { // else they were told already
      for (History.Epoch past : run.history().epochs()) {
        losses.add(past.number(), past.loss());
        completed = past.number();
        curves.addValues(past, completed);
      }
    }
    describe();
    epoch = completed;
    tell();
  }

  @Override
  public void batchStarted(TrainingRun run) {
    if (controls.isPending()) {
      obey();
    }
  }

  @Override
  public void batchEnded(TrainingRun run) {
    count(run.optim(), before + run.epoch() - 1 + (double) run.batch() / run.batches(), run.loss());
  }

  @Override
  public void epochEnded(TrainingRun run) {
    completed = before + run.epoch();
    curves.addValues(run.lastEpoch(), completed);
    watch(() -> layers.take(run.optim(), completed));
    if (pace.isDue(clock.getAsLong())) {
      tell();
      watch(() -> layers.arm(run.optim()));
    }
    if (controls.isStop()) {
      run.stop("stopped on the live page");
    }
  }

  @Override
  public void ended(TrainingRun run) {
    String reason = run.history().stopReason();
    boolean complete = run.history().epochs().size() >= run.epochs();
    end(complete ? "ended" : reason == null ? "interrupted" : "stopped", reason);
  }

  /**
   * Tells of an iteration of a custom loop, after {@link Optim#step}; waits while the page has
   * paused the run.
   *
   * @param epoch passes over the data so far, with fractions
   * @param loss of the batch
   */
  public void iteration(Optim optim, double epoch, double loss) {
    Objects.requireNonNull(optim, "LiveRun: optim is null");
    count(optim, epoch, loss);
    if (controls.isPending()) {
      obey();
    }
  }

  /**
   * Tells of another value, such as one of an evaluation.
   *
   * @param name such as {@code validation loss}
   * @param epoch passes over the data so far
   */
  public void value(String name, double epoch, double value) {
    curves.add(Objects.requireNonNull(name, "LiveRun: name is null"), epoch, value);
    curves.publish();
  }

  /** Whether the page has asked a custom loop to stop. */
  public boolean isStopped() {
    return controls.isStop();
  }

  /** Tells that a custom loop has ended. */
  public void end() {
    end(controls.isStop() ? "stopped" : "ended", null);
  }

  /** Takes a command of the page; false if there is none of this name, or nobody to obey. */
  boolean request(String command) {
    return !over && controls.request(command);
  }

  /** Lets a paused run continue for good. */
  void release() {
    controls.close();
  }

  /** Whether the run has ended. */
  boolean isOver() {
    return over;
  }

  /** Whether this is the run of a training, or one that ended and is continued by it. */
  boolean isOf(TrainingRun run) {
    return training == run || (over && known.get() == run.optim());
  }

  private void count(Optim optim, double epoch, double loss) {
    this.optim = optim;
    this.epoch = epoch;
    losses.add(epoch, loss);
    progress.count(loss, optim.iterations());
    watch(() -> layers.take(optim, epoch));
    if (pace.isDue()) {
      curves.add("learning rate", epoch, optim.learningRate());
      tell();
      watch(() -> layers.arm(optim));
    }
  }

  private void watch(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException | OutOfMemoryError e) { // such as a vector that another one took over
      layers.stop();
      progress.message("no statistics of layers: " + e.getMessage());
    }
  }

  private void obey() {
    progress.hold();
    do {
      if (controls.isPaused()) {
        progress.pause();
        tell();
      }
      if (controls.awaitSave()) {
        progress.message(saving.save());
        tell();
      }
    } while (controls.isPaused());
    progress.resume();
    tell();
  }

  private void end(String state, @Nullable String message) {
    progress.state(state, message == null ? "" : message);
    tell();
    over = true;
    layers.release();
    saving.release();
    training = null;
    optim = null;
  }

  private void tell() {
    curves.changed(LOSS);
    curves.publish();
    TrainingRun run = training;
    Optim of = optim;
    ConfusionCounts counts =
        run == null || validated == completed ? null : ConfusionCounts.of(run, completed);
    if (counts != null) {
      validated = completed;
      curves.put("confusion", counts);
    }
    if (of != null) {
      curves.put("progress", progress.snapshot(run, of, epoch, before));
    }
  }

  private void describe() {
    curves.put("run", new RunDescription(name, saving.isPossible(), true));
  }

  @Override
  public String toString() {
    return "LiveRun(" + name + ")";
  }
}
