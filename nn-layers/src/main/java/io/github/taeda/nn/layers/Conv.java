package io.github.taeda.nn.layers;

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
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of convolutions over one or more axes. */
abstract class Conv extends Module {
  private final Window window;
  private final long groups;
  private final Parameter weight; // [kernel…, in / groups, out]
  private final @Nullable Parameter bias; // [out]
  private final Convolution convolution;

  Conv(
      Window window,
      long in,
      long out,
      long groups,
      boolean withBias,
      Init init,
      RandomGenerator random) {
    Objects.requireNonNull(random, () -> getClass().getSimpleName() + ": random is null");
    this.window = window;
    this.groups = groups;
    convolution = new Convolution(window, groups);
    long kernel = window.size();
    long fanIn = in / groups * kernel;
    long[] shape = weightShape(window, in / groups, out);
    weight = Parameter.of("weight", init.weights(fanIn, out * kernel, random), shape);
    bias = withBias ? Parameter.of("bias", init.biases(fanIn, random), out) : null;
  }

  /** Checks a configuration. */
  static void check(
      String name, int axes, Window window, long in, long out, long groups, Init init) {
    Windows.require(name, axes, window);
    Shapes.requireSize(name, "in", in);
    Shapes.requireSize(name, "out", out);
    Shapes.requireSize(name, "groups", groups);
    Windows.requireDivides(name, groups, "in", in);
    Windows.requireDivides(name, groups, "out", out);
    Objects.requireNonNull(init, () -> name + ": init is null");
    Shapes.requireCount(name, "weight", weightShape(window, in / groups, out));
  }

  /** How {@code toString} shows a configuration, {@code 1 -> 32, 3, stride 1}. */
  static String text(Window window, long in, long out, long groups, boolean bias) {
    String sizes = in + " -> " + out + ", " + window + (groups == 1 ? "" : ", groups " + groups);
    return sizes + (bias ? "" : ", without bias");
  }

  /** The elements of weight and bias. */
  static long elements(Window window, long in, long out, boolean bias) {
    return window.size() * in * out + (bias ? out : 0);
  }

  /** {@code [kernel…, in, out]}. */
  static long[] weightShape(Window window, long in, long out) {
    LongStream kernel = window.kernel().stream().mapToLong(Long::longValue);
    return LongStream.concat(kernel, LongStream.of(in, out)).toArray();
  }

  @Override
  public final INDArray forward(INDArray input) {
    INDArray output = Scratch.array(weight.value().dataType(), outputShape(input));
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

  /** Rejects an input that does not fit and returns the output's shape. */
  private long[] outputShape(INDArray input) {
    INDArray filters = weight.value();
    long in = groups * filters.size(-2);
    long[] shape = Windows.outputShape(this, window, input, in, filters.size(-1));
    Shapes.requireType(this, "input", input, filters.dataType());
    return shape;
  }

  private void check(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }

  private void addBiasGradient(INDArray delta) {
    if (bias != null) {
      Reductions.addColumnSums(delta, bias.gradient());
    }
  }
}
