package io.github.taeda.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A module that gives its input another shape and leaves the elements in their 'c' order, without
 * parameters. Between two others, a {@link Sequential} passes views on rather than copies.
 */
public interface Reshaping {

  /**
   * The shape of the output.
   *
   * @throws ShapeException if the input does not fit
   */
  long[] outputShape(INDArray input);
}
