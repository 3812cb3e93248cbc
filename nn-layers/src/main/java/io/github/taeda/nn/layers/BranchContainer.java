package io.github.taeda.nn.layers;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of containers whose children are branches, their outputs joined along an axis. */
abstract class BranchContainer extends Container {

  /** The configuration of a container of branches. */
  record Config(int axis, List<Module> modules) implements ModuleConfig {
    @Override
    public String text() {
      return "axis " + axis;
    }

    Module[] children() {
      return modules.toArray(new Module[0]);
    }
  }

  final int axis;
  private final ForwardCache<BranchShapes> cache = new ForwardCache<>();

  BranchContainer(int axis, Module... children) {
    String name = getClass().getSimpleName();
    Shapes.requireLeast(name, "axis (0 is the batch)", axis, 1);
    Objects.requireNonNull(children, () -> name + ": children is null");
    Shapes.requireSize(name, "number of children", children.length);
    this.axis = axis;
    for (Module child : children) {
      append(child);
    }
  }

  final Config config() {
    return new Config(axis, children());
  }

  /** Rejects an input that does not fit and returns what each child gets of it. */
  abstract INDArray[] childInputs(INDArray input);

  /** The input's delta, from the deltas of what the children got. */
  abstract INDArray inputDelta(INDArray input, INDArray[] childDeltas);

  @Override
  public final INDArray forward(INDArray input) {
    INDArray[] outputs = new INDArray[size()];
    BranchShapes shapes = pass(input, outputs);
    if (isTraining()) {
      cache.store(input, shapes);
    }
    return shapes.join(outputs);
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    return inputDelta(input, backward(input, delta, this::backwardDelta));
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    ChildPass pass =
        (index, childInput, childDelta) -> {
          backwardUpdateGradient(index, childInput, childDelta);
          return childDelta;
        };
    backward(input, delta, pass);
  }

  @Override
  public final INDArray backward(INDArray input, INDArray delta) {
    return inputDelta(input, backward(input, delta, this::backward));
  }

  /** A backward pass of every child, each on its slice of the delta. */
  private INDArray[] backward(INDArray input, INDArray delta, ChildPass pass) {
    BranchShapes cached = cache.recall(input);
    BranchShapes shapes = cached == null ? again(() -> pass(input, new INDArray[size()])) : cached;
    Shapes.requireShape(name(), "delta", delta, shapes.joined());
    INDArray[] deltas = shapes.split(delta);
    for (int i = 0; i < deltas.length; i++) {
      deltas[i] = pass.run(i, shapes.inputs()[i], deltas[i]);
    }
    return deltas;
  }

  /** The children's forward passes; fills in their outputs. */
  private BranchShapes pass(INDArray input, INDArray[] outputs) {
    INDArray[] inputs = childInputs(input);
    long[] sizes = new long[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = forward(i, inputs[i]);
      sizes[i] = requireJoinable(i, outputs[i], outputs[0]);
    }
    return new BranchShapes(axis, inputs, outputs[0].shape(), sizes);
  }

  private long requireJoinable(int index, INDArray output, INDArray first) {
    String which = "the output of child " + index;
    if (output.rank() <= axis) {
      String shape = Shapes.text(output.shape());
      throw new ShapeException(
          name() + ": " + which + " must have an axis " + axis + ", but was " + shape);
    }
    long[] expected = first.shape().clone();
    expected[axis] = -1;
    Shapes.requireShape(name(), which, output, expected);
    Shapes.requireType(name(), which, output, first.dataType());
    return output.size(axis);
  }

  /** A backward pass of one child. */
  private interface ChildPass {
    INDArray run(int index, INDArray input, INDArray delta);
  }
}
