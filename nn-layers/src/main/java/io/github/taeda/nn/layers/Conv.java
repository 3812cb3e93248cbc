package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Convolution;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Window;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link Conv1D} and {@link Conv2D} share: all but their shapes. */
abstract class Conv extends Module {
  final Window window;
  final Parameter weight; // [kernel…, in, out]
  final @Nullable Parameter bias; // [out]
  private final Convolution convolution;

  Conv(
      String name,
      Window window,
      boolean withBias,
      Init init,
      RandomGenerator random,
      long... shape) {
    this.window = window;
    convolution = new Convolution(window);
    long in = Shapes.requireSize(name, "in", shape[shape.length - 2]);
    long out = Shapes.requireSize(name, "out", shape[shape.length - 1]);
    Objects.requireNonNull(init, () -> name + ": init is null");
    Objects.requireNonNull(random, () -> name + ": random is null");
    Shapes.requireCount(name, "weight", shape);
    long kernel = window.kernelHeight() * window.kernelWidth();
    weight = Parameter.of("weight", init.weights(in * kernel, out * kernel, random), shape);
    bias = withBias ? Parameter.of("bias", init.biases(in * kernel, random), out) : null;
  }

  /** The same filters under another window, or their copies. */
  Conv(Window window, Parameter weight, @Nullable Parameter bias) {
    this.window = window;
    this.convolution = new Convolution(window);
    this.weight = weight;
    this.bias = bias;
  }

  /** Refuses an input of a wrong shape and returns the output's shape. */
  abstract long[] outputShape(INDArray input);

  @Override
  public final INDArray forward(INDArray input) {
    INDArray output = Scratch.array(weight.value().dataType(), checkedOutputShape(input));
    convolution.forward(input, weight.value(), bias == null ? null : bias.value(), output);
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    check(input, delta);
    INDArray inputDelta = Scratch.like(input);
    convolution.backwardDelta(input, weight.value(), delta, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    check(input, delta);
    convolution.addGradient(input, weight.value(), delta, weight.gradient());
    addBiasGradient(delta);
  }

  @Override
  public final INDArray backward(INDArray input, INDArray delta) {
    check(input, delta);
    INDArray inputDelta = Scratch.like(input);
    convolution.addBoth(input, weight.value(), delta, inputDelta, weight.gradient());
    addBiasGradient(delta);
    return inputDelta;
  }

  @Override
  public final List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  final @Nullable Parameter biasCopy(CopyContext copies) {
    return bias == null ? null : copies.of(bias);
  }

  /** The settings as {@code toString} shows them, such as {@code (1 -> 32, 3, stride 1)}. */
  final String settings(String kernel, String stride, String padding, String dilation) {
    long[] shape = weight.value().shape();
    StringBuilder text = new StringBuilder("(");
    text.append(shape[shape.length - 2]).append(" -> ").append(shape[shape.length - 1]);
    text.append(", ").append(kernel).append(", stride ").append(stride);
    if (window.paddingHeight() + window.paddingWidth() > 0) {
      text.append(", padding ").append(padding);
    }
    if (window.dilationHeight() * window.dilationWidth() > 1) {
      text.append(", dilation ").append(dilation);
    }
    return text.append(bias == null ? ", without bias)" : ")").toString();
  }

  private long[] checkedOutputShape(INDArray input) {
    long[] shape = outputShape(input);
    Shapes.requireType(this, "input", input, weight.value().dataType());
    return shape;
  }

  private void check(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, checkedOutputShape(input));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }

  private void addBiasGradient(INDArray delta) {
    if (bias != null) {
      Reductions.addColumnSums(delta, bias.gradient());
    }
  }
}
