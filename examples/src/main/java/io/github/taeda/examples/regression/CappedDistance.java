package io.github.taeda.examples.regression;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

// region learner
/** {@code f(x, y) = min(a |x − y|, 1)}, with the parameter a: {@code [batch, 2] → [batch, 1]}. */
final class CappedDistance extends Module {
  private final Parameter a; // [1]

  CappedDistance(double a) {
    this.a = new Parameter("a", NDArrays.filled(a, 1));
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray output = difference(input);
    Elementwise.abs(output, output);
    Elementwise.scale(output, a(), output);
    Elementwise.minimum(output, 1, output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    INDArray slope = difference(input);
    Elementwise.sign(slope, slope);
    Elementwise.scale(slope, a(), slope);
    Elementwise.multiply(slope, uncapped(input, delta), slope);
    INDArray result = Scratch.like(input);
    Matrices.multiplyTransposeB(slope, signs(input), result); // [batch, 1] x [2, 1]^T
    return result;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    INDArray distance = difference(input);
    Elementwise.abs(distance, distance);
    Elementwise.multiply(distance, uncapped(input, delta), distance);
    Reductions.addColumnSums(distance, a.gradient());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(a);
  }

  double a() {
    return a.value().getDouble(0);
  }

  /** x − y, {@code [batch, 1]}. */
  private INDArray difference(INDArray input) {
    Shapes.requireLast(this, "input", input, 2);
    INDArray difference = Scratch.array(input.dataType(), input.size(0), 1);
    Matrices.multiply(input, signs(input), difference); // [batch, 2] x [2, 1]
    return difference;
  }

  /** The delta where a |x − y| &lt; 1, else 0. */
  private INDArray uncapped(INDArray input, INDArray delta) {
    INDArray uncapped = forward(input);
    Elementwise.subtractFrom(1, uncapped, uncapped);
    Elementwise.heaviside(uncapped, 0, uncapped);
    Elementwise.multiply(uncapped, delta, uncapped);
    return uncapped;
  }

  private static INDArray signs(INDArray input) {
    return NDArrays.of(new float[] {1, -1}, 2, 1).castTo(input.dataType());
  }
}
// endregion
