package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bound on the gradient before the rule sees it. Gradients that are NaN remain so. */
@FunctionalInterface
public interface GradientClipping {

  /** Bounds all gradients, {@code [n]}, in place. */
  void apply(INDArray gradients);

  /**
   * Each number by itself, {@code g ← min(max(g, −limit), limit)}.
   *
   * @param limit &gt; 0
   */
  static GradientClipping value(double limit) {
    Checks.requirePositive("Clip.value", "limit", limit);
    return gradients -> {
      Elementwise.maximum(gradients, -limit, gradients);
      Elementwise.minimum(gradients, limit, gradients);
    };
  }

  /**
   * All together, {@code g ← g · min(1, limit / ‖g‖)} with the norm over the whole module (Pascanu,
   * Mikolov and Bengio, 2013).
   *
   * @param limit &gt; 0
   */
  static GradientClipping norm(double limit) {
    Checks.requirePositive("Clip.norm", "limit", limit);
    return gradients -> {
      double norm = Reductions.norm(gradients);
      if (!(norm <= limit)) {
        Elementwise.scale(gradients, limit / norm, gradients);
      }
    };
  }
}
