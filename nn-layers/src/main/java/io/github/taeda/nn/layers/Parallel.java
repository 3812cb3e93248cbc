package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Branches on slices of the input, child i on slice i along an axis, their outputs concatenated
 * along the same axis (Torch's {@code Parallel}).
 *
 * <p>A slice lacks the axis: with axis 1, child i gets {@code [batch, …]} of an input {@code
 * [batch, children, …]}. The outputs must have the axis and agree in all sizes but its.
 */
public final class Parallel extends BranchContainer {
  /** What copies and model files know of this class. */
  public static final ModuleType<Parallel> TYPE =
      ModuleType.of(
          Parallel.class,
          Config.class,
          BranchContainer::config,
          config -> new Parallel(config.axis(), config.children()));

  /**
   * Creates a container of branches.
   *
   * @param axis along which the input is sliced and outputs are joined, at least 1 (0 is the batch)
   * @param children as many as the input has slices, at least one
   */
  public Parallel(int axis, Module... children) {
    super(axis, children);
  }

  @Override
  INDArray[] childInputs(INDArray input) {
    Shapes.requireNumbers(name(), "input", input);
    if (input.rank() < axis + 1 || input.rank() < 3 || input.size(axis) != size()) {
      throw new ShapeException(
          name()
              + ": input must have at least 3 axes and "
              + size()
              + " slices along axis "
              + axis
              + ", but was "
              + Shapes.text(input.shape()));
    }
    INDArray[] slices = new INDArray[size()];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = Scratch.array(input.dataType(), sliceShape(input));
      Slices.copyIndex(input, axis, i, slices[i]);
    }
    return slices;
  }

  @Override
  INDArray inputDelta(INDArray input, INDArray[] childDeltas) {
    INDArray delta = Scratch.like(input);
    for (int i = 0; i < childDeltas.length; i++) {
      Slices.copyToIndex(childDeltas[i], axis, i, delta);
    }
    return delta;
  }

  @Override
  public ModuleType<Parallel> type() {
    return TYPE;
  }

  private long[] sliceShape(INDArray input) {
    long[] shape = new long[input.rank() - 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = input.size(i < axis ? i : i + 1);
    }
    return shape;
  }
}
