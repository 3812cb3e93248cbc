package io.github.taeda.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lets one thread watch what the children of containers compute during a pass.
 *
 * <pre>{@code
 * INDArray output =
 *     Probe.observe(
 *         (container, index, child) -> System.out.println(container.get(index) + ": " + child),
 *         () -> net.forward(input));
 * }</pre>
 *
 * <p>Each child is shown when its call returns, so inner ones come before those around them. The
 * arrays are only to be read, and inside a step of a {@link io.github.taeda.nn.ops.Scratch} they
 * are recycled after it.
 */
public final class Probe {
  private static final ThreadLocal<@Nullable Observer> OBSERVER = new ThreadLocal<>();
  private static final AtomicInteger OBSERVED = new AtomicInteger(); // passes, on any thread

  private Probe() {}

  /**
   * Runs a pass and shows an observer what every child computes in it, on this thread only.
   *
   * @return what the pass returns
   */
  public static <T> T observe(Observer observer, Supplier<T> pass) {
    Observer outer = OBSERVER.get();
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

  static void output(Container container, int index, INDArray output) {
    Observer observer = observer();
    if (observer != null) {
      observer.output(container, index, output);
    }
  }

  static void backward(Container container, int index, @Nullable INDArray inputDelta) {
    Observer observer = observer();
    if (observer != null) {
      observer.backward(container, index, inputDelta);
    }
  }

  /** This thread's observer; one read of a counter while no thread has any. */
  private static @Nullable Observer observer() {
    return OBSERVED.get() == 0 ? null : OBSERVER.get();
  }

  /** Sees what a container's child computes. */
  @FunctionalInterface
  public interface Observer {

    /** After the forward pass of a child. */
    void output(Container container, int index, INDArray output);

    /**
     * After a backward pass of a child, whichever half it is.
     *
     * @param inputDelta the delta of the child's input, or null if only gradients were asked for
     */
    default void backward(Container container, int index, @Nullable INDArray inputDelta) {}
  }
}
