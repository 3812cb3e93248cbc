package io.github.taeda.nn.losses;

import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/** The table of losses: every public loss has a row here, and every law runs over all rows. */
final class LossCases {
  private LossCases() {}

  static Stream<LossCase> all() {
    return Stream.of(
        LossCase.of(
                "MSELoss",
                MSELoss::new,
                (random, batch) -> Make.normal(random, batch, 3),
                (random, batch) -> Make.normal(random, batch, 3))
            // What the shape of a target is often mistaken for: no broadcasting.
            .refuses(
                "target must be [4, 1], but was [4]",
                Make.filled(DataType.DOUBLE, 0, 4),
                Make.filled(DataType.DOUBLE, 0, 4, 1)),
        LossCase.of(
            "MSELoss",
            MSELoss::new,
            (random, batch) -> Make.normal(random, batch, 2, 5),
            (random, batch) -> Make.normal(random, batch, 2, 5)),
        LossCase.of(
            "MSELoss",
            MSELoss::new,
            (random, batch) -> Make.normal(random, batch),
            (random, batch) -> Make.normal(random, batch)),
        LossCase.of(
            "BCELoss",
            BCELoss::new,
            (random, batch) -> Make.ids(random, 2, batch, 3).castTo(DataType.DOUBLE),
            (random, batch) -> Make.uniform(random, 0.05, 0.95, batch, 3)),
        LossCase.of(
            "BCELoss",
            BCELoss::new,
            (random, batch) -> Make.uniform(random, 0, 1, batch, 2, 5),
            (random, batch) -> Make.uniform(random, 0.05, 0.95, batch, 2, 5)));
  }
}
