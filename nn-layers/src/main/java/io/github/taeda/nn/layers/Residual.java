package io.github.taeda.nn.layers;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Residual (skip) connection around a module, {@code y = x + f(x)} (He et al., 2015).
 *
 * <p>{@code [*] → [*]}: the child must keep the shape. The delta is {@code δ + f's delta of δ}.
 */
public final class Residual extends Container {
  /** What copies and model files know of this class. */
  public static final ModuleType<Residual> TYPE =
      ModuleType.of(
          Residual.class,
          Config.class,
          residual -> new Config(residual.get(0)),
          config -> new Residual(config.module()));

  private record Config(Module module) implements ModuleConfig {}

  /** Creates a residual connection around {@code child}. */
  public Residual(Module child) {
    append(child);
  }

  @Override
  public INDArray forward(INDArray input) {
    Shapes.requireNumbers(name(), "input", input);
    return sum(input, requireSame(forward(0, input), input));
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    require(input, delta);
    return sum(delta, backwardDelta(0, input, delta));
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    require(input, delta);
    backwardUpdateGradient(0, input, delta);
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    require(input, delta);
    return sum(delta, backward(0, input, delta));
  }

  @Override
  public ModuleType<Residual> type() {
    return TYPE;
  }

  /** Checks what the child does not: that the shape stays the same. */
  private void require(INDArray input, INDArray delta) {
    Shapes.requireNumbers(name(), "input", input);
    Shapes.requireShape(name(), "delta", delta, input.shape());
  }

  private INDArray requireSame(INDArray output, INDArray input) {
    Shapes.requireLike(name(), "the child's output", output, input);
    return output;
  }

  private static INDArray sum(INDArray a, INDArray b) {
    INDArray sum = Scratch.like(a);
    Elementwise.add(a, b, sum);
    return sum;
  }
}
