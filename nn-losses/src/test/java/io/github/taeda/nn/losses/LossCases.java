package io.github.taeda.nn.losses;

import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The table of losses: every public loss has a row here, and every law runs over all rows. */
final class LossCases {
  private LossCases() {}

  static Stream<LossCase> all() {
    return Stream.of(first(), elementwise(), ofClasses(), ofVectors(), others())
        .flatMap(rows -> rows);
  }

  private static Stream<LossCase> first() {
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
                (random, batch) -> Make.uniform(random, 0.05, 0.95, batch, 3))
            .ofProbabilities(),
        LossCase.of(
                "BCELoss",
                BCELoss::new,
                (random, batch) -> Make.uniform(random, 0, 1, batch, 2, 5),
                (random, batch) -> Make.uniform(random, 0.05, 0.95, batch, 2, 5))
            .ofProbabilities());
  }

  private static Stream<LossCase> elementwise() {
    return Stream.of(
        LossCase.of("L1Loss", L1Loss::new, LossCases::numbers, LossCases::numbers),
        LossCase.of(
            "HuberLoss(1.0)",
            reduction -> new HuberLoss(1, reduction),
            LossCases::numbers,
            LossCases::numbers),
        LossCase.of(
            "BCEWithLogitsLoss",
            BCEWithLogitsLoss::new,
            (random, batch) -> Make.uniform(random, 0, 1, batch, 3),
            LossCases::numbers),
        LossCase.of(
            "BCEWithLogitsLoss(positive weights [2.0, 0.5, 1.0])",
            reduction -> new BCEWithLogitsLoss(reduction).withPositiveWeights(2, 0.5, 1),
            (random, batch) -> Make.uniform(random, 0, 1, batch, 3),
            LossCases::numbers),
        LossCase.of(
                "HingeLoss",
                HingeLoss::new,
                LossCases::signs,
                (random, batch) -> Make.uniform(random, 0.1, 0.9, batch, 3))
            .refuses("target must be -1 or 1, but at [1, 0] was 0", array(1, -1, 0, 1), ones()),
        LossCase.of(
                "PerceptronLoss",
                PerceptronLoss::new,
                LossCases::signs,
                (random, batch) -> Make.uniform(random, 0.1, 0.9, batch, 3))
            .refuses("target must be -1 or 1, but at [0, 1] was 2", array(1, 2, 1, 1), ones()),
        LossCase.of(
                "KLDivLoss",
                KLDivLoss::new,
                (random, batch) -> Make.uniform(random, 0, 1, batch, 3),
                LossCases::numbers)
            .refuses(
                "target must not be negative, but at [1, 1] was -0.5",
                array(1, 0, 0, -0.5),
                ones()));
  }

  private static Stream<LossCase> ofClasses() {
    return Stream.of(
        LossCase.of(
                "CrossEntropyLoss", CrossEntropyLoss::new, LossCases::classes, LossCases::numbers)
            .refuses("target must be integers from 0 to 1, but at [1] was 2", row(1, 2), ones())
            .refuses("target must be integers from 0 to 1, but at [0] was 0.5", row(0.5, 1), ones())
            .refuses("target must be [2] or [2, 2], but was [3]", row(0, 1, 0), ones()),
        LossCase.of(
                "CrossEntropyLoss",
                CrossEntropyLoss::new,
                (random, batch) -> Make.uniform(random, 0, 1, batch, 3),
                LossCases::numbers)
            .orClasses()
            .refuses(
                "target must not be negative, but at [0, 0] was -1", array(-1, 2, 0, 1), ones()),
        LossCase.of(
                "CrossEntropyLoss(weights [1.0, 2.0, 0.5], ignoring 1, smoothing 0.1)",
                reduction ->
                    new CrossEntropyLoss(reduction)
                        .withWeights(1, 2, 0.5)
                        .withIgnoreIndex(1)
                        .withSmoothing(0.1),
                LossCases::classes,
                LossCases::numbers)
            .meanOver(target -> weightSum(target, 1, 0, 0.5)),
        LossCase.of("NLLLoss", NLLLoss::new, LossCases::classes, LossCases::numbers),
        LossCase.of(
                "NLLLoss(weights [1.0, 2.0, 0.5])",
                reduction -> new NLLLoss(reduction).withWeights(1, 2, 0.5),
                LossCases::classes,
                LossCases::numbers)
            .meanOver(target -> weightSum(target, 1, 2, 0.5)),
        LossCase.of(
                "MultiMarginLoss(1.0)",
                reduction -> new MultiMarginLoss(1, reduction),
                LossCases::classes,
                LossCases::numbers)
            .refuses(
                "target must be one-hot, but row 1 sums to 1 with largest entry 0.5",
                array(1, 0, 0.5, 0.5),
                ones()),
        LossCase.of(
                "MultiMarginLoss(0.5)(weights [1.0, 2.0, 0.5])",
                reduction -> new MultiMarginLoss(0.5, reduction).withWeights(1, 2, 0.5),
                LossCases::classes,
                LossCases::numbers)
            .meanOver(target -> weightSum(target, 1, 2, 0.5)));
  }

  private static Stream<LossCase> ofVectors() {
    return Stream.of(
        LossCase.of(
                "MarginRankingLoss(0.5)",
                reduction -> new MarginRankingLoss(0.5, reduction),
                (random, batch) -> signs(random, batch, 1),
                (random, batch) -> Make.normal(random, batch, 2))
            .refuses("target must be -1 or 1, but at [1] was 0", row(1, 0), ones())
            .refuses(
                "prediction must be [*, 2], but was [2, 3]",
                row(1, 1),
                Make.filled(DataType.DOUBLE, 1, 2, 3)),
        LossCase.of(
                "CosineEmbeddingLoss(0.1)",
                reduction -> new CosineEmbeddingLoss(0.1, reduction),
                (random, batch) -> signs(random, batch, 1),
                (random, batch) -> Make.normal(random, batch, 2, 3))
            .refuses(
                "target must be [2], but was [1]", row(1), Make.filled(DataType.DOUBLE, 1, 2, 2, 3))
            .refuses(
                "target must be -1 or 1, but at [1] was 0",
                row(1, 0),
                Make.filled(DataType.DOUBLE, 1, 2, 2, 3)),
        LossCase.of( // nearly all pairs that should differ have a loss
            "CosineEmbeddingLoss(-0.9)",
            reduction -> new CosineEmbeddingLoss(-0.9, reduction),
            (random, batch) -> signs(random, batch, 1),
            (random, batch) -> Make.normal(random, batch, 2, 3)),
        LossCase.of(
            "TripletMarginLoss(1.0)",
            reduction -> new TripletMarginLoss(1, reduction),
            (random, batch) -> signs(random, batch, 1),
            (random, batch) -> Make.normal(random, batch, 3, 4)));
  }

  private static Stream<LossCase> others() {
    return Stream.of(
        LossCase.of("SoftMarginLoss", SoftMarginLoss::new, LossCases::signs, LossCases::numbers)
            .refuses("target must be -1 or 1, but at [1, 0] was 0", array(1, -1, 0, 1), ones()),
        LossCase.of(
                "PoissonNLLLoss",
                PoissonNLLLoss::new,
                (random, batch) -> Make.ids(random, 5, batch, 3).castTo(DataType.DOUBLE),
                LossCases::numbers)
            .ofLogarithms()
            .refuses(
                "target must not be negative, but at [0, 1] was -1", array(1, -1, 0, 1), ones()),
        LossCase.of(
                "GaussianNLLLoss",
                GaussianNLLLoss::new,
                (random, batch) -> Make.normal(random, batch, 2),
                (random, batch) -> Make.normal(random, batch, 4))
            .ofLogarithms()
            .refuses("target must be [*, *], but was [2]", row(1, 1), ones())
            .refuses("prediction must be [2, 4], but was [2, 2]", ones(), ones()),
        LossCase.of(
                "MultiLabelMarginLoss",
                MultiLabelMarginLoss::new,
                (random, batch) -> Make.ids(random, 2, batch, 4).castTo(DataType.DOUBLE),
                (random, batch) -> Make.normal(random, batch, 4))
            .refuses("prediction must be [*, *], but was [2]", row(1, 1), row(1, 1))
            .refuses("target must be 0 or 1, but at [0, 1] was 2", array(1, 2, 0, 1), ones()),
        LossCase.of(
                "WeightedSumLoss(1.0 CrossEntropyLoss(weights [1.0, 2.0, 0.5])"
                    + " + 0.5 NLLLoss(weights [1.0, 2.0, 0.5]))",
                reduction ->
                    WeightedSumLoss.of(1, new CrossEntropyLoss(reduction).withWeights(1, 2, 0.5))
                        .plus(0.5, new NLLLoss(reduction).withWeights(1, 2, 0.5)),
                LossCases::classes,
                LossCases::numbers)
            .meanOver(target -> weightSum(target, 1, 2, 0.5)),
        LossCase.of(
            "WeightedSumLoss(1.0 MSELoss + 0.1 SoftMarginLoss)",
            reduction ->
                WeightedSumLoss.of(1, new MSELoss(reduction))
                    .plus(0.1, new SoftMarginLoss(reduction)),
            LossCases::signs,
            LossCases::numbers));
  }

  private static INDArray signs(RandomGenerator random, long batch, long features) {
    INDArray ids = Make.ids(random, 2, batch, features).castTo(DataType.DOUBLE);
    INDArray signs = ids.mul(2).sub(1);
    return features == 1 ? signs.reshape(batch) : signs;
  }

  private static INDArray numbers(RandomGenerator random, long batch) {
    return Make.normal(random, batch, 3);
  }

  private static INDArray signs(RandomGenerator random, long batch) {
    return signs(random, batch, 3);
  }

  private static INDArray classes(RandomGenerator random, long batch) {
    return Make.ids(random, 3, batch);
  }

  /** The sum of the weights of the classes, but never 0. */
  private static double weightSum(INDArray classes, double... weights) {
    double sum = 0;
    for (long i = 0; i < classes.length(); i++) {
      sum += weights[classes.getInt((int) i)];
    }
    return sum == 0 ? 1 : sum;
  }

  private static INDArray array(double... fourNumbers) {
    return Nd4j.createFromArray(fourNumbers).reshape(2, 2);
  }

  private static INDArray row(double... numbers) {
    return Nd4j.createFromArray(numbers);
  }

  private static INDArray ones() {
    return array(1, 1, 1, 1);
  }
}
