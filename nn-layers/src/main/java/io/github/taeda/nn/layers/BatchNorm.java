package io.github.taeda.nn.layers;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation, {@code y = γ · (x − μ) / √(σ² + ε) + β} for each feature (Ioffe and Szegedy,
 * 2015).
 *
 * <p>{@code [batch, features] → [batch, features]}, or {@code [batch, …, features]} with the
 * positions counted as further examples. In training μ and σ² are mean and biased variance of the
 * batch (of 2 rows at least), and the buffers {@code runningMean} and {@code runningVariance}
 * (unbiased), initially 0 and 1, move towards them by {@code momentum}; in evaluation the buffers
 * are used. Parameters {@code scale} γ {@code [features]}, initially 1, and {@code shift} β {@code
 * [features]}, initially 0. A variance beyond the type's largest finite value (in FLOAT where x − μ
 * exceeds 1e19) is that value in {@code runningVariance}; training is exact.
 */
public final class BatchNorm extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<BatchNorm> TYPE =
      ModuleType.of(BatchNorm.class, Config.class, norm -> norm.config, BatchNorm::new)
          .torch("scale", "weight")
          .torch("shift", "bias")
          .torch("runningMean", "running_mean")
          .torch("runningVariance", "running_var")
          .torchCounter("num_batches_tracked");

  /**
   * The configuration of a {@link BatchNorm}.
   *
   * @param features size of the last axis, at least 1
   * @param momentum how far the buffers move towards a batch, in 0…1
   * @param epsilon ε, &gt; 0
   */
  public record Config(long features, double momentum, double epsilon) implements ModuleConfig {
    public Config {
      Norms.check("BatchNorm", features, epsilon);
      Checks.requireProportion("BatchNorm", "momentum", momentum);
    }

    /** Momentum 0.1 and ε = 1e-5. */
    public static Config of(long features) {
      return new Config(features, 0.1, 1e-5);
    }

    /** The same with another momentum. */
    public Config momentum(double momentum) {
      return new Config(features, momentum, epsilon);
    }

    /** The same with another ε. */
    public Config epsilon(double epsilon) {
      return new Config(features, momentum, epsilon);
    }

    @Override
    public String text() {
      return features
          + (momentum == 0.1 ? "" : ", momentum " + momentum)
          + (epsilon == 1e-5 ? "" : ", epsilon " + epsilon);
    }

    @Override
    public long elements() {
      return 4 * features;
    }
  }

  private final Config config;
  private final Parameter scale; // γ [features]
  private final Parameter shift; // β [features]
  private final Buffer runningMean; // [features]
  private final Buffer runningVariance; // [features]
  private final ForwardCache<NormalizedBatch> cache = new ForwardCache<>();

  /** Creates a normalisation with momentum 0.1 and ε = 1e-5. */
  public BatchNorm(long features) {
    this(Config.of(features));
  }

  /** Creates a normalisation. */
  public BatchNorm(Config config) {
    this.config = Objects.requireNonNull(config, "BatchNorm: config is null");
    scale = Parameter.filled("scale", 1, config.features());
    shift = Parameter.filled("shift", 0, config.features());
    runningMean = new Buffer("runningMean", NDArrays.filled(0, config.features()));
    runningVariance = new Buffer("runningVariance", NDArrays.filled(1, config.features()));
  }

  @Override
  public INDArray forward(INDArray input) {
    NormalizedBatch normalized = normalized(input);
    if (isTraining()) {
      cache.store(input, normalized);
      normalized.moveStatistics(runningMean.value(), runningVariance.value(), config.momentum());
    }
    return Norms.affine(normalized.x(), scale.value(), shift.value());
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    return recall(input, delta).inputDelta(delta, scale.value(), isTraining());
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
  public List<Buffer> buffers() {
    return List.of(runningMean, runningVariance);
  }

  @Override
  public ModuleType<BatchNorm> type() {
    return TYPE;
  }

  private NormalizedBatch recall(INDArray input, INDArray delta) {
    NormalizedBatch cached = isTraining() ? cache.recall(input) : null;
    NormalizedBatch normalized = cached == null ? normalized(input) : cached;
    Shapes.requireLike(this, "delta", delta, input);
    return normalized;
  }

  private NormalizedBatch normalized(INDArray input) {
    Shapes.requireLast(this, "input", input, config.features());
    Shapes.requireType(this, "input", input, scale.value().dataType());
    double epsilon = config.epsilon();
    return isTraining()
        ? NormalizedBatch.of(this, input, epsilon)
        : NormalizedBatch.by(input, runningMean.value(), runningVariance.value(), epsilon);
  }
}
