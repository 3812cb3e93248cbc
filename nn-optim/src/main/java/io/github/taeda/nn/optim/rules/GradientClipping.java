package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradient clipping, before the update rule. NaN in a gradient remains NaN. */
@FunctionalInterface
public interface GradientClipping {

  /** Clips all gradients, {@code [n]}, in place; those of frozen parameters are zero. */
  void apply(INDArray gradients);

  /**
   * Clipping of each element, {@code g ← min(max(g, −limit), limit)}.
   *
   * @param limit &gt; 0
   */
  static GradientClipping value(double limit) {
    Checks.requirePositive("GradientClipping.value", "limit", limit);
    return gradients -> Elementwise.clip(gradients, limit, gradients);
  }

  /**
   * Clipping of the norm of all gradients, {@code g ← g · min(1, limit / ‖g‖)} (Pascanu, Mikolov
   * and Bengio, 2013).
   *
   * @param limit &gt; 0
   */
  static GradientClipping norm(double limit) {
    Checks.requirePositive("GradientClipping.norm", "limit", limit);
    return gradients -> {
      double norm = Reductions.norm(gradients);
      if (!(norm <= limit)) {
        Elementwise.scale(gradients, limit / norm, gradients);
      }
    };
  }
}
