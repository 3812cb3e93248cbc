package io.github.taeda.examples;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

// region learner
/** {@code f(x, y) = min(a |x − y|, 1)}, with the parameter a: {@code [batch, 2] → [batch, 1]}. */
final class CappedDistance extends Module {
  private final Parameter a; // [1]

  CappedDistance(double a) {
    this.a = new Parameter("a", Ops.filled(a, 1));
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray output = difference(input);
    Ops.abs(output, output);
    Ops.scale(output, a(), output);
    Ops.minimum(output, 1, output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    INDArray slope = difference(input);
    Ops.sign(slope, slope);
    Ops.scale(slope, a(), slope);
    Ops.multiply(slope, uncapped(input, delta), slope);
    INDArray result = Scratch.array(input.dataType(), input.shape());
    Ops.matmulTransposed(slope, signs(input), result); // [batch, 1] x [2, 1]^T
    return result;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    INDArray distance = difference(input);
    Ops.abs(distance, distance);
    Ops.multiply(distance, uncapped(input, delta), distance);
    Ops.addColumnSums(distance, a.gradient());
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
    Ops.matmul(input, signs(input), difference); // [batch, 2] x [2, 1]
    return difference;
  }

  /** The delta where a |x − y| &lt; 1, else 0. */
  private INDArray uncapped(INDArray input, INDArray delta) {
    INDArray room = forward(input);
    Ops.subtractFrom(1, room, room);
    Ops.step(room, 0, room);
    Ops.multiply(room, delta, room);
    return room;
  }

  private static INDArray signs(INDArray input) {
    return Ops.of(new float[] {1, -1}, 2, 1).castTo(input.dataType());
  }
}
// endregion
