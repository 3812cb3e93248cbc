package io.github.taeda.nn.optim;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Callbacks of a run of {@link SGD}, which may stop it by {@link TrainingRun#stop}.
 *
 * <p>Listeners are called in the order in which they were added, unless they have an {@link
 * #order()}. An exception in one ends the run; the {@link ListenerException} that {@code fit}
 * throws names it.
 */
public interface Listener {

  /**
   * Listeners of a lower order are called before those of a higher one; 0 unless overridden.
   * Checkpoints are called last, so that they save what other listeners have just changed.
   */
  default int order() {
    return 0;
  }

  /** Before the first epoch, or the first one after {@link SGD#resume}. */
  default void started(TrainingRun run) {}

  /** Before the forward pass of a batch. */
  default void batchStarted(TrainingRun run) {}

  /** After the backward pass, before the update; if the run is stopped here, none follows. */
  default void gradientReady(TrainingRun run) {}

  /** After a batch. */
  default void batchEnded(TrainingRun run) {}

  /** After the evaluation of an epoch, which is the last one of {@link TrainingRun#history}. */
  default void epochEnded(TrainingRun run) {}

  /** After the last epoch, and also when the run is stopped or fails. */
  default void ended(TrainingRun run) {}

  /** The arrays that a checkpoint must save of this listener, by name; none unless overridden. */
  default Map<String, INDArray> state() {
    return Map.of();
  }

  /**
   * Restores a saved {@link #state}, of which the listener keeps a copy, when a run is resumed.
   *
   * @throws IllegalArgumentException if it does not fit; the listener is then unchanged
   */
  default void restore(TrainingRun run, Map<String, INDArray> state) {}
}
