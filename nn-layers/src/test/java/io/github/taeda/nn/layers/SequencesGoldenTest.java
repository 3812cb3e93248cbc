package io.github.taeda.nn.layers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Golden;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The modules of sequences and images against PyTorch's numbers. */
class SequencesGoldenTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  private static final Map<String, Function<Golden.OfModule, Module>> FACTORY =
      Map.ofEntries(
          entry("RNN", SequencesGoldenTest::rnn),
          entry("LSTM", SequencesGoldenTest::lstm),
          entry("GRU", SequencesGoldenTest::gru),
          entry("MultiHeadAttention", SequencesGoldenTest::attention),
          entry("BatchNorm", golden -> new BatchNorm(golden.number("features"))),
          entry("GroupNorm", g -> new GroupNorm(g.number("groups"), g.number("features"))),
          entry("ConvTranspose1D", SequencesGoldenTest::convTranspose1D),
          entry("ConvTranspose2D", SequencesGoldenTest::convTranspose2D),
          entry("Upsample2D", golden -> new Upsample2D(golden.number("factor"))),
          entry("GlobalAvgPool", golden -> new GlobalAvgPool()),
          entry("GlobalMaxPool", golden -> new GlobalMaxPool()));

  private static Module convTranspose1D(Golden.OfModule g) {
    return new ConvTranspose1D(
        g.number("kernel"), g.number("in"), g.number("out"), g.number("stride"));
  }

  private static Module convTranspose2D(Golden.OfModule g) {
    return new ConvTranspose2D(
        g.number("kernel"), g.number("in"), g.number("out"), g.number("stride"));
  }

  private static Module rnn(Golden.OfModule golden) {
    RNN.Config config = RNN.Config.of(golden.number("in"), golden.number("hidden"));
    RNN.Config directed = config.reverse(golden.hasFlag("reverse"));
    return new RNN(golden.hasFlag("last") ? directed.lastOnly() : directed, RANDOM);
  }

  private static Module lstm(Golden.OfModule golden) {
    LSTM.Config config = LSTM.Config.of(golden.number("in"), golden.number("hidden"));
    LSTM.Config directed = config.reverse(golden.hasFlag("reverse"));
    return new LSTM(golden.hasFlag("last") ? directed.lastOnly() : directed, RANDOM);
  }

  private static Module gru(Golden.OfModule golden) {
    GRU.Config config = GRU.Config.of(golden.number("in"), golden.number("hidden"));
    GRU.Config directed = config.reverse(golden.hasFlag("reverse"));
    return new GRU(golden.hasFlag("last") ? directed.lastOnly() : directed, RANDOM);
  }

  private static Module attention(Golden.OfModule golden) {
    MultiHeadAttention.Config config =
        MultiHeadAttention.Config.of(golden.number("features"), golden.number("heads"));
    return new MultiHeadAttention(config.causal(golden.hasFlag("causal")), RANDOM);
  }

  static Stream<Golden.OfModule> cases() {
    return Golden.sequences().stream();
  }

  @Test
  void each_module_is_built() {
    Set<String> named =
        Golden.sequences().stream().map(Golden.OfModule::module).collect(Collectors.toSet());
    assertThat(named).isEqualTo(FACTORY.keySet());
    assertThat(Golden.sequences()).hasSize(35);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void double_agrees_to_1e_10(Golden.OfModule golden) {
    check(golden, DataType.DOUBLE, 1e-10);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void float_agrees_to_2e_5(Golden.OfModule golden) {
    check(golden, DataType.FLOAT, 2e-5);
  }

  private static void check(Golden.OfModule golden, DataType type, double tolerance) {
    GoldenCheck.check(FACTORY.get(golden.module()).apply(golden), golden, type, tolerance);
  }
}
