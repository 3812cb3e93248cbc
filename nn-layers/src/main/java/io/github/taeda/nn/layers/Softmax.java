package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Softmaxes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Softmax over the last axis, {@code y_i = e^x_i / Σ_j e^x_j} (Bridle, 1990), finite for any finite
 * x.
 *
 * <p>{@code [*, classes] → [*, classes]}; each row sums to 1. The delta is {@code y_i (δ_i − Σ_j
 * δ_j y_j)}. For training with cross-entropy, leave it out and take the loss on scores, which is
 * exact where this one has rounded to 0.
 */
public final class Softmax extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<Softmax> TYPE = ModuleType.of(Softmax.class, Softmax::new);

  /** Creates a softmax. */
  public Softmax() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Softmaxes.softmax(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Softmaxes.softmaxDelta(output, delta, result);
  }

  @Override
  protected void check(INDArray input) {
    Shapes.requireRows(this, "input", input);
  }

  @Override
  public ModuleType<Softmax> type() {
    return TYPE;
  }
}
