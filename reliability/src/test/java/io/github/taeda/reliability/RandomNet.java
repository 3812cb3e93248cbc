package io.github.taeda.reliability;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A chain of random layers, each with random settings that suit the shape it gets, with the shape
 * that documentation declares for its output. The same arguments give the same net.
 */
final class RandomNet {
  /** Another value gives other nets for the same arguments. */
  static final long SEED = Long.getLong("taeda.seed", 1);

  private static final int MAX_ELEMENTS = 150;

  private final long seed;
  private final boolean isSmooth;
  private final long batch;
  private final long[] input;
  private final List<Integer> choices;
  private long[] output;

  /**
   * Describes a net.
   *
   * @param axes axes of an example, 1 to 3
   * @param choices a layer each
   * @param isSmooth whether every layer has derivatives everywhere
   */
  RandomNet(long seed, int batch, int axes, List<Integer> choices, boolean isSmooth) {
    this.seed = seed;
    this.batch = batch;
    this.choices = choices;
    this.isSmooth = isSmooth;
    SplittableRandom random = random(0);
    int bound = axes == 3 ? 5 : axes == 2 ? 7 : 9;
    input = random.longs(axes, 1, bound).toArray();
    output = input.clone();
    module(DataType.FLOAT);
  }

  private SplittableRandom random(long stream) {
    return new SplittableRandom((SEED * 31 + seed) * 1_000_003 + stream);
  }

  /** A new module, each time with the same weights. */
  Module module(DataType type) {
    List<Module> layers = new ArrayList<>();
    long[] shape = input;
    for (int i = 0; i < choices.size(); i++) {
      RandomLayer layer = new RandomLayer(random(1000L + 1000 * choices.get(i) + i), isSmooth);
      long[] next = layer.add(layers, shape);
      if (Arrays.stream(next).reduce(1, (a, b) -> a * b) > MAX_ELEMENTS) {
        layers.remove(layers.size() - 1);
      } else {
        shape = next;
      }
    }
    if (layers.isEmpty()) {
      layers.add(new TanH());
    }
    output = shape;
    return new Sequential(layers.toArray(Module[]::new)).to(type);
  }

  /** The declared shape of the output. */
  long[] outputShape() {
    return withBatch(batch, output);
  }

  INDArray input(DataType type) {
    return input(type, batch);
  }

  INDArray input(DataType type, long rows) {
    return Make.normal(random(1), withBatch(rows, input)).castTo(type);
  }

  INDArray delta(DataType type) {
    return Make.normal(random(2), outputShape()).castTo(type);
  }

  private static long[] withBatch(long rows, long... example) {
    long[] shape = new long[example.length + 1];
    shape[0] = rows;
    System.arraycopy(example, 0, shape, 1, example.length);
    return shape;
  }

  @Override
  public String toString() {
    return "taeda.seed "
        + SEED
        + ", seed "
        + seed
        + ", input "
        + Arrays.toString(withBatch(batch, input))
        + ", "
        + module(DataType.FLOAT);
  }
}
