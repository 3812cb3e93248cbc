package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.RnnSteps;
import io.github.taeda.nn.ops.Scratch;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Simple recurrent network, {@code h_t = tanh(x_t W + h_{t−1} R + b)} with {@code h_0 = 0} (Elman,
 * 1990).
 *
 * <p>{@code [batch, length, in] → [batch, length, hidden]}, the states, or with {@code lastOnly}
 * {@code [batch, hidden]}, the last one. Parameters {@code weight} W {@code [in, hidden]}, {@code
 * recurrentWeight} R {@code [hidden, hidden]} and {@code bias} b {@code [hidden]}, initially
 * uniform in ±1/√hidden, as in PyTorch. Under a {@link io.github.taeda.nn.PaddingMask} padding
 * leaves the state as it is; outputs and deltas of padding are 0.
 */
public final class RNN extends Recurrent {
  /** What copies and model files know of this class. */
  public static final ModuleType<RNN> TYPE =
      ModuleType.of(RNN.class, Config.class, module -> module.config, RNN::new)
          .torch("weight", "weight_ih_l0", 1, 0)
          .torch("recurrentWeight", "weight_hh_l0", 1, 0)
          .torchSum("bias", "bias_ih_l0", "bias_hh_l0");

  /**
   * The configuration of an {@link RNN}.
   *
   * @param in features of the input, at least 1
   * @param hidden size of the state, at least 1
   * @param reverse whether the steps are taken from the last to the first
   * @param last whether the output is the last state only
   * @param stateful how many sequences' states are carried from batch to batch in training, or 0
   * @param init draws weights and biases, with fan-in and fan-out hidden
   */
  public record Config(
      long in, long hidden, boolean reverse, boolean last, long stateful, Init init)
      implements RecurrentConfig {
    /** Checks the sizes. */
    public Config {
      RecurrentKind.RNN.check(in, hidden, stateful, init);
    }

    /** All states as output; weights and biases uniform in ±1/√hidden. */
    public static Config of(long in, long hidden) {
      return new Config(in, hidden, false, false, 0, Init.torch());
    }

    /** The same, with the steps taken from the last to the first. */
    public Config reverse(boolean reverse) {
      return new Config(in, hidden, reverse, last, stateful, init);
    }

    /** The same, with the last state only. */
    public Config lastOnly() {
      return new Config(in, hidden, reverse, true, stateful, init);
    }

    /** The same, with the state of {@code batch} sequences carried from batch to batch. */
    public Config stateful(long batch) {
      return new Config(in, hidden, reverse, last, batch, init);
    }

    /** The same with weights drawn otherwise. */
    public Config init(Init init) {
      return new Config(in, hidden, reverse, last, stateful, init);
    }
  }

  private final Config config;

  /** Creates a module that draws its weights from a fresh seed. */
  public RNN(long in, long hidden) {
    this(Config.of(in, hidden), new SplitMix());
  }

  /** Creates a module that draws its weights from {@code random}. */
  public RNN(long in, long hidden, RandomGenerator random) {
    this(Config.of(in, hidden), random);
  }

  /** Creates a module that draws its weights from {@code random}. */
  public RNN(Config config, RandomGenerator random) {
    super(Objects.requireNonNull(config, "RNN: config is null"), random);
    this.config = config;
  }

  @Override
  RecurrentPass run(RecurrentPass pass, RecurrentWeights weights) {
    INDArray recurrentWeight = weights.recurrentWeight.value();
    RnnSteps.forward(pass.gates(), recurrentWeight, pass.order().padding(), pass.states());
    return pass;
  }

  @Override
  GateDeltas deltas(
      RecurrentPass pass, INDArray recurrentWeight, @Nullable INDArray delta, INDArray stateDelta) {
    INDArray gateDelta = Scratch.like(pass.gates());
    RnnSteps.backward(
        pass.states(), recurrentWeight, pass.order().padding(), delta, gateDelta, stateDelta);
    return new GateDeltas(gateDelta, gateDelta);
  }

  @Override
  public ModuleType<RNN> type() {
    return TYPE;
  }
}
