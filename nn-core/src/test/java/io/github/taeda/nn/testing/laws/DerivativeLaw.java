package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.testing.ModuleCase;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Law 1: the delta of the input and the gradients equal central differences. */
public interface DerivativeLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void derivatives_equal_central_differences(ModuleCase row) {
    check(row, row.module(DataType.DOUBLE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void derivatives_equal_central_differences_in_evaluation(ModuleCase row) {
    check(row, row.module(DataType.DOUBLE).evaluate());
  }

  private static void check(ModuleCase row, Module module) {
    boolean nothingToCheck = row.hasIds() && module.parameters().isEmpty();
    if (row.isLarge() || nothingToCheck) {
      return;
    }
    GradientCheck check = row.hasIds() ? new GradientCheck().withoutInput() : new GradientCheck();
    GradientReport report =
        check.check(module, row.input(DataType.DOUBLE, 1), new SplittableRandom(300));
    assertThat(report.passes(1e-7)).as(report.toString()).isTrue();
  }
}
