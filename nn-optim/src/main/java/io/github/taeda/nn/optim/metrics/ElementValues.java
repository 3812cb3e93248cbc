package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The elements of targets and predictions, copied at once. */
final class ElementValues {
  private ElementValues() {}

  /** All elements of an array of any numeric type, in 'c' order. */
  static double[] of(INDArray array) {
    INDArray copy = Scratch.array(DataType.DOUBLE, array.shape());
    copy.assign(array);
    return copy.data().asDouble();
  }

  /** Requires an array of any numeric type that is there, open and not empty. */
  static void requireNumeric(Object owner, String name, INDArray array) {
    Shapes.requireArray(owner, name, array);
    if (!array.dataType().isNumerical()) {
      throw new ShapeException(
          owner + ": " + name + " must be of a numeric type, but was " + array.dataType());
    }
  }

  /** Requires predictions with a batch axis, and as many targets, of any numeric type. */
  static void requireSameShape(Object owner, INDArray target, INDArray prediction) {
    Shapes.requireNumbers(owner, "prediction", prediction);
    if (prediction.rank() == 0) {
      throw new ShapeException(owner + ": prediction must be [batch, …], but was []");
    }
    requireNumeric(owner, "target", target);
    if (!target.equalShapes(prediction)) {
      throw new ShapeException(
          owner
              + ": target must be "
              + Shapes.text(prediction.shape())
              + ", but was "
              + Shapes.text(target.shape()));
    }
  }
}
