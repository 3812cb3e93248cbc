package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.GruSteps;
import io.github.taeda.nn.ops.Scratch;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit (Cho et al., 2014; cuDNN's and PyTorch's form): with {@code [a_r a_z a_n] =
 * x_t W + b} and {@code [q_r q_z q_n] = h_{t−1} R + p}, {@code r = σ(a_r + q_r)}, {@code z = σ(a_z
 * + q_z)}, {@code n = tanh(a_n + r q_n)}, {@code h_t = (1 − z) n + z h_{t−1}}, and {@code h_0 = 0}.
 *
 * <p>{@code [batch, length, in] → [batch, length, hidden]}, the states, or with {@code lastOnly}
 * {@code [batch, hidden]}, the last one. Parameters {@code weight} W {@code [in, 3 hidden]}, {@code
 * recurrentWeight} R {@code [hidden, 3 hidden]}, {@code bias} b and {@code recurrentBias} p {@code
 * [3 hidden]}, initially uniform in ±1/√hidden, as in PyTorch. Under a {@link
 * io.github.taeda.nn.PaddingMask} padding leaves the state as it is; outputs and deltas of padding
 * are 0.
 */
public final class GRU extends Recurrent {
  /** What copies and model files know of this class. */
  public static final ModuleType<GRU> TYPE =
      ModuleType.of(GRU.class, Config.class, module -> module.config, GRU::new)
          .torch("weight", "weight_ih_l0", 1, 0)
          .torch("recurrentWeight", "weight_hh_l0", 1, 0)
          .torch("bias", "bias_ih_l0")
          .torch("recurrentBias", "bias_hh_l0");

  /**
   * The configuration of a {@link GRU}.
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
      RecurrentKind.GRU.check(in, hidden, stateful, init);
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
  public GRU(long in, long hidden) {
    this(Config.of(in, hidden), new SplitMix());
  }

  /** Creates a module that draws its weights from {@code random}. */
  public GRU(long in, long hidden, RandomGenerator random) {
    this(Config.of(in, hidden), random);
  }

  /** Creates a module that draws its weights from {@code random}. */
  public GRU(Config config, RandomGenerator random) {
    super(Objects.requireNonNull(config, "GRU: config is null"), random);
    this.config = config;
  }

  @Override
  RecurrentPass run(RecurrentPass pass, RecurrentWeights weights) {
    INDArray products = Scratch.like(pass.gates());
    GruSteps.forward(
        pass.gates(),
        weights.recurrentWeight.value(),
        Objects.requireNonNull(weights.recurrentBias).value(),
        pass.order().padding(),
        products,
        pass.states());
    return pass.withMemory(products);
  }

  @Override
  GateDeltas deltas(
      RecurrentPass pass, INDArray recurrentWeight, @Nullable INDArray delta, INDArray stateDelta) {
    GateDeltas deltas = new GateDeltas(Scratch.like(pass.gates()), Scratch.like(pass.gates()));
    GruSteps.backward(
        pass.gates(),
        recurrentWeight,
        pass.order().padding(),
        pass.memory(),
        pass.states(),
        delta,
        deltas.inputs(),
        deltas.products(),
        stateDelta);
    return deltas;
  }

  @Override
  public ModuleType<GRU> type() {
    return TYPE;
  }
}
