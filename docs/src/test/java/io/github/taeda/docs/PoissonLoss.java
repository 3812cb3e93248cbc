package io.github.taeda.docs;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

// region loss
/** How badly rates ŷ &gt; 0 explain counts y: {@code Σ (ŷ − y ln ŷ)} of each example. */
final class PoissonLoss extends Loss {
  PoissonLoss() {
    super(Reduction.MEAN);
  }

  @Override
  protected INDArray costs(INDArray target, INDArray prediction) {
    INDArray terms = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.log(prediction, terms);
    Ops.multiply(target, terms, terms);
    Ops.subtract(prediction, terms, terms); // ŷ − y ln ŷ
    INDArray costs = Scratch.array(prediction.dataType(), prediction.size(0));
    Ops.sumsPerExample(terms, costs); // [batch]
    return costs;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.divide(target, prediction, delta);
    Ops.subtractFrom(1, delta, delta); // 1 − y / ŷ
    Ops.scale(delta, scale, delta);
    return delta;
  }
}
// endregion
