package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Softmaxes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Logarithm of the softmax over the last axis, {@code y_i = x_i − ln Σ_j e^x_j}, finite for any
 * finite x.
 *
 * <p>{@code [*, classes] → [*, classes]}. The delta is {@code δ_i − e^y_i Σ_j δ_j}.
 */
public final class LogSoftmax extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<LogSoftmax> TYPE =
      ModuleType.of(LogSoftmax.class, LogSoftmax::new);

  /** Creates a logarithm of the softmax. */
  public LogSoftmax() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Softmaxes.logSoftmax(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Softmaxes.logSoftmaxDelta(output, delta, result);
  }

  @Override
  protected void check(INDArray input) {
    Shapes.requireRows(this, "input", input);
  }

  @Override
  public ModuleType<LogSoftmax> type() {
    return TYPE;
  }
}
