package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.PublicClasses;
import io.github.taeda.nn.testing.laws.LossLaws;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LossLawsTest implements LossLaws {

  @Override
  public Stream<LossCase> cases() {
    return LossCases.all();
  }

  @Test
  void every_public_loss_has_a_row() {
    Set<String> losses = PublicClasses.like(MSELoss.class, Loss.class);
    Set<String> rows =
        LossCases.all()
            .map(row -> row.loss(Reduction.MEAN).getClass().getSimpleName())
            .collect(Collectors.toSet());

    assertThat(losses).contains("MSELoss", "BCELoss"); // the directory was read
    Set<String> missing = new TreeSet<>(losses);
    missing.removeAll(rows);
    assertThat(missing).as("losses without a row in LossCases").isEmpty();
  }
}
