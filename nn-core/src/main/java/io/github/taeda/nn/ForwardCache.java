package io.github.taeda.nn;

import io.github.taeda.nn.ops.Scratch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cache of what the last forward pass in training computed, so that backward need not recompute it.
 *
 * <p>It is recalled only for the very array that forward was given, under the same {@link
 * PaddingMask}, in the same {@link Scratch} step: in another step that array may hold other values.
 *
 * @param <T> what is cached, such as the output
 */
public final class ForwardCache<T> {
  private @Nullable INDArray input;
  private @Nullable INDArray mask;
  private @Nullable T value;
  private long step;

  /** Creates an empty cache. */
  public ForwardCache() {}

  /** Remembers {@code value} for {@code input}, in place of what was remembered before. */
  public void store(INDArray input, T value) {
    this.input = input;
    this.mask = PaddingMask.open();
    this.value = value;
    this.step = Scratch.stepNumber();
  }

  /** What was remembered for this array, or null if it is not the one last stored. */
  public @Nullable T recall(INDArray input) {
    boolean same = input == this.input && mask == PaddingMask.open();
    return same && step == Scratch.stepNumber() ? value : null;
  }
}
