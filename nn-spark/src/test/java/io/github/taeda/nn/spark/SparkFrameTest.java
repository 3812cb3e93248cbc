package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.metrics.Accuracy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Data frames, scoring, and the options that need few iterations. */
class SparkFrameTest {
  private static SparkSession session;
  private static JavaSparkContext spark;
  private final Problem problem = new Problem(90);

  @BeforeAll
  static void start() {
    session =
        SparkSession.builder()
            .config(LocalSpark.conf("local[2]").set("spark.sql.shuffle.partitions", "2"))
            .getOrCreate();
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  /** Columns: name, features, species (an integer), height (a double). */
  private Dataset<Row> frame() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < problem.inputs.length; i++) {
      List<Double> features = Arrays.stream(problem.inputs[i]).boxed().toList();
      rows.add(
          RowFactory.create(
              "plant " + i,
              scala.jdk.javaapi.CollectionConverters.asScala(features).toSeq(),
              problem.classes[i],
              problem.inputs[i][0] * 2));
    }
    StructType schema =
        new StructType()
            .add("name", DataTypes.StringType)
            .add("features", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("species", DataTypes.IntegerType)
            .add("height", DataTypes.DoubleType);
    return session.createDataFrame(rows, schema).repartition(1).coalesce(1);
  }

  private static Optim optim() {
    return new Optim(Problem.net(DataType.DOUBLE), new CrossEntropyLoss(), 0.1);
  }

  @Test
  void columns_are_features_and_classes() {
    Optim fromFrame = optim();
    Optim fromExamples = optim();
    Dataset<Row> frame = session.createDataFrame(frame().collectAsList(), frame().schema());

    History history =
        SparkSGD.of(fromFrame)
            .inOrder()
            .validate(frame, "features", "species")
            .metrics(new Accuracy())
            .fit(frame, "features", "species");
    SparkSGD.of(fromExamples)
        .inOrder()
        .fit(ExampleColumns.of(frame, "features", "species").examples());

    assertThat(Problem.values(fromFrame.module())).isEqualTo(Problem.values(fromExamples.module()));
    assertThat(history.values("validation accuracy")).hasSize(1);
  }

  @Test
  void a_column_of_doubles_is_a_target() {
    SplitMix random = new SplitMix(7);
    Sequential net = new Sequential(new Linear(4, 1, random));
    net.to(DataType.DOUBLE);
    SparkSGD.of(new Optim(net, new MSELoss(), 0.1))
        .epochs(60)
        .batchSize(90)
        .fit(frame(), "features", "height");

    assertThat(Problem.values(net)).containsExactly(new double[] {2, 0, 0, 0, 0}, within(0.02));
  }

  @Test
  void a_net_adds_a_column_of_its_outputs() {
    Sequential net = Problem.net(DataType.DOUBLE);
    INDArray expected =
        EvaluationPass.run(
            () -> net.forward(problem.dataset(DataType.DOUBLE).batch(all(90)).input()));
    Dataset<Row> scored = SparkModel.of(net).batchSize(7).transform(frame(), "features", "scores");

    assertThat(scored.schema().fieldNames())
        .containsExactly("name", "features", "species", "height", "scores");
    List<Row> rows = scored.collectAsList();
    assertThat(rows).hasSize(90);
    for (Row row : rows) {
      int index = Integer.parseInt(row.getString(0).substring("plant ".length()));
      List<Double> scores = row.getList(4);
      for (int j = 0; j < 3; j++) {
        assertThat(scores.get(j)).isCloseTo(expected.getDouble(index, j), within(1e-12));
      }
    }
  }

  private static int[] all(int size) {
    return java.util.stream.IntStream.range(0, size).toArray();
  }

  @Test
  void examples_are_scored_in_their_order_and_shape() {
    SplitMix random = new SplitMix(7);
    Sequential net = new Sequential(new Conv1D(2, 1, 2, 1, random));
    List<double[]> outputs =
        SparkModel.of(net)
            .batchSize(4)
            .inputShape(4, 1)
            .predict(problem.rdd(spark, 50, 0, 40))
            .collect();

    assertThat(outputs).hasSize(90);
    for (int i : new int[] {0, 49, 50, 89}) {
      INDArray input = problem.dataset(DataType.FLOAT).batch(i).input().reshape(1, 4, 1);
      INDArray expected = EvaluationPass.run(() -> net.forward(input));
      assertThat(outputs.get(i)).containsExactly(expected.dup('c').data().asDouble(), within(1e-6));
    }
  }

