package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Identity, {@code y = x}, a copy: for code that needs a module where none is wanted.
 *
 * <p>{@code [*] → [*]}. The delta is a copy of δ.
 */
public final class Identity extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<Identity> TYPE = ModuleType.of(Identity.class, Identity::new);

  /** Creates an identity. */
  public Identity() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Slices.copy(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Slices.copy(delta, result);
  }

  @Override
  public ModuleType<Identity> type() {
    return TYPE;
  }
}
