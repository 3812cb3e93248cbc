package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The threshold, {@code y = 1} where x &gt; 0, else 0, elementwise (Heaviside's function with value
 * 0 at 0).
 *
 * <p>{@code [*] → [*]}. The delta is zero: its derivative is zero wherever it has one, so nothing
 * before it learns. For nets with weights set by hand.
 */
public final class Heaviside extends Activation {

  /** Makes a threshold. */
  public Heaviside() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    INDArray zeros = Scratch.like(input);
    Elementwise.zeroOrNaN(input, zeros);
    Elementwise.heaviside(input, 0, output);
    Elementwise.add(output, zeros, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Elementwise.fill(result, 0);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Heaviside();
  }
}
