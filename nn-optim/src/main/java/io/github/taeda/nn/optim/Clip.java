package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Ops;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bound on the gradient before the rule sees it. Gradients that are NaN remain so. */
@FunctionalInterface
public interface Clip {

  /** Bounds all gradients, {@code [n]}, in place. */
  void apply(INDArray gradients);

  /**
   * Each number by itself, {@code g ← min(max(g, −limit), limit)}.
   *
   * @param limit &gt; 0
   */
  static Clip value(double limit) {
    Settings.requirePositive("Clip.value", "limit", limit);
    return gradients -> {
      Ops.maximum(gradients, -limit, gradients);
      Ops.minimum(gradients, limit, gradients);
    };
  }

  /**
   * All together, {@code g ← g · min(1, limit / ‖g‖)} with the norm over the whole module (Pascanu,
   * Mikolov and Bengio, 2013).
   *
   * @param limit &gt; 0
   */
  static Clip norm(double limit) {
    Settings.requirePositive("Clip.norm", "limit", limit);
    return gradients -> {
      double norm = Ops.norm(gradients);
      if (!(norm <= limit)) {
        Ops.scale(gradients, limit / norm, gradients);
      }
    };
  }
}
