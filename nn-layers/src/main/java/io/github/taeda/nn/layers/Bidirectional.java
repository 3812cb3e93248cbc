package io.github.taeda.nn.layers;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two modules on the same sequences, one in each direction of time, their outputs joined (Schuster
 * and Paliwal, 1997).
 *
 * <p>{@code [batch, length, in] → [batch, length, 2 hidden]} with {@code Join.CONCAT}, the forward
 * output first, or {@code [batch, length, hidden]} with {@code Join.SUM}; without the length if the
 * modules give their last state only. The delta is the sum of both modules' deltas.
 *
 * <pre>{@code
 * new Bidirectional(
 *     reverse -> new LSTM(LSTM.Config.of(8, 16).reverse(reverse), random), Join.CONCAT)
 * }</pre>
 */
public final class Bidirectional extends Container {
  /** What copies and model files know of this class. */
  public static final ModuleType<Bidirectional> TYPE =
      ModuleType.of(
              Bidirectional.class,
              Config.class,
              both -> new Config(both.join, both.get(0), both.get(1)),
              config -> new Bidirectional(config))
          .torchSuffixes("", "_reverse");

  /** How the outputs of both directions become one. */
  public enum Join {
    /** One after the other along the last axis. */
    CONCAT,
    /** Their sum. */
    SUM
  }

  private record Config(Join join, Module forward, Module backward) implements ModuleConfig {
    @Override
    public String text() {
      return join == Join.CONCAT ? "" : "sum";
    }
  }

  private final Join join;
  private final ForwardCache<INDArray> cache = new ForwardCache<>(); // the first output

  /**
   * Creates a container.
   *
   * @param module creates the module of one direction, given whether it is the reverse one
   */
  public Bidirectional(Function<Boolean, ? extends Module> module, Join join) {
    this(
        new Config(
            Objects.requireNonNull(join, "Bidirectional: join is null"),
            Objects.requireNonNull(module, "Bidirectional: module is null").apply(false),
            module.apply(true)));
  }

  private Bidirectional(Config config) {
    join = config.join();
    append(config.forward());
    append(config.backward());
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray first = forward(0, input);
    INDArray second = forward(1, input);
    Shapes.requireLike("Bidirectional", "the output of child 1", second, first);
    if (isTraining()) {
      cache.store(input, first);
    }
    if (join == Join.SUM) {
      return sum(first, second);
    }
    int axis = first.rank() - 1;
    INDArray output = Scratch.array(first.dataType(), outputShape(first));
    Slices.copyToSlice(first, axis, 0, output);
    Slices.copyToSlice(second, axis, first.size(axis), output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    INDArray[] deltas = deltas(input, delta);
    return sum(backwardDelta(0, input, deltas[0]), backwardDelta(1, input, deltas[1]));
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    INDArray[] deltas = deltas(input, delta);
    backwardUpdateGradient(0, input, deltas[0]);
    backwardUpdateGradient(1, input, deltas[1]);
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    INDArray[] deltas = deltas(input, delta);
    return sum(backward(0, input, deltas[0]), backward(1, input, deltas[1]));
  }

  @Override
  public ModuleType<Bidirectional> type() {
    return TYPE;
  }

  private long[] outputShape(INDArray first) {
    return join == Join.SUM ? first.shape() : Shapes.withLast(first, 2 * first.size(-1));
  }

  /** The deltas of both outputs. */
  private INDArray[] deltas(INDArray input, INDArray delta) {
    INDArray cached = cache.recall(input);
    INDArray first = cached == null ? again(() -> forward(0, input)) : cached;
    Shapes.requireShape("Bidirectional", "delta", delta, outputShape(first));
    Shapes.requireType("Bidirectional", "delta", delta, first.dataType());
    if (join == Join.SUM) {
      return new INDArray[] {delta, delta};
    }
    INDArray[] deltas = {Scratch.like(first), Scratch.like(first)};
    Slices.copySlice(delta, delta.rank() - 1, 0, deltas[0]);
    Slices.copySlice(delta, delta.rank() - 1, first.size(-1), deltas[1]);
    return deltas;
  }

  private static INDArray sum(INDArray a, INDArray b) {
    INDArray sum = Scratch.like(a);
    Elementwise.add(a, b, sum);
    return sum;
  }
}