  @Test
  void a_record_of_another_length_is_named() {
    List<Example> examples = new ArrayList<>(problem.examples());
    examples.set(3, Example.ofClass(new double[3], 0));

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                SparkJob.run(
                    "SparkModel",
                    () ->
                        SparkModel.of(Problem.net(DataType.FLOAT))
                            .predict(spark.parallelize(examples, 1))
                            .collect()))
        .withMessage(
            "SparkModel: partition 0, record 3 (the first is 0): there must be 4 features, but were"
                + " 3");
  }

  @Test
  void columns_that_do_not_fit_are_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkSGD.of(optim()).fit(frame(), "feature", "species"))
        .withMessage(
            "SparkSGD: features must be one of the columns [name, features, species, height], but"
                + " was feature");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkSGD.of(optim()).fit(frame(), "features", "name"))
        .withMessage(
            "SparkSGD: the column name must be of integers, floats or doubles, or arrays of"
                + " these, but is of string");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SparkModel.of(Problem.net(DataType.FLOAT)).transform(frame(), "features", "height"))
        .withMessage("SparkModel: output must be a new column, but there is a column height");
  }

  private double[] trainedBy(java.util.function.UnaryOperator<SparkSGD> options) {
    Optim optim = optim();
    options
        .apply(SparkSGD.of(optim).batchSize(30).epochs(2).shuffle(new SplitMix(1)))
        .fit(problem.rdd(spark, 45, 45));
    return Problem.values(optim.module());
  }

  @Test
  void one_local_iteration_is_exact_and_several_are_not() {
    double[] exact = trainedBy(sgd -> sgd);

    assertThat(trainedBy(sgd -> sgd.localIterations(1, 0.1))).containsExactly(exact, within(1e-9));
    assertThat(Math.abs(trainedBy(sgd -> sgd.localIterations(3, 0.1))[0] - exact[0]))
        .isGreaterThan(1e-4);
  }

  @Test
  void local_iterations_learn_more_from_one_update() {
    History[] histories = new History[2];
    for (int i = 0; i < 2; i++) {
      SparkSGD sgd = SparkSGD.of(optim()).batchSize(90).epochs(5).inOrder();
      histories[i] = (i == 0 ? sgd : sgd.localIterations(5, 0.1)).fit(problem.rdd(spark, 45, 45));
    }
    assertThat(histories[1].losses()[4]).isLessThan(histories[0].losses()[4]);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                SparkSGD.of(
                        new Optim(
                            Problem.net(DataType.DOUBLE), new CrossEntropyLoss(Reduction.SUM), 0.1))
                    .localIterations(2, 0.1)
                    .fit(problem.rdd(spark, 90)))
        .withMessage(
            "SparkSGD: localIterations(…) needs a loss that is a mean, but CrossEntropyLoss is a"
                + " sum");
  }

  @Test
  void the_times_of_each_iteration_are_told() {
    List<IterationTimes> times = new ArrayList<>();
    SparkSGD.of(optim()).batchSize(45).times(times::add).fit(problem.rdd(spark, 45, 45));

    assertThat(times).hasSize(2);
    for (IterationTimes iteration : times) {
      assertThat(iteration.compute()).isPositive();
      assertThat(iteration.broadcast()).isPositive();
      assertThat(iteration.total()).isLessThan(600);
      assertThat(iteration.bytes()).isEqualTo(8 * (4 * 8 + 8 + 8 * 3 + 3));
    }
    assertThat(new IterationTimes(0.004, 0.02, 0.0314, 536))
        .hasToString("broadcast 0.004 s, compute 0.020 s, aggregate 0.031 s, 536 bytes");
  }

  @Test
  void null_is_rejected_by_name() {
    SparkSGD sgd = SparkSGD.of(optim());
    SparkModel model = SparkModel.of(new Linear(1, 1));
    assertNull("SparkSGD: optim is null", () -> SparkSGD.of(null));
    assertNull("SGD: random is null", () -> sgd.shuffle(null));
    assertNull("SparkSGD: train is null", () -> sgd.fit(null));
    assertNull("SparkSGD: frame is null", () -> sgd.fit(null, "features", "species"));
    assertNull("SparkSGD: features is null", () -> sgd.fit(frame(), null, "species"));
    assertNull("SparkSGD: label is null", () -> sgd.fit(frame(), "features", null));
    assertNull("SparkSGD: storage is null", () -> sgd.storage(null));
    assertNull("SparkSGD: times is null", () -> sgd.times(null));
    assertNull("SparkSGD: factory is null", () -> sgd.executorLoss(null));
    assertNull("SparkModel: module is null", () -> SparkModel.of(null));
    assertNull("SparkModel: frame is null", () -> model.transform(null, "a", "b"));
    assertNull("SparkModel: output is null", () -> model.transform(frame(), "features", null));
    assertNull("SparkModel: examples is null", () -> model.predict(null));
    assertNull("SparkThreads: conf is null", () -> SparkThreads.bound(null));
    assertNull("Example: features is null", () -> Example.ofClass((float[]) null, 1));
    assertNull("Example: target is null", () -> Example.of(new float[1], (float[]) null));
  }

  private static void assertNull(
      String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(message);
  }
}
