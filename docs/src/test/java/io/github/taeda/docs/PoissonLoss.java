package io.github.taeda.docs;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

// region loss
/** How badly rates ŷ &gt; 0 explain counts y: {@code Σ (ŷ − y ln ŷ)} of each example. */
final class PoissonLoss extends Loss {
  PoissonLoss() {
    super(Reduction.MEAN);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray terms = Scratch.like(prediction);
    Elementwise.log(prediction, terms);
    Elementwise.multiply(target, terms, terms);
    Elementwise.subtract(prediction, terms, terms); // ŷ − y ln ŷ
    INDArray losses = Scratch.array(prediction.dataType(), prediction.size(0));
    Reductions.exampleSums(terms, losses); // [batch]
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.divide(target, prediction, delta);
    Elementwise.subtractFrom(1, delta, delta); // 1 − y / ŷ
    Elementwise.scale(delta, scale, delta);
    return delta;
  }
}
// endregion
