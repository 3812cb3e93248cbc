package io.github.taeda.nn.layers;

import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of functions without parameters whose output has the input's shape, {@code y = f(x)}.
 *
 * <p>In training the output is kept, so that backward only multiplies by the derivative. Subclasses
 * implement f and its derivative; the checks are done here.
 */
public abstract class Activation extends Module {
  private final ForwardCache<INDArray> outputs = new ForwardCache<>();

  /** For subclasses. */
  protected Activation() {}

  /** Writes {@code f(input)} to {@code output}. */
  protected abstract void apply(INDArray input, INDArray output);

  /**
   * Writes the delta of the input to {@code result}, an array of its own: {@code delta · f'(input)}
   * if f is elementwise.
   *
   * @param output {@code f(input)}, from which many derivatives are cheaper
   */
  protected abstract void derive(INDArray input, INDArray output, INDArray delta, INDArray result);

  /** Rejects an input that does not fit; unless overridden, any FLOAT or DOUBLE array does. */
  protected void check(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
  }

  @Override
  public final INDArray forward(INDArray input) {
    check(input);
    INDArray output = compute(input);
    if (isTraining()) {
      outputs.store(input, output);
    }
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    check(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray cached = outputs.recall(input);
    INDArray output = cached == null ? compute(input) : cached;
    INDArray inputDelta = Scratch.like(input);
    derive(input, output, delta, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    check(input);
    Shapes.requireLike(this, "delta", delta, input);
  }

  private INDArray compute(INDArray input) {
    INDArray output = Scratch.like(input);
    apply(input, output);
    return output;
  }
}
