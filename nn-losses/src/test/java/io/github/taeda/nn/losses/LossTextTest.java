package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.SquaredError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTextTest {
  @ParameterizedTest
  @MethodSource("io.github.taeda.nn.losses.LossCases#all")
  void every_loss_comes_back_from_its_text(LossCase row) {
    for (Reduction reduction : Reduction.values()) {
      Loss loss = row.loss(reduction);

      Loss read = LossText.parse(LossText.of(loss));

      assertThat(read).hasToString(loss.toString()).hasSameClassAs(loss);
      assertThat(read.reduction()).isEqualTo(reduction);
    }
  }

  @Test
  void options_and_sums_come_back() {
    for (Loss loss :
        new Loss[] {
          new CrossEntropyLoss().withWeights(1, 0.1, 3e-7).withIgnoreIndex(-1).withSmoothing(0.1),
          new MultiMarginLoss(0.3).withWeights(1, 2).withIgnoreIndex(255),
          new NLLLoss(Reduction.SUM).withIgnoreIndex(3),
          WeightedSumLoss.of(1, new CrossEntropyLoss().withWeights(1, 2))
              .plus(1e-7, new MultiMarginLoss(1).withWeights(1, 2))
        }) {
      assertThat(LossText.parse(LossText.of(loss))).hasToString(loss.toString());
    }
    assertThat(LossText.of(new NLLLoss(Reduction.SUM).withIgnoreIndex(3)))
        .isEqualTo("NLLLoss(ignoring 3) SUM");
  }

  @Test
  void other_losses_and_texts_are_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LossText.of(new SquaredError(Reduction.MEAN)))
        .withMessage("LossText: SquaredError is no loss of the library");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LossText.of(WeightedSumLoss.of(1, new SquaredError(Reduction.MEAN))))
        .withMessage("LossText: WeightedSumLoss(1.0 SquaredError) is no loss of the library");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LossText.parse("MSELos MEAN"))
        .withMessage("LossText: there is no loss \"MSELos MEAN\"");
  }
}
