package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.DepthwiseConvolutions;
import io.github.taeda.nn.ops.internal.WindowShape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution whose channels are in equal groups, each output group a convolution of its input
 * group alone: group by group, or by a kernel of its own where each input channel is a group.
 */
final class GroupedConvolution {
  private final Window window;
  private final long groups;
  private final Convolution ofGroup;

  GroupedConvolution(Window window, long groups) {
    this.window = window;
    this.groups = groups;
    ofGroup = new Convolution(window);
  }

  /** {@code output = x ⋆ weight + bias}. */
  void forward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    WindowShape shape = depthwise(x, weight);
    if (shape != null) {
      DepthwiseConvolutions.forward(
          shape, Operands.contiguous(x), Operands.contiguous(weight), output);
    } else {
      for (long group = 0; group < groups; group++) {
        INDArray part = room(output);
        ofGroup.forward(part(x, group), part(weight, group), null, part);
        put(part, group, output);
      }
    }
    if (bias != null) {
      Rowwise.addRow(output, bias, output);
    }
  }

  /** {@code xDelta = } the delta of x. */
  void backwardDelta(INDArray weight, INDArray delta, INDArray xDelta) {
    WindowShape shape = depthwise(xDelta, weight);
    if (shape != null) {
      DepthwiseConvolutions.backwardDelta(
          shape, Operands.contiguous(weight), Operands.contiguous(delta), xDelta);
      return;
    }
    for (long group = 0; group < groups; group++) {
      INDArray part = room(xDelta);
      ofGroup.backwardDelta(part(weight, group), part(delta, group), part);
      put(part, group, xDelta);
    }
  }

  /** {@code weightGradient += } the gradient of the filters. */
  void addGradient(INDArray x, INDArray weight, INDArray delta, INDArray weightGradient) {
    WindowShape shape = depthwise(x, weight);
    if (shape != null) {
      DepthwiseConvolutions.addGradient(
          shape, Operands.contiguous(x), Operands.contiguous(delta), weightGradient);
      return;
    }
    for (long group = 0; group < groups; group++) {
      INDArray gradient = part(weightGradient, group);
      ofGroup.addGradient(part(x, group), part(weight, group), part(delta, group), gradient);
      put(gradient, group, weightGradient);
    }
  }

  /** The sizes if each input channel is a group and the direct path computes them, else null. */
  private @Nullable WindowShape depthwise(INDArray x, INDArray weight) {
    boolean isDepthwise = x.size(-1) == groups && x.dataType() == DataType.FLOAT;
    if (!isDepthwise || !Direct.isOn() || x.length() > Integer.MAX_VALUE) {
      return null;
    }
    WindowShape shape = window.shape(x, (int) weight.size(-1));
    return DepthwiseConvolutions.suits(shape) ? shape : null;
  }

  /** Room for a group's channels. */
  private INDArray room(INDArray array) {
    long[] shape = array.shape().clone();
    shape[shape.length - 1] /= groups;
    return Scratch.array(array.dataType(), shape);
  }

  /** A copy of a group's channels. */
  private INDArray part(INDArray array, long group) {
    INDArray part = room(array);
    Slices.copySlice(array, array.rank() - 1, group * part.size(-1), part);
    return part;
  }

  private static void put(INDArray part, long group, INDArray output) {
    Slices.copyToSlice(part, output.rank() - 1, group * part.size(-1), output);
  }
}
