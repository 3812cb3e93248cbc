package io.github.taeda.nn.layers;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link Concat} and {@link Parallel} share: children whose outputs are joined. */
abstract class BranchContainer extends Container {
  final int axis;
  private final ForwardCache<Passed> memory = new ForwardCache<>();

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

  /** Refuses an input that does not fit and returns what each child gets of it. */
  abstract INDArray[] childInputs(INDArray input);

  /** Makes the input's delta of the deltas of what the children got. */
  abstract INDArray inputDelta(INDArray input, INDArray[] childDeltas);

  @Override
  public final INDArray forward(INDArray input) {
    INDArray[] outputs = new INDArray[size()];
    Passed passed = pass(input, outputs);
    if (isTraining()) {
      memory.store(input, passed);
    }
    return join(outputs, passed.sizes);
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    Passed passed = recall(input);
    INDArray[] parts = split(delta, passed);
    INDArray[] deltas = new INDArray[parts.length];
    for (int i = 0; i < parts.length; i++) {
      deltas[i] = backwardDelta(i, passed.inputs[i], parts[i]);
    }
    return inputDelta(input, deltas);
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    Passed passed = recall(input);
    INDArray[] parts = split(delta, passed);
    for (int i = 0; i < parts.length; i++) {
      backwardUpdateGradient(i, passed.inputs[i], parts[i]);
    }
  }

  @Override
  public final INDArray backward(INDArray input, INDArray delta) {
    Passed passed = recall(input);
    INDArray[] parts = split(delta, passed);
    INDArray[] deltas = new INDArray[parts.length];
    for (int i = 0; i < parts.length; i++) {
      deltas[i] = backward(i, passed.inputs[i], parts[i]);
    }
    return inputDelta(input, deltas);
  }

  @Override
  protected final String settings() {
    return "axis " + axis;
  }

  private Passed recall(INDArray input) {
    @Nullable Passed remembered = memory.recall(input);
    return remembered == null ? again(() -> pass(input, new INDArray[size()])) : remembered;
  }

  /** The children's forward passes; fills in their outputs. */
  private Passed pass(INDArray input, INDArray[] outputs) {
    INDArray[] inputs = childInputs(input);
    long[] sizes = new long[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = forward(i, inputs[i]);
      sizes[i] = requireJoinable(i, outputs[i], outputs[0]);
    }
    return new Passed(inputs, outputs[0].shape(), sizes);
  }

  private INDArray join(INDArray[] outputs, long[] sizes) {
    INDArray joined = Scratch.array(outputs[0].dataType(), joinedShape(outputs[0].shape(), sizes));
    long start = 0;
    for (int i = 0; i < outputs.length; i++) {
      Slices.copyToSlice(outputs[i], axis, start, joined);
      start += sizes[i];
    }
    return joined;
  }

  private INDArray[] split(INDArray delta, Passed passed) {
    Shapes.requireShape(name(), "delta", delta, joinedShape(passed.shape, passed.sizes));
    INDArray[] parts = new INDArray[passed.sizes.length];
    long start = 0;
    for (int i = 0; i < parts.length; i++) {
      long[] shape = passed.shape.clone();
      shape[axis] = passed.sizes[i];
      parts[i] = Scratch.array(delta.dataType(), shape);
      Slices.copySlice(delta, axis, start, parts[i]);
      start += passed.sizes[i];
    }
    return parts;
  }

  private long[] joinedShape(long[] first, long[] sizes) {
    long[] shape = first.clone();
    shape[axis] = 0;
    for (long size : sizes) {
      shape[axis] += size;
    }
    return shape;
  }

  private long requireJoinable(int index, INDArray output, INDArray first) {
    String which = "the output of child " + index;
    if (output.rank() <= axis) {
      throw new ShapeException(
          name()
              + ": "
              + which
              + " must have an axis "
              + axis
              + ", but was "
              + Shapes.text(output.shape()));
    }
    long[] expected = first.shape().clone();
    expected[axis] = -1;
    Shapes.requireShape(name(), which, output, expected);
    Shapes.requireType(name(), which, output, first.dataType());
    return output.size(axis);
  }

  /** What the children got, the shape of the first one's output, and all sizes along the axis. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Passed(INDArray[] inputs, long[] shape, long[] sizes) {}
}
