package io.github.taeda.nn.layers;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lets one thread watch what positions attend to during a pass, in training or evaluation.
 *
 * <pre>{@code
 * INDArray output =
 *     AttentionProbe.observe(
 *         (attention, weights) -> System.out.println(attention + ": " + weights),
 *         () -> net.forward(input));
 * }</pre>
 */
public final class AttentionProbe {
  private static final ThreadLocal<@Nullable AttentionObserver> OBSERVER = new ThreadLocal<>();
  private static final AtomicInteger OBSERVED = new AtomicInteger(); // passes, on any thread

  private AttentionProbe() {}

  /**
   * Runs a pass and shows an observer the weights of every attention in it, on this thread only.
   *
   * @return what the pass returns
   */
  public static <T> T observe(AttentionObserver observer, Supplier<T> pass) {
    Objects.requireNonNull(observer, "AttentionProbe: observer is null");
    Objects.requireNonNull(pass, "AttentionProbe: pass is null");
    AttentionObserver outer = OBSERVER.get();
    OBSERVER.set(observer);
    OBSERVED.incrementAndGet();
    try {
      return pass.get();
    } finally {
      OBSERVED.decrementAndGet();
      if (outer == null) {
        OBSERVER.remove();
      } else {
        OBSERVER.set(outer);
      }
    }
  }

  /** Shows the weights to this thread's observer; one read of a counter while no thread has any. */
  static void show(MultiHeadAttention attention, INDArray weights) {
    AttentionObserver observer = OBSERVED.get() == 0 ? null : OBSERVER.get();
    if (observer != null) {
      observer.weights(attention, weights);
    }
  }

  /** Sees the weights of attention modules. */
  @FunctionalInterface
  public interface AttentionObserver {

    /**
     * After a forward pass of an attention.
     *
     * @param weights {@code [batch, heads, length, length]}: how much each position, the third
     *     axis, takes of each, the fourth; only to be read, and inside a step of a {@link
     *     io.github.taeda.nn.ops.Scratch} recycled after it
     */
    void weights(MultiHeadAttention attention, INDArray weights);
  }
}
