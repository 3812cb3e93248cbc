package io.github.taeda.nn;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lets one thread watch what the children of containers put out during a forward pass. */
final class Trace {
  private static final ThreadLocal<@Nullable Observer> OBSERVER = new ThreadLocal<>();

  private Trace() {}

  /** Runs {@code pass} and shows every child's output to {@code observer}, inner ones first. */
  static <T> T observe(Observer observer, Supplier<T> pass) {
    Observer outer = OBSERVER.get();
    OBSERVER.set(observer);
    try {
      return pass.get();
    } finally {
      if (outer == null) {
        OBSERVER.remove();
      } else {
        OBSERVER.set(outer);
      }
    }
  }

  static void record(Container container, int index, INDArray output) {
    Observer observer = OBSERVER.get();
    if (observer != null) {
      observer.output(container, index, output);
    }
  }

  /** Sees the output of a container's child. */
  interface Observer {
    void output(Container container, int index, INDArray output);
  }
}
