package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Monitor;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.Settings;
import io.github.taeda.nn.optim.Snapshot;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Saves checkpoints during a run, from which {@link SGD#resume} goes on bit for bit.
 *
 * <pre>{@code
 * Checkpoints checkpoints =
 *     Checkpoints.in(directory).everyIterations(500).keepLast(2)
 *         .keepBest(Monitor.highest("validation accuracy"));
 * }</pre>
 *
 * <p>A checkpoint holds everything: parameters, state of module, rule and listeners, generators,
 * the place within the epoch, and the history. Files are named {@code
 * epoch-0003-batch-000120.safetensors}, the best {@code best.safetensors}; each takes its name when
 * it is complete, so that a kill at any moment leaves the one before. Unless set otherwise there is
 * one after each epoch, and the last three are kept; a run that is stopped saves where it was. A
 * directory serves one run: a new one is refused where another has saved. Generators that the
 * module and the order of the examples draw from must be {@link SplitMix}.
 */
public final class Checkpoints implements Listener {
  private final CheckpointFiles files;
  private int everyEpochs = 1;
  private long everyIterations = Long.MAX_VALUE;
  private int last = 3;
  private @Nullable Monitor goal;
  private double best = Double.NaN;
  private long periods; // of everyIterations that were over at the last save

  private Checkpoints(Path directory) {
    files =
        new CheckpointFiles(Objects.requireNonNull(directory, "Checkpoints: directory is null"));
  }

  /** Saves into a directory, which is made when the run starts if there is none. */
  public static Checkpoints in(Path directory) {
    return new Checkpoints(directory);
  }

  /** Saves after every so many epochs, at least 1. */
  public Checkpoints everyEpochs(int epochs) {
    everyEpochs = Checks.requireCount("Checkpoints", "everyEpochs", epochs);
    return this;
  }

  /** Saves after every so many updates too, at least 1. */
  public Checkpoints everyIterations(long iterations) {
    everyIterations = Checks.requireCount("Checkpoints", "everyIterations", iterations);
    return this;
  }

  /** Keeps so many of the newest files, at least 1. */
  public Checkpoints keepLast(int last) {
    this.last = Checks.requireCount("Checkpoints", "keepLast", last);
    return this;
  }

  /** Keeps the best epoch's too, as {@code best.safetensors}. */
  public Checkpoints keepBest(Monitor goal) {
    this.goal = Objects.requireNonNull(goal, "Checkpoints: goal is null");
    return this;
  }

  /** The newest checkpoint of the directory, or null if there is none. */
  public @Nullable Path newest() {
    return files.newest();
  }

  /** The best epoch's checkpoint, or null if there is none. */
  public @Nullable Path best() {
    return Files.exists(files.best()) ? files.best() : null;
  }

  @Override
  public void started(TrainingRun training) {
    Checkpoint.generators(training); // whose states can all be kept
    Snapshot.arraysOf(training.optim().module()); // which can all be told apart
    try {
      Files.createDirectories(files.directory());
      files.deleteRemains();
      if (training.isResumed()) {
        files.deleteAfter(training.epoch(), training.batch());
      } else {
        files.requireNone();
        best = Double.NaN;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the directory " + files.directory(), e);
    }
    periods = training.optim().iterations() / everyIterations;
  }

  @Override
  public void batchEnded(TrainingRun training) {
    boolean updated = training.optim().progress().batches() == 0;
    boolean within = training.batch() < training.batches(); // else when the epoch has been measured
    if (within && (training.isStopped() || (updated && isDue(training)))) {
      save(training);
    }
  }

  @Override
  public void epochEnded(TrainingRun training) {
    if (goal != null) {
      double value = goal.of(training.lastEpoch());
      if (Double.isNaN(best) || goal.improvement(value, best) > 0) {
        best = value;
        write(training, files.best());
      }
    }
    if (isDue(training)
        || training.epoch() % everyEpochs == 0
        || training.epoch() == training.epochs()
        || training.isStopped()) {
      save(training);
    }
  }

  private boolean isDue(TrainingRun training) {
    return training.optim().iterations() / everyIterations > periods;
  }

  /** {@code best}, the value of the best epoch so far, if the best is kept. */
  @Override
  public Map<String, INDArray> state() {
    if (goal == null) {
      return Map.of();
    }
    return Map.of("best", NDArrays.of(new double[] {best}, 1));
  }

  @Override
  public void restore(TrainingRun training, Map<String, INDArray> state) {
    if (goal != null) {
      best = Settings.requireNumbers(this, "best", state, 1)[0];
    }
  }

  @Override
  public String toString() {
    return "Checkpoints(" + files.directory() + ")";
  }

  /**
   * Takes the parameters and state of a module alone from a checkpoint, to use the module.
   *
   * @param module of the same parameters and state
   * @throws IOException if the file cannot be read or does not fit; the module is unchanged then
   */
  public static void loadInto(Module module, Path file) throws IOException {
    Checkpoint.readModule(file, module);
  }

  /** Brings a run to where a checkpoint was made; nothing changes if that fails. */
  public static void resume(Path file, TrainingRun training) {
    Path checkpoint = CheckpointFiles.isDirectory(file) ? new CheckpointFiles(file).newest() : file;
    if (checkpoint == null) {
      return;
    }
    if (!Files.exists(checkpoint)) {
      throw new IllegalArgumentException("SGD: cannot resume: there is no file " + checkpoint);
    }
    try {
      Checkpoint.read(checkpoint, training);
    } catch (IOException e) {
      throw new UncheckedIOException("SGD: cannot resume: " + e.getMessage(), e);
    }
  }

  private void save(TrainingRun training) {
    periods = training.optim().iterations() / everyIterations;
    write(training, files.at(training.epoch(), training.batch()));
    try {
      files.keepNewest(last);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete an old checkpoint: " + e.getMessage(), e);
    }
  }

  private static void write(TrainingRun training, Path file) {
    try {
      Checkpoint.write(file, training);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
