package io.github.taeda.nn.optim.rules;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An update rule in which the update of one element depends on others, such as on a norm of all
 * gradients. It always gets the whole vector: no parameter may be frozen or have a learning-rate
 * factor.
 */
@FunctionalInterface
public interface WholeVectorRule extends UpdateRule {

  /**
   * Requires the whole vector.
   *
   * @throws IllegalStateException if the slices are not the whole vector
   */
  @Override
  default void requireSlices(INDArray values, List<Slice> slices) {
    if (slices.size() != 1 || slices.get(0).length() != values.length()) {
      throw new IllegalStateException(
          this
              + " updates the whole vector: no parameter may be frozen or have a learning-rate"
              + " factor");
    }
    UpdateRule.super.requireSlices(values, slices);
  }

  /**
   * Updates the whole vector.
   *
   * @throws IllegalStateException if the slices are not the whole vector
   */
  @Override
  default void updateSlices(INDArray values, INDArray gradients, List<Slice> slices) {
    requireSlices(values, slices);
    update(values, gradients, slices.get(0).learningRate());
  }
}
