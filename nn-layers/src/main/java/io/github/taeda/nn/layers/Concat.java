package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Branches on the same input, their outputs concatenated along an axis (Torch's {@code Concat}).
 *
 * <p>The outputs must agree in all sizes but that of the axis. The delta is the sum of the
 * children's deltas.
 */
public final class Concat extends BranchContainer {
  /** What copies and model files know of this class. */
  public static final ModuleType<Concat> TYPE =
      ModuleType.of(
          Concat.class,
          Config.class,
          BranchContainer::config,
          config -> new Concat(config.axis(), config.children()));

  /**
   * Creates a container of branches.
   *
   * @param axis along which outputs are joined, at least 1 (0 is the batch)
   * @param children at least one
   */
  public Concat(int axis, Module... children) {
    super(axis, children);
  }

  @Override
  INDArray[] childInputs(INDArray input) {
    Shapes.requireArray(name(), "input", input);
    INDArray[] inputs = new INDArray[size()];
    Arrays.fill(inputs, input);
    return inputs;
  }

  @Override
  INDArray inputDelta(INDArray input, INDArray[] childDeltas) {
    INDArray sum = Scratch.array(childDeltas[0].dataType(), input.shape());
    Slices.copy(childDeltas[0], sum);
    for (int i = 1; i < childDeltas.length; i++) {
      Elementwise.add(sum, childDeltas[i], sum);
    }
    return sum;
  }

  @Override
  public ModuleType<Concat> type() {
    return TYPE;
  }
}
