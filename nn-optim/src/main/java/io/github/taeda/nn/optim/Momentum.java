package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Ops;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient descent with momentum, {@code v ← μ v + g}, {@code θ ← θ − η v} (Polyak, 1964).
 *
 * <p>The state is {@code velocity}, initially zero.
 */
public final class Momentum implements UpdateRule {
  private final double step;
  private final double momentum;
  private @Nullable INDArray velocity; // [n]

  /**
   * Makes a rule.
   *
   * @param step η, &gt; 0
   * @param momentum μ, in 0…1, 1 excluded
   */
  public Momentum(double step, double momentum) {
    this.step = Settings.requirePositive("Momentum", "step", step);
    this.momentum = Settings.requireFraction("Momentum", "momentum", momentum);
  }

  @Override
  public void update(INDArray values, INDArray gradients) {
    if (velocity == null) {
      velocity = Ops.zeros(values.dataType(), values.shape());
    }
    Ops.scale(velocity, momentum, velocity);
    Ops.add(velocity, gradients, velocity);
    Ops.addScaled(-step, velocity, values);
  }

  @Override
  public Map<String, INDArray> state() {
    return velocity == null ? Map.of() : Map.of("velocity", velocity);
  }

  @Override
  public String toString() {
    return "Momentum(step " + step + ", momentum " + momentum + ")";
  }
}
