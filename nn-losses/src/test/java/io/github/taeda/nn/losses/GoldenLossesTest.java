package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Golden;
import io.github.taeda.nn.testing.PublicClasses;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The losses against PyTorch's numbers. */
class GoldenLossesTest {
  private static final Map<String, BiFunction<Golden.OfLoss, Reduction, Loss>> FACTORY =
      Map.of(
          "MSELoss", (golden, reduction) -> new MSELoss(reduction),
          "BCELoss", (golden, reduction) -> new BCELoss(reduction),
          "L1Loss", (golden, reduction) -> new L1Loss(reduction),
          "HuberLoss", (golden, reduction) -> new HuberLoss(golden.real("delta"), reduction),
          "BCEWithLogitsLoss", (golden, reduction) -> new BCEWithLogitsLoss(reduction),
          "CrossEntropyLoss", (golden, reduction) -> new CrossEntropyLoss(reduction),
          "NLLLoss", (golden, reduction) -> new NLLLoss(reduction),
          "MultiMarginLoss",
              (golden, reduction) -> new MultiMarginLoss(golden.real("margin"), reduction),
          "KLDivLoss", (golden, reduction) -> new KLDivLoss(reduction));

  /** The cases whose loss is built; one without a factory is built and fails. */
  static Stream<Golden.OfLoss> cases() {
    Set<String> built = PublicClasses.like(MSELoss.class, Loss.class);
    return Golden.losses().stream().filter(golden -> built.contains(golden.loss()));
  }

  @Test
  void the_cases_are_all_there() {
    assertThat(cases()).hasSize(39);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void double_agrees_to_1e_10(Golden.OfLoss golden) {
    check(golden, DataType.DOUBLE, 1e-10);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void float_agrees_to_2e_5(Golden.OfLoss golden) {
    check(golden, DataType.FLOAT, 2e-5);
  }

  private static void check(Golden.OfLoss golden, DataType type, double tolerance) {
    assertThat(FACTORY).as("factory of golden losses").containsKey(golden.loss());
    Loss mean = FACTORY.get(golden.loss()).apply(golden, Reduction.MEAN);
    Loss sum = FACTORY.get(golden.loss()).apply(golden, Reduction.SUM);
    INDArray target = golden.target().array(type);
    INDArray prediction = golden.prediction().array(type);

    Compare.close(
        "costs",
        mean.forward(target, prediction),
        golden.perExample().array(DataType.DOUBLE),
        tolerance);
    Compare.close("mean", mean.value(target, prediction), golden.mean(), tolerance);
    Compare.close("sum", sum.value(target, prediction), golden.sum(), tolerance);
    if (golden.meanGradient() != null) {
      Compare.close(
          "delta",
          mean.backward(target, prediction),
          golden.meanGradient().array(DataType.DOUBLE),
          tolerance);
    }
  }
}
