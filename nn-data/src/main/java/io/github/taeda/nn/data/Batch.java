package io.github.taeda.nn.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some examples of a {@link Dataset}: row i of the target belongs to row i of the input.
 *
 * @param input {@code [batch, …]}
 * @param target {@code [batch, …]}
 * @param weights of the examples, {@code [batch]}, each at least 0; null if all count alike
 */
public record Batch(INDArray input, INDArray target, @Nullable INDArray weights) {
  /** Rejects null. */
  public Batch {
    Objects.requireNonNull(input, "Batch: input is null");
    Objects.requireNonNull(target, "Batch: target is null");
  }

  /** Examples that count alike. */
  public Batch(INDArray input, INDArray target) {
    this(input, target, null);
  }

  /** The same examples with other inputs. */
  public Batch withInput(INDArray input) {
    return new Batch(input, target, weights);
  }

  /** The same examples with other targets. */
  public Batch withTarget(INDArray target) {
    return new Batch(input, target, weights);
  }

  /** The same examples with weights. */
  public Batch withWeights(INDArray weights) {
    return new Batch(input, target, Objects.requireNonNull(weights, "Batch: weights is null"));
  }
}
