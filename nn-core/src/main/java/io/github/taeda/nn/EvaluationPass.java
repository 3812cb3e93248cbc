package io.github.taeda.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs passes in evaluation, on one thread only, whatever mode the modules are in.
 *
 * <pre>{@code
 * INDArray scores = EvaluationPass.run(() -> net.forward(input)); // net may be in training
 * }</pre>
 *
 * <p>Meanwhile {@link Module#isTraining} is false on this thread, for every module. The modes
 * themselves do not change, so other threads may use or train the same modules: they see what they
 * saw before. A module that hands work to threads of its own must ask {@code isTraining()} first.
 */
public final class EvaluationPass {
  private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);
  private static final AtomicInteger RUNNING = new AtomicInteger(); // on any thread

  private EvaluationPass() {}

  /**
   * Runs a pass.
   *
   * @return what the pass returns
   */
  public static <T> T run(Supplier<T> pass) {
    int outer = DEPTH.get();
    DEPTH.set(outer + 1);
    RUNNING.incrementAndGet();
    try {
      return pass.get();
    } finally {
      RUNNING.decrementAndGet();
      if (outer == 0) {
        DEPTH.remove();
      } else {
        DEPTH.set(outer);
      }
    }
  }

  /** Whether this thread runs one; one read of a counter while no thread does. */
  static boolean isHere() {
    return RUNNING.get() != 0 && DEPTH.get() != 0;
  }
}
