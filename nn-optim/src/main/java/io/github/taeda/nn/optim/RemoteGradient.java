package io.github.taeda.nn.optim;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a batch that was computed elsewhere.
 *
 * @param loss the reduced loss of the batch
 * @param weight what the sum of the losses was divided by, as in {@link
 *     io.github.taeda.nn.Evaluated}
 * @param gradient of the reduced loss, like {@link io.github.taeda.nn.ParameterVector#gradients()}
 */
public record RemoteGradient(double loss, double weight, INDArray gradient) {
  /** Rejects null. */
  public RemoteGradient {
    Objects.requireNonNull(gradient, "RemoteGradient: gradient is null");
  }
}
