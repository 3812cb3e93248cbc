package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy that is prepared, and checked, before it runs. */
record ArrayCopy(INDArray from, INDArray to) {
  void run() {
    Slices.copy(from, to);
  }
}
