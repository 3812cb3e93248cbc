package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The threshold, {@code y = 1} where x &gt; 0, else 0, elementwise (Heaviside's function with value
 * 0 at 0).
 *
 * <p>{@code [*] → [*]}. The delta is zero: its derivative is zero wherever it has one, so nothing
 * before it learns. For nets with weights set by hand.
 */
public final class Step extends Activation {

  /** Makes a threshold. */
  public Step() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    INDArray zeros = Scratch.array(input.dataType(), input.shape());
    Ops.zeroOrNaN(input, zeros);
    Ops.step(input, 0, output);
    Ops.add(output, zeros, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Ops.fill(result, 0);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Step();
  }
}
