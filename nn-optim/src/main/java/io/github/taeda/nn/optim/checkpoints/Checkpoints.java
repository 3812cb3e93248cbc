package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.CustomLoop;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Monitor;
import io.github.taeda.nn.optim.RunSource;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.SavedRun;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.internal.StateArrays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Saves checkpoints during a run, which {@link SGD#resume} resumes bit for bit.
 *
 * <pre>{@code
 * Checkpoints checkpoints =
 *     Checkpoints.in(directory).everyIterations(500).keepLast(2)
 *         .keepBest(Monitor.highest("validation accuracy"));
 * History history = SGD.of(optim).listen(checkpoints).resume(checkpoints).fit(train);
 * }</pre>
 *
 * <p>A checkpoint has the whole {@link SavedRun}: parameters and buffers, the states of rule,
 * listeners and generators, the position within the epoch, and the history. Files are named {@code
 * epoch-0003-batch-000120.safetensors}, the best {@code best.safetensors}; each gets its name when
 * it is complete, so that a kill at any moment leaves the one before. Unless set otherwise there is
 * one after each epoch, and the last three are kept; a run that is stopped saves too. A directory
 * serves one run: a new one is rejected where another has saved. The generators of the module and
 * of the shuffling must be {@link SplitMix}.
 */
public final class Checkpoints implements Listener, RunSource {
  private final CheckpointFiles files;
  private int everyEpochs = 1;
  private long everyIterations = Long.MAX_VALUE;
  private int last = 3;
  private @Nullable Monitor monitor;
  private double best = Double.NaN;
  private long periods; // of everyIterations that were complete at the last save

  private Checkpoints(Path directory) {
    files =
        new CheckpointFiles(Objects.requireNonNull(directory, "Checkpoints: directory is null"));
  }

  /** Saves into a directory, which is created when the run starts if there is none. */
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

  /** Keeps the best epoch's too, as {@code best.safetensors}; one whose value is NaN is none. */
  public Checkpoints keepBest(Monitor monitor) {
    this.monitor = Objects.requireNonNull(monitor, "Checkpoints: monitor is null");
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

  /** A checkpoint of a run, to resume from that one rather than from the newest. */
  public static RunSource file(Path file) {
    Objects.requireNonNull(file, "Checkpoints: file is null");
    return () -> {
      if (!Files.exists(file)) {
        throw new NoSuchFileException("there is no file " + file);
      }
      return Checkpoint.read(file);
    };
  }

  /** The newest checkpoint of the directory, or null if there is none. */
  @Override
  public @Nullable SavedRun load() throws IOException {
    Path newest = files.newest();
    return newest == null ? null : Checkpoint.read(newest);
  }

  /** After all other listeners, so that a checkpoint has what they have just changed. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void started(TrainingRun run) {
    if (monitor != null) {
      monitor.requireIn(run);
    }
    run.save(); // rejects before training what cannot be saved
    try {
      Files.createDirectories(files.directory());
      files.deleteRemains();
      if (run.isResumed()) {
        files.deleteAfter(run.epoch(), run.batch());
      } else {
        files.requireNone();
        best = Double.NaN;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the directory " + files.directory(), e);
    }
    periods = run.optim().iterations() / everyIterations;
  }

  @Override
  public void batchEnded(TrainingRun run) {
    boolean updated = run.state().accumulatedBatches() == 0;
    boolean within = run.batch() < run.batches(); // else after the evaluation of the epoch
    if (run.isStopped() || (within && updated && isDue(run))) {
      save(run);
    }
  }

  @Override
  public void epochEnded(TrainingRun run) {
    if (monitor != null) {
      double value = monitor.of(run.lastEpoch());
      if (monitor.isBetter(value, best, 0)) {
        best = value;
        write(run.save(), files.best());
      }
    }
    if (isDue(run)
        || run.epoch() % everyEpochs == 0
        || run.epoch() == run.epochs()
        || run.isStopped()) {
      save(run);
    }
  }

  /**
   * Saves the run as it is now, such as when a user asks for it; for {@link Listener#batchStarted}
   * of another listener. It counts as one of the newest files.
   *
   * @return the file
   */
  public Path saveNow(TrainingRun run) {
    Objects.requireNonNull(run, "Checkpoints: run is null");
    SavedRun saved = run.save();
    Path file = files.at(saved.state().epoch(), saved.state().batch());
    write(saved, file);
    files.keepNewest(last);
    return file;
  }

  private boolean isDue(TrainingRun run) {
    return run.optim().iterations() / everyIterations > periods;
  }

  /** {@code best}, the value of the best epoch so far, if the best is kept. */
  @Override
  public Map<String, INDArray> state() {
    if (monitor == null) {
      return Map.of();
    }
    return Map.of("best", NDArrays.of(new double[] {best}, 1));
  }

  @Override
  public void restore(TrainingRun run, Map<String, INDArray> state) {
    if (monitor != null) {
      best = StateArrays.doubles(this, "best", state, 1)[0];
    }
  }

  @Override
  public String toString() {
    return "Checkpoints(" + files.directory() + ")";
  }

  /**
   * Loads only the parameters and buffers of a checkpoint, to use the module; their average, if the
   * run had begun one.
   *
   * @param module of the same parameters and buffers
   * @throws IOException if the file cannot be read or does not fit; the module is unchanged then
   */
  public static void loadInto(Module module, Path file) throws IOException {
    SavedRun saved = Checkpoint.read(file);
    try {
      saved.copyInto(module);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Writes a saved run to a file, such as that of a {@link CustomLoop}. The file is replaced as a
   * whole; {@link #file} reads it.
   *
   * @throws IOException if the file cannot be written; an older one remains then
   */
  public static void write(Path file, SavedRun run) throws IOException {
    Checkpoint.write(file, Objects.requireNonNull(run, "Checkpoints: run is null"));
  }

  private void save(TrainingRun run) {
    periods = run.optim().iterations() / everyIterations;
    write(run.save(), files.at(run.epoch(), run.batch()));
    files.keepNewest(last);
  }

  private static void write(SavedRun run, Path file) {
    try {
      Checkpoint.write(file, run);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + e.getMessage(), e);
    }
  }
}
