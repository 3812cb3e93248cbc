package io.github.taeda.nn.layers;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation, {@code y = γ · (x − μ) / √(σ² + ε) + β} for each feature (Ioffe and Szegedy,
 * 2015).
 *
 * <p>{@code [batch, features] → [batch, features]}, or {@code [batch, …, features]} (sequences,
 * images) with the positions counted as further examples. In training μ and σ² are mean and biased
 * variance of the batch, and the state {@code runningMean} and {@code runningVariance} (unbiased)
 * moves towards them by {@code momentum}; in evaluation the state is used. Parameters {@code scale}
 * γ {@code [features]}, initially 1, and {@code shift} β {@code [features]}, initially 0; the state
 * is initially 0 and 1. A single row in training is an error: it has no variance.
 *
 * <p>A variance beyond the type's largest finite number, in FLOAT where x − μ is beyond 1e19, is
 * right in training; {@code runningVariance} is that largest number then. In evaluation x less the
 * running mean must be a number of the type.
 */
public final class BatchNorm extends Module {
  private static final double MOMENTUM = 0.1;
  private static final double EPSILON = 1e-5;

  final Settings settings;
  private final Parameter scale; // γ [features]
  private final Parameter shift; // β [features]
  private final Buffer runningMean; // [features]
  private final Buffer runningVariance; // [features]
  private final ForwardCache<NormalizedBatch> memory = new ForwardCache<>();

  /** Makes a normalisation with momentum 0.1 and ε = 1e-5. */
  public BatchNorm(long features) {
    this(new Settings(features, MOMENTUM, EPSILON));
  }

  private BatchNorm(Settings settings) {
    this(
        settings,
        Parameter.filled("scale", 1, settings.features),
        Parameter.filled("shift", 0, settings.features),
        new Buffer("runningMean", NDArrays.filled(0, settings.features)),
        new Buffer("runningVariance", NDArrays.filled(1, settings.features)));
  }

  private BatchNorm(
      Settings settings, Parameter scale, Parameter shift, Buffer mean, Buffer variance) {
    this.settings = settings;
    this.scale = scale;
    this.shift = shift;
    this.runningMean = mean;
    this.runningVariance = variance;
  }

  /**
   * The same normalisation with another momentum; take the result in place of this module.
   *
   * @param momentum how far the state moves towards a batch, in 0…1
   */
  public BatchNorm withMomentum(double momentum) {
    return with(new Settings(settings.features, momentum, settings.epsilon));
  }

  /**
   * The same normalisation with another ε; take the result in place of this module.
   *
   * @param epsilon added to the variance, &gt; 0
   */
  public BatchNorm withEpsilon(double epsilon) {
    return with(new Settings(settings.features, settings.momentum, epsilon));
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    NormalizedBatch normalized = isTraining() ? ofBatch(input) : ofState(input);
    if (isTraining()) {
      memory.store(input, normalized);
      updateState(normalized, input.length() / settings.features);
    }
    INDArray output = Scratch.like(input);
    Rowwise.multiplyRow(normalized.x(), scale.value(), output);
    Rowwise.addRow(output, shift.value(), output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    NormalizedBatch normalized = recall(input, delta);
    INDArray result = Scratch.like(input);
    if (isTraining()) {
      // δ_x = γ/√(σ² + ε) · (δ − mean(δ) − x̂ · mean(δ x̂))
      double share = -(double) settings.features / input.length();
      INDArray mean = Norms.columnSums(delta, share);
      Elementwise.multiply(delta, normalized.x(), result);
      INDArray slope = Norms.columnSums(result, share);
      Rowwise.multiplyRow(normalized.x(), slope, result);
      Rowwise.addRow(result, mean, result);
      Elementwise.add(result, delta, result);
      Rowwise.multiplyRow(result, normalized.inverse(), result);
    } else {
      Rowwise.multiplyRow(delta, normalized.inverse(), result);
    }
    Rowwise.multiplyRow(result, scale.value(), result);
    return result;
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
  protected Module copyWith(CopyContext copies) {
    return new BatchNorm(
        settings,
        copies.of(scale),
        copies.of(shift),
        copies.of(runningMean),
        copies.of(runningVariance));
  }

  /** {@code BatchNorm(100)}; other than default settings follow, {@code momentum 0.01}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("BatchNorm(").append(settings.features);
    if (settings.momentum != MOMENTUM) {
      text.append(", momentum ").append(settings.momentum);
    }
    if (settings.epsilon != EPSILON) {
      text.append(", epsilon ").append(settings.epsilon);
    }
    return text.append(')').toString();
  }

  private BatchNorm with(Settings changed) {
    BatchNorm norm = new BatchNorm(changed, scale, shift, runningMean, runningVariance);
    norm.copyMode(this);
    return norm;
  }

  private NormalizedBatch recall(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    if (!isTraining()) {
      return ofState(input);
    }
    @Nullable NormalizedBatch remembered = memory.recall(input);
    return remembered == null ? ofBatch(input) : remembered;
  }

  private NormalizedBatch ofBatch(INDArray input) {
    return NormalizedBatch.of(input, settings.epsilon);
  }

  private NormalizedBatch ofState(INDArray input) {
    return NormalizedBatch.by(
        input, runningMean.value(), runningVariance.value(), settings.epsilon);
  }

  private void updateState(NormalizedBatch batch, long rows) {
    double momentum = settings.momentum;
    Elementwise.scale(runningMean.value(), 1 - momentum, runningMean.value());
    Elementwise.addScaled(momentum, batch.mean(), runningMean.value());
    Elementwise.scale(runningVariance.value(), 1 - momentum, runningVariance.value());
    Elementwise.addScaled(
        momentum * rows / (rows - 1.0), batch.variance(), runningVariance.value());
    Norms.saturate(runningVariance.value());
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, settings.features);
    Shapes.requireType(this, "input", input, scale.value().dataType());
    if (isTraining() && input.length() == settings.features) {
      throw new ShapeException(
          this
              + ": input must have at least 2 rows in training, for one row has no variance, but was "
              + Shapes.text(input.shape())
              + "; call evaluate() to use the running statistics");
    }
  }

  record Settings(long features, double momentum, double epsilon) {
    Settings {
      Shapes.requireSize("BatchNorm", "features", features);
      if (!(momentum >= 0 && momentum <= 1)) {
        throw new IllegalArgumentException(
            "BatchNorm: momentum must be between 0 and 1, but was " + momentum);
      }
      Norms.requireEpsilon("BatchNorm", epsilon);
    }
  }
}
