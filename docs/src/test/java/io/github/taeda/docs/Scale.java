package io.github.taeda.docs;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

// region module
/** One learnt factor per feature, {@code y = x ⊙ f}: {@code [*, size] → [*, size]}. */
final class Scale extends Module {
  static final ModuleType<Scale> TYPE =
      ModuleType.of(Scale.class, Config.class, scale -> scale.config, Scale::new);

  record Config(long size) implements ModuleConfig {
    Config {
      Shapes.requireSize("Scale", "size", size);
    }

    @Override
    public long elements() {
      return size;
    }
  }

  private final Config config;
  private final Parameter factor; // [size]

  Scale(long size) {
    this(new Config(size));
  }

  private Scale(Config config) {
    this.config = config;
    factor = Parameter.filled("factor", 1, config.size());
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.like(input);
    Rowwise.multiplyRow(input, factor.value(), output); // y = x ⊙ f
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray inputDelta = Scratch.like(input);
    Rowwise.multiplyRow(delta, factor.value(), inputDelta); // ∂L/∂x = δ ⊙ f
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray products = Scratch.like(input);
    Elementwise.multiply(input, delta, products);
    Reductions.addColumnSums(products, factor.gradient()); // ∂L/∂f += Σ_rows x ⊙ δ
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(factor);
  }

  @Override
  public ModuleType<Scale> type() {
    return TYPE;
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, config.size());
    Shapes.requireType(this, "input", input, factor.value().dataType());
  }
}
// endregion
