package io.github.taeda.nn.layers;

import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-attention of several heads (Vaswani et al., 2017): with {@code Q = x W_q + b_q}, {@code K =
 * x W_k + b_k}, {@code V = x W_v + b_v}, each head computes {@code softmax(Q_h K_hᵀ / √d) V_h} of
 * its {@code d = features / heads} columns; the heads joined, C, give {@code y = C W_o + b_o}.
 *
 * <p>{@code [batch, length, features] → [batch, length, features]}, weights {@code [features,
 * features]} and biases {@code [features]}, initially uniform in ±1/√features. Under a {@link
 * io.github.taeda.nn.PaddingMask} no position attends to padding, which itself has outputs like any
 * other. {@link AttentionProbe} shows the weights. The gradient of {@code keyBias} is 0: it changes
 * all scores of a row alike, which softmax ignores.
 */
public final class MultiHeadAttention extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<MultiHeadAttention> TYPE =
      ModuleType.of(MultiHeadAttention.class, Config.class, a -> a.config, MultiHeadAttention::new)
          .torchParts("in_proj_weight", List.of("queryWeight", "keyWeight", "valueWeight"), 1, 0)
          .torchParts("in_proj_bias", List.of("queryBias", "keyBias", "valueBias"))
          .torch("outputWeight", "out_proj.weight", 1, 0)
          .torch("outputBias", "out_proj.bias");

  /**
   * The configuration of a {@link MultiHeadAttention}.
   *
   * @param features of input and output, at least 1
   * @param heads which divide the features, at least 1
   * @param causal whether a position attends to none after it
   * @param init draws weights and biases, with fan-in and fan-out {@code features}
   */
  public record Config(long features, long heads, boolean causal, Init init)
      implements ModuleConfig {
    public Config {
      Shapes.requireSize("MultiHeadAttention", "features", features);
      Shapes.requireSize("MultiHeadAttention", "heads", heads);
      Shapes.requireCount("MultiHeadAttention", "weights", 3, features, features);
      if (features % heads != 0) {
        throw new IllegalArgumentException(
            "MultiHeadAttention: heads must divide features " + features + ", but was " + heads);
      }
      Objects.requireNonNull(init, "MultiHeadAttention: init is null");
    }

    /** Every position attends to all; weights and biases uniform in ±1/√features. */
    public static Config of(long features, long heads) {
      return new Config(features, heads, false, Init.torch());
    }

    /** The same, where a position attends to none after it. */
    public Config causal(boolean causal) {
      return new Config(features, heads, causal, init);
    }

    /** The same with weights drawn otherwise. */
    public Config init(Init init) {
      return new Config(features, heads, causal, init);
    }

    @Override
    public String text() {
      return features + ", heads " + heads + (causal ? ", causal" : "");
    }

    @Override
    public long elements() {
      return 4 * features * (features + 1);
    }
  }

  private final Config config;
  private final AttentionWeights weights;
  private final ForwardCache<AttentionPass> cache = new ForwardCache<>();

  /** Creates a module that draws its weights from a fresh seed. */
  public MultiHeadAttention(long features, long heads) {
    this(Config.of(features, heads), new SplitMix());
  }

  /** Creates a module that draws its weights from {@code random}. */
  public MultiHeadAttention(long features, long heads, RandomGenerator random) {
    this(Config.of(features, heads), random);
  }

  /** Creates a module that draws its weights from {@code random}. */
  public MultiHeadAttention(Config config, RandomGenerator random) {
    Objects.requireNonNull(random, "MultiHeadAttention: random is null");
    this.config = Objects.requireNonNull(config, "MultiHeadAttention: config is null");
    weights = new AttentionWeights(config.features(), config.init(), random);
  }

  @Override
  public INDArray forward(INDArray input) {
    AttentionPass pass = AttentionPass.of(this, config, weights, input);
    if (isTraining()) {
      cache.store(input, pass);
    }
    AttentionProbe.show(this, pass.weights());
    return pass.output();
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    AttentionPass pass = recall(input, delta);
    return pass.inputDelta(pass.projectedDelta(delta));
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    AttentionPass pass = recall(input, delta);
    pass.addGradients(delta, pass.projectedDelta(delta));
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    AttentionPass pass = recall(input, delta);
    INDArray projectedDelta = pass.projectedDelta(delta);
    pass.addGradients(delta, projectedDelta);
    return pass.inputDelta(projectedDelta);
  }

  @Override
  public List<Parameter> parameters() {
    return weights.all();
  }

  @Override
  public ModuleType<MultiHeadAttention> type() {
    return TYPE;
  }

  private AttentionPass recall(INDArray input, INDArray delta) {
    AttentionPass cached = isTraining() ? cache.recall(input) : null;
    AttentionPass pass = cached == null ? AttentionPass.of(this, config, weights, input) : cached;
    Shapes.requireLike(this, "delta", delta, input);
    return pass;
  }
}
