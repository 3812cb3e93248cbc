package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.PublicClasses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What holds for every metric. */
class MetricLawsTest {
  private static final int SIZE = 60;
  private static final long SEED = 20;

  /** A metric with data of {@code size} examples. */
  record Case(
      String name, Supplier<Metric> make, BiFunction<RandomGenerator, Long, Examples> data) {

    Examples examples() {
      return data.apply(new SplittableRandom(SEED), (long) SIZE);
    }

    @Override
    public String toString() {
      return name + ", seed " + SEED;
    }
  }

  record Examples(INDArray target, INDArray prediction) {
    Examples rows(long from, long to) {
      return new Examples(Make.rows(target, from, to), Make.rows(prediction, from, to));
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("Accuracy", Accuracy::new, MetricLawsTest::classes),
        new Case("Accuracy of distributions", Accuracy::new, MetricLawsTest::normals),
        new Case("Accuracy of sequences", Accuracy::new, MetricLawsTest::sequences),
        new Case("Accuracy of two classes", () -> Accuracy.binary(0), MetricLawsTest::signs),
        new Case("TopKAccuracy", () -> new TopKAccuracy(2), MetricLawsTest::classes),
        new Case("ConfusionMatrix", () -> new ConfusionMatrix(4), MetricLawsTest::classes),
        new Case(
            "ConfusionMatrix of sequences",
            () -> new ConfusionMatrix(4),
            MetricLawsTest::sequences),
        new Case(
            "ConfusionMatrix of two classes",
            () -> ConfusionMatrix.binary(0),
            MetricLawsTest::signs),
        new Case(
            "Accuracy without a class",
            () -> new Accuracy().withIgnoreIndex(2),
            MetricLawsTest::classes),
        new Case(
            "TopKAccuracy without a class",
            () -> new TopKAccuracy(2).withIgnoreIndex(2),
            MetricLawsTest::classes),
        new Case(
            "ConfusionMatrix without a class",
            () -> new ConfusionMatrix(4).withIgnoreIndex(2),
            MetricLawsTest::sequences),
        new Case("MultiLabel accuracy", () -> MultiLabel.labelAccuracy(0), MetricLawsTest::labels),
        new Case("MultiLabel exact match", () -> MultiLabel.exactMatch(0), MetricLawsTest::labels),
        new Case("MultiLabel micro F1", () -> MultiLabel.microF1(0), MetricLawsTest::labels),
        new Case("MultiLabel macro F1", () -> MultiLabel.macroF1(0), MetricLawsTest::labels),
        new Case("MeanSquaredError", MeanSquaredError::new, MetricLawsTest::normals),
        new Case("RootMeanSquaredError", RootMeanSquaredError::new, MetricLawsTest::normals),
        new Case("MeanAbsoluteError", MeanAbsoluteError::new, MetricLawsTest::normals),
        new Case("R2", R2::new, MetricLawsTest::normals),
        new Case("RocAuc", RocAuc::new, MetricLawsTest::signs));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whole_weights_are_repeated_examples_or_of_counts_those_that_are_not_0(Case row) {
    Examples examples = row.examples();
    SplittableRandom random = new SplittableRandom(SEED);
    double[] weights = random.doubles(SIZE).map(u -> Math.floor(4 * u)).toArray();
    Metric metric = row.make().get();
    boolean isMean =
        !(metric instanceof ConfusionMatrix || metric instanceof RocAuc)
            && !(metric instanceof MultiLabel);
    Metric weighted = row.make().get();
    for (int i = 0; i < SIZE; i++) {
      Examples example = examples.rows(i, i + 1);
      for (int k = 0; k < (isMean ? weights[i] : Math.min(weights[i], 1)); k++) {
        metric.add(example.target(), example.prediction());
      }
    }

    for (int first = 0; first < SIZE; first += 25) {
      int end = Math.min(SIZE, first + 25);
      Examples batch = examples.rows(first, end);
      double[] part = Arrays.copyOfRange(weights, first, end);
      weighted.add(batch.target(), batch.prediction(), NDArrays.of(part, part.length));
    }

    assertThat(weighted.value()).isCloseTo(metric.value(), within(1e-12));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void an_example_of_weight_0_may_be_anything_and_weights_must_fit(Case row) {
    Examples examples = row.examples();
    INDArray weights = Nd4j.ones(DataType.DOUBLE, SIZE).putScalar(3, 0);
    Metric metric = row.make().get();
    metric.add(examples.target(), examples.prediction(), weights);
    INDArray poisoned = examples.prediction().dup();
    poisoned.slice(3).assign(Double.NaN);
    Metric other = row.make().get();
    other.add(examples.target(), poisoned, weights);
    double before = metric.value();
    assertThat(other.value()).isEqualTo(before);

    for (INDArray wrong : List.of(Nd4j.ones(DataType.DOUBLE, 7), weights.neg())) {
      assertThatThrownBy(() -> metric.add(examples.target(), examples.prediction(), wrong))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(": weights must be ");
    }
    assertThat(metric.value()).isEqualTo(before);
  }

  @Test
  void every_metric_has_a_row() {
    Map<String, Long> rows =
        cases()
            .map(row -> row.make().get().getClass().getSimpleName())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));

