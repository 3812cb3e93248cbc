package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.LstmSteps;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997; Gers et al., 2000): with {@code [i f g
 * o] = x_t W + h_{t−1} R + b}, {@code c_t = σ(f) c_{t−1} + σ(i) tanh g}, {@code h_t = σ(o) tanh
 * c_t}, and {@code h_0 = c_0 = 0}.
 *
 * <p>{@code [batch, length, in] → [batch, length, hidden]}, the states h, or with {@code lastOnly}
 * {@code [batch, hidden]}, the last one. Parameters {@code weight} W {@code [in, 4 hidden]}, {@code
 * recurrentWeight} R {@code [hidden, 4 hidden]} and {@code bias} b {@code [4 hidden]}, initially
 * uniform in ±1/√hidden, as in PyTorch. Under a {@link io.github.taeda.nn.PaddingMask} padding
 * leaves both states as they are; outputs and deltas of padding are 0.
 */
public final class LSTM extends Recurrent {
  /** What copies and model files know of this class. */
  public static final ModuleType<LSTM> TYPE =
      ModuleType.of(LSTM.class, Config.class, module -> module.config, LSTM::new)
          .torch("weight", "weight_ih_l0", 1, 0)
          .torch("recurrentWeight", "weight_hh_l0", 1, 0)
          .torchSum("bias", "bias_ih_l0", "bias_hh_l0");

  /**
   * The configuration of an {@link LSTM}.
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
      RecurrentKind.LSTM.check(in, hidden, stateful, init);
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
  public LSTM(long in, long hidden) {
    this(Config.of(in, hidden), new SplitMix());
  }

  /** Creates a module that draws its weights from {@code random}. */
  public LSTM(long in, long hidden, RandomGenerator random) {
    this(Config.of(in, hidden), random);
  }

  /** Creates a module that draws its weights from {@code random}. */
  public LSTM(Config config, RandomGenerator random) {
    super(Objects.requireNonNull(config, "LSTM: config is null"), random);
    this.config = config;
  }

  /**
   * Sets the bias of the forget gate, such as 1, so that a new module remembers (Jozefowicz et al.,
   * 2015).
   *
   * @return this module
   */
  public LSTM forgetBias(double value) {
    long hidden = config.hidden();
    INDArray bias = parameters().get(2).value();
    Elementwise.fill(Slices.slice(bias, 0, hidden, 2 * hidden), value);
    return this;
  }

  @Override
  RecurrentPass run(RecurrentPass pass, RecurrentWeights weights) {
    INDArray recurrentWeight = weights.recurrentWeight.value();
    boolean @Nullable [] padding = pass.order().padding();
    LstmSteps.forward(pass.gates(), recurrentWeight, padding, pass.states(), pass.memory());
    return pass;
  }

  @Override
  GateDeltas deltas(
      RecurrentPass pass, INDArray recurrentWeight, @Nullable INDArray delta, INDArray stateDelta) {
    INDArray gateDelta = Scratch.like(pass.gates());
    INDArray cellDelta = Scratch.like(stateDelta);
    Elementwise.fill(cellDelta, 0);
    LstmSteps.backward(
        pass.gates(),
        recurrentWeight,
        pass.order().padding(),
        pass.memory(),
        delta,
        gateDelta,
        stateDelta,
        cellDelta);
    return new GateDeltas(gateDelta, gateDelta);
  }

  @Override
  public ModuleType<LSTM> type() {
    return TYPE;
  }
}
