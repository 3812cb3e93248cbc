package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of paddings with zeros along the axes between batch and channels. */
abstract class ZeroPad extends Module {

  /**
   * The configuration of a padding.
   *
   * @param before positions before the first of each axis
   * @param after positions after the last of each axis
   */
  record Config(List<Long> before, List<Long> after) implements ModuleConfig {
    /** {@code 1, 2}; of images {@code 1x2, 3x4}; one size where all are equal. */
    @Override
    public String text() {
      boolean isEven = before.equals(after) && before.stream().distinct().count() == 1;
      return isEven ? String.valueOf(before.get(0)) : text(before) + ", " + text(after);
    }

    private static String text(List<Long> sizes) {
      return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
  }

  private final Config config;
  private final List<String> axes;

  ZeroPad(String name, Config config, String... axes) {
    for (List<Long> sizes : List.of(config.before, config.after)) {
      if (sizes.size() != axes.length) {
        throw new IllegalArgumentException(
            name + ": padding must have a size per axis, " + axes.length + ", but was " + sizes);
      }
      sizes.forEach(size -> Shapes.requireLeast(name, "padding", size, 0));
    }
    this.config = config;
    this.axes = List.of(axes);
  }

  final Config config() {
    return config;
  }

  @Override
  public final INDArray forward(INDArray input) {
    long[] shape = outputShape(input);
    INDArray output = Scratch.array(input.dataType(), shape);
    Elementwise.fill(output, 0);
    Slices.copy(input, within(output, input));
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray inputDelta = Scratch.like(input);
    Slices.copy(within(delta, input), inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }

  /** The part of a padded array that the input fills, a view. */
  private INDArray within(INDArray padded, INDArray input) {
    INDArray part = padded;
    for (int axis = 0; axis < axes.size(); axis++) {
      long start = config.before.get(axis);
      part = Slices.slice(part, axis + 1, start, start + input.size(axis + 1));
    }
    return part;
  }

  /** Rejects an input that does not fit and returns the output's shape. */
  private long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    if (input.rank() != axes.size() + 2) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s: input must be [batch, %s, channels], but was %s",
              this,
              String.join(", ", axes),
              Shapes.text(input.shape())));
    }
    long[] shape = input.shape().clone();
    IntStream.range(0, axes.size())
        .forEach(axis -> shape[axis + 1] += config.before.get(axis) + config.after.get(axis));
    return shape;
  }
}
