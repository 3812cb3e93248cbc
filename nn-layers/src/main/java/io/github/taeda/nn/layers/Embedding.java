package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Table of learnt vectors, one per id, {@code y = W[id]} (Bengio et al., 2003; Torch's {@code
 * LookupTable}).
 *
 * <p>Ids {@code [*] → [*, size]} with weight W {@code [count, size]}, initially normal with mean 0
 * and variance 1. Ids are integers in 0…count−1 of any numeric type; others are a {@link
 * io.github.taeda.nn.ShapeException} that names the index. The gradient touches only the rows used.
 * Ids have no derivative: their delta is zero, of the weight's type.
 */
public final class Embedding extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<Embedding> TYPE =
      ModuleType.of(Embedding.class, Config.class, table -> table.config, Embedding::new);

  /**
   * The configuration of an {@link Embedding}.
   *
   * @param count vectors, at least 1
   * @param size elements per vector, at least 1
   * @param init draws the initial weight, with fan-in count and fan-out size
   */
  public record Config(long count, long size, Init init) implements ModuleConfig {
    /** Checks the sizes. */
    public Config {
      Shapes.requireSize("Embedding", "count", count);
      Shapes.requireSize("Embedding", "size", size);
      Shapes.requireCount("Embedding", "weight", count, size);
      Objects.requireNonNull(init, "Embedding: init is null");
    }

    /** Weights drawn with mean 0 and variance 1. */
    public static Config of(long count, long size) {
      return new Config(count, size, Init.normal(1));
    }

    /** The same with weights drawn otherwise. */
    public Config init(Init init) {
      return new Config(count, size, init);
    }

    @Override
    public String text() {
      return count + " -> " + size;
    }

    @Override
    public long elements() {
      return count * size;
    }
  }

  private final Config config;
  private final Parameter weight; // [count, size]

  /** Creates a table that draws its vectors from a fresh seed. */
  public Embedding(long count, long size) {
    this(count, size, new SplitMix());
  }

  /** Creates a table that draws its vectors from {@code random}. */
  public Embedding(long count, long size, RandomGenerator random) {
    this(Config.of(count, size), random);
  }

  /** Creates a table that draws its vectors from {@code random}. */
  public Embedding(Config config, RandomGenerator random) {
    Objects.requireNonNull(random, "Embedding: random is null");
    this.config = Objects.requireNonNull(config, "Embedding: config is null");
    long count = config.count();
    long size = config.size();
    weight = Parameter.of("weight", config.init().weights(count, size, random), count, size);
  }

  @Override
  public INDArray forward(INDArray input) {
    int[] ids = ids(input);
    INDArray output = Scratch.array(weight.value().dataType(), outputShape(input));
    Gathers.gatherRows(weight.value(), ids, NDArrays.asMatrix(output, config.size()));
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    Shapes.requireIndices(this, "input", input, config.count());
    requireDelta(input, delta);
    INDArray inputDelta = Scratch.array(weight.value().dataType(), input.shape());
    Elementwise.fill(inputDelta, 0);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    int[] ids = ids(input);
    requireDelta(input, delta);
    INDArray rows = NDArrays.asMatrix(NDArrays.contiguous(delta), config.size());
    Gathers.addToRows(rows, ids, weight.gradient());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight);
  }

  @Override
  public ModuleType<Embedding> type() {
    return TYPE;
  }

  private int[] ids(INDArray input) {
    return Shapes.requireIndices(this, "input", input, config.count());
  }

  private long[] outputShape(INDArray input) {
    long[] shape = Arrays.copyOf(input.shape(), input.rank() + 1);
    shape[input.rank()] = config.size();
    return shape;
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
