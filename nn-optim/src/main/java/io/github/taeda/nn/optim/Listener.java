package io.github.taeda.nn.optim;

import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Watches a run of {@link SGD} and may stop it by {@link TrainingRun#stop}.
 *
 * <p>Listeners are called in the order in which they were added, {@link Checkpoints} last. An
 * exception in one ends the run; the {@link ListenerException} that {@code fit} throws names it.
 */
public interface Listener {

  /** Before the first epoch, or the first one after {@link SGD#resume}. */
  default void started(TrainingRun training) {}

  /** Before the forward pass of a batch. */
  default void batchStarted(TrainingRun training) {}

  /** After the backward pass, before the update; if the training is stopped here, none follows. */
  default void gradientReady(TrainingRun training) {}

  /** After a batch. */
  default void batchEnded(TrainingRun training) {}

  /** After an epoch has been measured; it is the last one of {@link TrainingRun#history}. */
  default void epochEnded(TrainingRun training) {}

  /** After the last epoch, and also when the run is stopped or fails. */
  default void ended(TrainingRun training) {}

  /** What a checkpoint must keep of this listener, by name; nothing unless overridden. */
  default Map<String, INDArray> state() {
    return Map.of();
  }

  /**
   * Takes over a copy of what {@link #state} gave before, when the training is resumed.
   *
   * @throws IllegalArgumentException if it does not fit; the listener is then unchanged
   */
  default void restore(TrainingRun training, Map<String, INDArray> state) {}
}
