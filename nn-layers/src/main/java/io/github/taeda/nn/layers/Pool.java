package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Window;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of poolings, which reduce what a window covers to one element per channel. */
abstract class Pool extends Module {

  /** The configuration of a pooling. */
  record Config(Window window) implements ModuleConfig {
    @Override
    public String text() {
      return window.toString();
    }
  }

  private final Window window;
  private final Pooling pooling;

  Pool(String name, int axes, Window window, Function<Window, Pooling> pooling) {
    Windows.require(name, axes, window);
    Windows.requirePool(name, window);
    this.window = window;
    this.pooling = pooling.apply(window);
  }

  final Config config() {
    return new Config(window);
  }

  @Override
  public final INDArray forward(INDArray input) {
    long[] shape = outputShape(input);
    INDArray output = Scratch.array(input.dataType(), shape);
    pooling.forward(input, output);
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray inputDelta = Scratch.like(input);
    pooling.backward(input, delta, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }

  private long[] outputShape(INDArray input) {
    return Windows.outputShape(this, window, input, -1, -1);
  }
}