    assertThat(rows.keySet())
        .containsExactlyInAnyOrderElementsOf(PublicClasses.like(Accuracy.class, Metric.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_value_does_not_depend_on_how_the_data_is_cut(Case row) {
    Examples examples = row.examples();
    double whole = valueOf(row, examples);
    RandomGenerator random = new SplittableRandom(SEED + 1);
    for (int cut = 0; cut < 20; cut++) {
      Metric metric = row.make().get();
      for (int start = 0; start < SIZE; ) {
        int end = Math.min(SIZE, start + 1 + random.nextInt(cut + 1));
        Examples batch = examples.rows(start, end);
        metric.add(batch.target(), batch.prediction());
        start = end;
      }
      assertThat(metric.value()).isEqualTo(whole);
    }
    assertThat(whole).isFinite().isNotEqualTo(0).isNotEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void without_examples_the_value_is_nan(Case row) {
    assertThat(row.make().get().value()).isNaN();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void clear_forgets_everything(Case row) {
    Metric metric = row.make().get();
    Examples examples = row.examples();
    metric.add(examples.target(), examples.prediction());

    metric.clear();

    assertThat(metric.value()).isNaN();
    Examples some = examples.rows(0, 30);
    metric.add(some.target(), some.prediction());
    assertThat(metric.value()).isEqualTo(valueOf(row, some));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void memory_order_and_type_do_not_matter_and_nothing_is_written_to(Case row) {
    Examples examples = row.examples();
    double expected = valueOf(row, examples);
    Map<String, INDArray> targets = Make.layouts(examples.target());
    Map<String, INDArray> predictions = Make.layouts(examples.prediction());
    for (String layout : targets.keySet()) {
      Metric metric = row.make().get();
      metric.add(targets.get(layout), predictions.get(layout));
      assertThat(metric.value()).as(layout).isEqualTo(expected);
      Compare.exact("target", targets.get(layout), examples.target());
      Compare.exact("prediction", predictions.get(layout), examples.prediction());
    }
    Metric metric = row.make().get();
    metric.add(examples.target().castTo(DataType.FLOAT), single(examples.prediction()));
    assertThat(metric.value()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void arrays_of_a_step_may_be_recycled_after_the_call(Case row) {
    Examples examples = row.examples();
    Metric metric = row.make().get();
    Scratch scratch = new Scratch();
    for (int start = 0; start < SIZE; start += 10) {
      try (Scratch.Step step = scratch.step()) {
        Examples batch = examples.rows(start, start + 10);
        metric.add(batch.target(), batch.prediction());
      }
    }

    assertThat(metric.value()).isEqualTo(valueOf(row, examples));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void what_does_not_fit_is_an_error_that_names_the_metric_and_changes_nothing(Case row) {
    Metric metric = row.make().get();
    Examples examples = row.examples();
    metric.add(examples.target(), examples.prediction());
    String who = metric.getClass().getSimpleName();
    double before = metric.value();
    INDArray target = examples.target();
    INDArray prediction = examples.prediction();

    assertRefused(metric, who, Make.rows(target, 0, 7), prediction);
    assertRefused(metric, who, target, Make.rows(prediction, 0, 7));
    assertRefused(metric, who, target.castTo(DataType.BOOL), prediction);
    assertRefused(metric, who, target, prediction.castTo(DataType.INT32));
    assertRefused(metric, who, null, prediction);
    assertRefused(metric, who, target, null);
    assertRefused(metric, who, Nd4j.empty(DataType.DOUBLE), prediction);
    assertThat(metric.value()).isEqualTo(before);
  }

  private static void assertRefused(
      Metric metric, String who, INDArray target, INDArray prediction) {
    assertThatThrownBy(() -> metric.add(target, prediction))
        .isExactlyInstanceOf(
            target == null || prediction == null
                ? NullPointerException.class
                : ShapeException.class)
        .hasMessageStartingWith(who);
  }

  private static double valueOf(Case row, Examples examples) {
    Metric metric = row.make().get();
    metric.add(examples.target(), examples.prediction());
    return metric.value();
  }

  private static INDArray single(INDArray array) {
    return array.castTo(DataType.FLOAT);
  }

  private static Examples classes(RandomGenerator random, long size) {
    return new Examples(Make.ids(random, 4, size), Make.normal(random, size, 4));
  }

  private static Examples normals(RandomGenerator random, long size) {
    return new Examples(Make.normal(random, size, 3), Make.normal(random, size, 3));
  }

  private static Examples sequences(RandomGenerator random, long size) {
    return new Examples(Make.ids(random, 4, size, 5), Make.normal(random, size, 5, 4));
  }

  private static Examples labels(RandomGenerator random, long size) {
    return new Examples(Make.ids(random, 2, size, 3), Make.normal(random, size, 3));
  }

  private static Examples signs(RandomGenerator random, long size) {
    return new Examples(Make.ids(random, 2, size), Make.normal(random, size, 1));
  }
}
