package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Heaviside step function, {@code y = 1} where x &gt; 0, else 0, elementwise.
 *
 * <p>{@code [*] → [*]}. The delta is zero: its derivative is zero wherever it has one, so nothing
 * before it learns. For nets with weights set by hand.
 */
public final class Heaviside extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<Heaviside> TYPE = ModuleType.of(Heaviside.class, Heaviside::new);

  /** Creates a threshold. */
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
  public ModuleType<Heaviside> type() {
    return TYPE;
  }
}
