package io.github.taeda.nn.data;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some examples of a {@link Dataset}: row i of the target belongs to row i of the input.
 *
 * @param input {@code [batch, …]}
 * @param target {@code [batch, …]}
 */
public record Batch(INDArray input, INDArray target) {
  /** Rejects null. */
  public Batch {
    Objects.requireNonNull(input, "Batch: input is null");
    Objects.requireNonNull(target, "Batch: target is null");
  }
}
