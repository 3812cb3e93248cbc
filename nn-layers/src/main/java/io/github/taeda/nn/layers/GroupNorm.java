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
 * Group normalisation, {@code y = γ · (x − μ) / √(σ² + ε) + β} with mean μ and biased variance σ²
 * of each example's group of channels over all positions (Wu and He, 2018).
 *
 * <p>{@code [batch, …, features] → [batch, …, features]}, the same in training and evaluation, and
 * for any size of the batch. A group is {@code features / groups} neighbouring channels: one group
 * is layer normalisation over whole examples, as many groups as features instance normalisation.
 * Parameters {@code scale} γ {@code [features]}, initially 1, and {@code shift} β {@code
 * [features]}, initially 0.
 */
public final class GroupNorm extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<GroupNorm> TYPE =
      ModuleType.of(
              GroupNorm.class, Config.class, norm -> norm.config, config -> new GroupNorm(config))
          .torch("scale", "weight")
          .torch("shift", "bias");

  /**
   * The configuration of a {@link GroupNorm}.
   *
   * @param groups how many groups, at least 1
   * @param features size of the last axis, a multiple of {@code groups}
   * @param epsilon ε, &gt; 0
   */
  public record Config(long groups, long features, double epsilon) implements ModuleConfig {
    /** Checks the values. */
    public Config {
      Norms.check("GroupNorm", features, epsilon);
      Shapes.requireSize("GroupNorm", "groups", groups);
      Windows.requireDivides("GroupNorm", groups, "features", features);
    }

    /** With ε = 1e-5. */
    public static Config of(long groups, long features) {
      return new Config(groups, features, 1e-5);
    }

    /** The same with another ε. */
    public Config epsilon(double epsilon) {
      return new Config(groups, features, epsilon);
    }

    @Override
    public String text() {
      return groups + " of " + features + (epsilon == 1e-5 ? "" : ", epsilon " + epsilon);
    }

    @Override
    public long elements() {
      return 2 * features;
    }
  }

  private final Config config;
  private final Parameter scale; // γ [features]
  private final Parameter shift; // β [features]
  private final ForwardCache<NormalizedRows> cache = new ForwardCache<>(); // a row for each group

  /** Creates a normalisation with ε = 1e-5. */
  public GroupNorm(long groups, long features) {
    this(Config.of(groups, features));
  }

  /** Creates a normalisation. */
  public GroupNorm(Config config) {
    this.config = Objects.requireNonNull(config, "GroupNorm: config is null");
    scale = Parameter.filled("scale", 1, config.features());
    shift = Parameter.filled("shift", 0, config.features());
  }

  @Override
  public INDArray forward(INDArray input) {
    NormalizedRows normalized = normalized(input);
    if (isTraining()) {
      cache.store(input, normalized);
    }
    return Norms.affine(
        Positions.ofGroups(normalized.x(), config.groups(), input), scale.value(), shift.value());
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    NormalizedRows normalized = recall(input, delta);
    INDArray scaled = Norms.scaled(delta, scale.value());
    INDArray rows = normalized.inputDelta(Positions.groups(scaled, config.groups()));
    return Positions.ofGroups(rows, config.groups(), input);
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    INDArray x = Positions.ofGroups(recall(input, delta).x(), config.groups(), input);
    Norms.addGradients(x, delta, scale, shift);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  public ModuleType<GroupNorm> type() {
    return TYPE;
  }

  private NormalizedRows recall(INDArray input, INDArray delta) {
    @Nullable NormalizedRows cached = cache.recall(input);
    NormalizedRows normalized = cached == null ? normalized(input) : cached;
    Shapes.requireLike(this, "delta", delta, input);
    return normalized;
  }

  private NormalizedRows normalized(INDArray input) {
    Shapes.requireLast(this, "input", input, config.features());
    Shapes.requireType(this, "input", input, scale.value().dataType());
    return NormalizedRows.of(Positions.groups(input, config.groups()), config.epsilon());
  }
}
