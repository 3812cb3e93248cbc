package io.github.taeda.nn.layers;

import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer normalisation, {@code y = γ · (x − μ) / √(σ² + ε) + β} with mean μ and biased variance σ²
 * of each row (Ba et al., 2016).
 *
 * <p>{@code [*, features] → [*, features]}, the same in training and evaluation. Parameters {@code
 * scale} γ {@code [features]}, initially 1, and {@code shift} β {@code [features]}, initially 0.
 */
public final class LayerNorm extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<LayerNorm> TYPE =
      ModuleType.of(LayerNorm.class, Config.class, norm -> norm.config, LayerNorm::new)
          .torch("scale", "weight")
          .torch("shift", "bias");

  /**
   * The configuration of a {@link LayerNorm}.
   *
   * @param features size of the last axis, at least 1
   * @param epsilon ε, &gt; 0
   */
  public record Config(long features, double epsilon) implements ModuleConfig {
    /** Checks the values. */
    public Config {
      Norms.check("LayerNorm", features, epsilon);
    }

    /** With ε = 1e-5. */
    public static Config of(long features) {
      return new Config(features, 1e-5);
    }

    /** The same with another ε. */
    public Config epsilon(double epsilon) {
      return new Config(features, epsilon);
    }

    @Override
    public String text() {
      return features + (epsilon == 1e-5 ? "" : ", epsilon " + epsilon);
    }

    @Override
    public long elements() {
      return 2 * features;
    }
  }

  private final Config config;
  private final Parameter scale; // γ [features]
  private final Parameter shift; // β [features]
  private final ForwardCache<NormalizedRows> cache = new ForwardCache<>();

  /** Creates a normalisation with ε = 1e-5. */
  public LayerNorm(long features) {
    this(Config.of(features));
  }

  /** Creates a normalisation. */
  public LayerNorm(Config config) {
    this.config = Objects.requireNonNull(config, "LayerNorm: config is null");
    scale = Parameter.filled("scale", 1, config.features());
    shift = Parameter.filled("shift", 0, config.features());
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    NormalizedRows normalized = NormalizedRows.of(input, config.epsilon());
    if (isTraining()) {
      cache.store(input, normalized);
    }
    return Norms.affine(normalized.x(), scale.value(), shift.value());
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    NormalizedRows normalized = recall(input, delta);
    return normalized.inputDelta(Norms.scaled(delta, scale.value()));
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Norms.addGradients(recall(input, delta).x(), delta, scale, shift);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  public ModuleType<LayerNorm> type() {
    return TYPE;
  }

  private NormalizedRows recall(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    @Nullable NormalizedRows cached = cache.recall(input);
    return cached == null ? NormalizedRows.of(input, config.epsilon()) : cached;
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, config.features());
    Shapes.requireType(this, "input", input, scale.value().dataType());
  }
}
