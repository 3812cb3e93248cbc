package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.metrics.TopKAccuracy;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.WeightDecay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** One process and Spark compute the same. */
class SparkSGDTest {
  private static JavaSparkContext spark;
  private final Problem problem = new Problem(100);

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** The gradients of all batches of an epoch. */
  private static List<double[]> gradients(Function<Listener, History> fit) {
    List<double[]> gradients = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void gradientReady(TrainingRun run) {
            gradients.add(run.optim().vector().gradients().dup('c').data().asDouble());
          }
        };
    History history = fit.apply(listener);
    assertThat(history.epochs()).hasSize(1);
    return gradients;
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void the_gradient_is_that_of_the_union_of_the_partitions_batches(Reduction reduction) {
    Loss loss = new CrossEntropyLoss(reduction).withWeights(1, 2, 0.5);
    Optim here = new Optim(Problem.net(DataType.DOUBLE), loss, 1e-9);
    Optim there = new Optim(Problem.net(DataType.DOUBLE), loss, 1e-9);

    List<double[]> expected =
        gradients(
            listener ->
                SGD.of(here)
                    .batchSize(32)
                    .shuffle(new SplitMix(3))
                    .listen(listener)
                    .fit(problem.dataset(DataType.DOUBLE)));
    List<double[]> actual =
        gradients(
            listener ->
                SparkSGD.of(there)
                    .batchSize(32)
                    .shuffle(new SplitMix(3))
                    .listen(listener)
                    .fit(problem.rdd(spark, Problem.UNEVEN)));

    assertThat(actual).hasSize(4).hasSameSizeAs(expected);
    for (int i = 0; i < 4; i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i), within(1e-12));
    }
  }

  private static Optim adam(DataType type) {
    return new Optim(Problem.net(type), new CrossEntropyLoss(), new Adam(0.01))
        .decay(WeightDecay.l2(1e-3))
        .clip(GradientClipping.norm(1))
        .accumulate(2);
  }

  @Test
  void a_run_of_50_iterations_is_that_of_one_process() {
    Optim here = adam(DataType.DOUBLE);
    Optim there = adam(DataType.DOUBLE);

    History expected =
        SGD.of(here)
            .batchSize(8)
            .epochs(8)
            .shuffle(new SplitMix(3))
            .fit(problem.dataset(DataType.DOUBLE));
    History actual =
        SparkSGD.of(there)
            .batchSize(8)
            .epochs(8)
            .shuffle(new SplitMix(3))
            .fit(problem.rdd(spark, Problem.UNEVEN));

    assertThat(there.iterations()).isEqualTo(here.iterations()).isGreaterThanOrEqualTo(50);
    assertThat(Problem.values(there.module()))
        .containsExactly(Problem.values(here.module()), within(1e-11));
    for (int i = 0; i < 8; i++) {
      assertThat(actual.epochs().get(i).loss())
          .isCloseTo(expected.epochs().get(i).loss(), within(1e-12));
    }
  }

  private double[] trained(DataType type, UnaryOperator<SparkSGD> options) {
    Optim optim = adam(type);
    options
        .apply(SparkSGD.of(optim).batchSize(40).epochs(2).shuffle(new SplitMix(3)))
        .fit(problem.rdd(spark, 10, 15, 0, 20, 25, 30));
    return Problem.values(optim.module());
  }

  @Test
  void the_same_seed_gives_the_same_bits() {
    assertThat(trained(DataType.FLOAT, sgd -> sgd)).isEqualTo(trained(DataType.FLOAT, sgd -> sgd));
  }

  @Test
  void aggregation_in_a_tree_gives_the_same_numbers_and_always_the_same_bits() {
    double[] flat = trained(DataType.DOUBLE, sgd -> sgd);
    double[] tree = trained(DataType.DOUBLE, sgd -> sgd.treeAggregateFrom(1));

    assertThat(tree).containsExactly(flat, within(1e-12));
    assertThat(trained(DataType.DOUBLE, sgd -> sgd.treeAggregateFrom(1))).isEqualTo(tree);
  }

  private static Optim regularised(DataType type) {
    SplitMix random = new SplitMix(7);
    Sequential net =
        new Sequential(
            new Linear(4, 8, random),
            new BatchNorm(8),
            new TanH(),
            new Dropout(0.5, random),
            new Linear(8, 3, random));
    net.to(type);
    return new Optim(net, new CrossEntropyLoss(), new Adam(0.01));
  }

  @Test
  void running_statistics_are_the_mean_of_the_partitions_each_counted_by_its_examples() {
    Optim optim = regularised(DataType.DOUBLE);
    double[] expected = new double[16];
    int start = 0;
    for (int size : new int[] {30, 70}) {
      Optim part = regularised(DataType.DOUBLE);
      Batch batch =
          problem.dataset(DataType.DOUBLE).batch(IntStream.range(start, start + size).toArray());
      part.gradient(batch.input(), batch.target());
      double[] statistics = Problem.buffers(part.module());
      for (int i = 0; i < 16; i++) {
        expected[i] += statistics[i] * size / 100;
      }
      start += size;
    }

    SparkSGD.of(optim).batchSize(100).inOrder().fit(problem.rdd(spark, 30, 0, 70));

    assertThat(Problem.buffers(optim.module())).containsExactly(expected, within(1e-12));
  }

  @Test
  void dropout_draws_by_seed_iteration_and_partition() {
    double[][] runs = new double[3][];
    for (int i = 0; i < 3; i++) {
      Optim optim = regularised(DataType.DOUBLE);
      SparkSGD.of(optim)
          .batchSize(50)
          .epochs(2)
          .shuffle(new SplitMix(i / 2))
          .fit(problem.rdd(spark, 50, 50));
      runs[i] = Problem.values(optim.module());
    }
    assertThat(runs[1]).isEqualTo(runs[0]);
    assertThat(runs[2]).isNotEqualTo(runs[0]);
  }

  @Test
  void validation_gives_the_values_of_one_process() {
    History[] histories = new History[2];
    Metric[] metrics = {
      new Accuracy(), new TopKAccuracy(2), new ConfusionMatrix(3),
    };
    for (int i = 0; i < 2; i++) {
      Optim optim = new Optim(Problem.net(DataType.DOUBLE), new CrossEntropyLoss(), 0.1);
      histories[i] =
          i == 0
              ? SGD.of(optim)
                  .inOrder()
                  .validate(problem.dataset(DataType.DOUBLE))
                  .metrics(metrics)
                  .trainingMetrics(new Accuracy())
                  .fit(problem.dataset(DataType.DOUBLE))
              : SparkSGD.of(optim)
                  .inOrder()
                  .validate(problem.rdd(spark, 99, 0, 1))
                  .metrics(metrics)
                  .trainingMetrics(new Accuracy())
                  .fit(problem.rdd(spark, 100));
    }
    assertThat(histories[1].epochs().get(0).values().keySet())
        .isEqualTo(histories[0].epochs().get(0).values().keySet());
    histories[0]
        .epochs()
        .get(0)
        .values()
        .forEach(
            (name, value) ->
                assertThat(histories[1].epochs().get(0).values().get(name))
                    .as(name)
                    .isCloseTo(value, within(1e-12)));
  }

  private static SparkSGD sgd(Optim optim) {
    return SparkSGD.of(optim).batchSize(25).shuffle(new SplitMix(3));
  }

  /** Stops after a batch of an epoch. */
  private record StopAt(int epoch, int batch) implements Listener {
    @Override
    public void batchEnded(TrainingRun run) {
      if (run.epoch() == epoch && run.batch() == batch) {
        run.stop("the test stops it");
      }
    }
  }

  @Test
  void a_resumed_run_is_the_whole_one_bit_for_bit(@TempDir Path directory) {
    Optim whole = regularised(DataType.FLOAT);
    History expected = sgd(whole).epochs(3).fit(problem.rdd(spark, 50, 50));
    sgd(regularised(DataType.FLOAT))
        .epochs(3)
        .listen(Checkpoints.in(directory).everyIterations(1))
        .listen(new StopAt(2, 2))
        .fit(problem.rdd(spark, 50, 50));
    Optim resumed = regularised(DataType.FLOAT);

    History history =
        sgd(resumed).epochs(3).resume(Checkpoints.in(directory)).fit(problem.rdd(spark, 50, 50));

    assertThat(Problem.values(resumed.module())).isEqualTo(Problem.values(whole.module()));
    assertThat(Problem.buffers(resumed.module())).isEqualTo(Problem.buffers(whole.module()));
    assertThat(history.losses()).isEqualTo(expected.losses());
  }
}
