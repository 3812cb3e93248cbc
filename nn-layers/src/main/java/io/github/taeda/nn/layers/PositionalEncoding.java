package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Positions added to sequences, {@code y_t = x_t + P_t}: {@code P_{t,2i} = sin(t / 10000^(2i /
 * features))} and {@code P_{t,2i+1}} its cosine (Vaswani et al., 2017), or learnt.
 *
 * <p>{@code [batch, length, features] → [batch, length, features]}. Learnt parameter {@code weight}
 * P {@code [positions, features]}, initially normal with mean 0 and standard deviation 0.02.
 */
public final class PositionalEncoding extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<PositionalEncoding> TYPE =
      ModuleType.of(
          PositionalEncoding.class,
          Config.class,
          encoding -> encoding.config,
          (config, random) -> new PositionalEncoding(config, random));

  /**
   * The configuration of a {@link PositionalEncoding}.
   *
   * @param features of input and output, at least 1
   * @param positions how many are learnt, or 0 for sines
   */
  public record Config(long features, long positions) implements ModuleConfig {
    public Config {
      Shapes.requireSize("PositionalEncoding", "features", features);
      Shapes.requireLeast("PositionalEncoding", "positions", positions, 0);
      Shapes.requireCount("PositionalEncoding", "weight", positions, features);
    }

    /** Sines and cosines. */
    public static Config of(long features) {
      return new Config(features, 0);
    }

    /** The same with so many learnt positions. */
    public Config learnt(long positions) {
      Shapes.requireSize("PositionalEncoding", "positions", positions);
      return new Config(features, positions);
    }

    @Override
    public String text() {
      return features + (positions == 0 ? "" : ", learnt " + positions);
    }

    @Override
    public long elements() {
      return positions * features;
    }
  }

  private final Config config;
  private final @Nullable Parameter weight; // [positions, features]
  private final Sines sines;

  /** Creates an encoding by sines. */
  public PositionalEncoding(long features) {
    this(Config.of(features), new SplitMix());
  }

  /** Creates an encoding that draws learnt positions from {@code random}. */
  public PositionalEncoding(Config config, RandomGenerator random) {
    Objects.requireNonNull(random, "PositionalEncoding: random is null");
    this.config = Objects.requireNonNull(config, "PositionalEncoding: config is null");
    long n = config.features();
    sines = new Sines(n);
    weight =
        config.positions() == 0
            ? null
            : Parameter.of("weight", () -> 0.02 * random.nextGaussian(), config.positions(), n);
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    long row = input.size(1) * config.features();
    INDArray output = Scratch.like(input);
    INDArray x = NDArrays.reshaped(input, input.size(0), row);
    Rowwise.addRow(x, encoding(input, row), NDArrays.asMatrix(output, row));
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray inputDelta = Scratch.like(delta);
    Slices.copy(delta, inputDelta);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    if (weight != null) {
      INDArray used = Slices.slice(weight.gradient(), 0, 0, input.size(1));
      INDArray rows = NDArrays.reshaped(delta, delta.size(0), used.length());
      Reductions.addColumnSums(rows, NDArrays.reshaped(used, used.length()));
    }
  }

  @Override
  public List<Parameter> parameters() {
    return weight == null ? List.of() : List.of(weight);
  }

  @Override
  public ModuleType<PositionalEncoding> type() {
    return TYPE;
  }

  /** The encoding of the input's positions, as one row. */
  private INDArray encoding(INDArray input, long row) {
    return weight == null
        ? sines.row(input.dataType(), input.size(1))
        : NDArrays.reshaped(Slices.slice(weight.value(), 0, 0, input.size(1)), row);
  }

  private void requireInput(INDArray input) {
    Shapes.requireShape(this, "input", input, -1, -1, config.features());
    if (weight != null) {
      Shapes.requireType(this, "input", input, weight.value().dataType());
    }
    if (weight != null && input.size(1) > config.positions()) {
      String most = "the input's length must be at most " + config.positions();
      throw new ShapeException(this + ": " + most + ", but was " + input.size(1));
    }
  }
}
