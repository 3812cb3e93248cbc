package io.github.taeda.nn.optim;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How values follow from gradients in one iteration.
 *
 * <p>A rule works in place on the vectors of a {@link io.github.taeda.nn.ParameterVector}; what it
 * remembers from one iteration to the next is its state. One rule serves one vector.
 */
public interface UpdateRule {

  /**
   * Updates the values by one iteration.
   *
   * @param values {@code [n]}, changed in place
   * @param gradients {@code [n]}, only read
   */
  void update(INDArray values, INDArray gradients);

  /** The state by name, empty before the first update and for a rule that remembers nothing. */
  default Map<String, INDArray> state() {
    return Map.of();
  }
}
