package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What goes wrong in tasks is repeated or told in a sentence. */
class SparkFaultsTest {
  private static final AtomicInteger READ = new AtomicInteger(); // shared with tasks of this JVM
  private static final Set<Integer> NATIVE_THREADS = ConcurrentHashMap.newKeySet();
  private static JavaSparkContext spark;
  private final Problem problem = new Problem(100);

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2,3]"); // each task may run three times
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Optim optim() {
    return new Optim(Problem.net(DataType.DOUBLE), new CrossEntropyLoss(), new Adam(0.01));
  }

  private static double[] trained(JavaRDD<Example> examples) {
    Optim optim = optim();
    SparkSGD.of(optim)
        .batchSize(50)
        .shuffle(new SplitMix(3))
        .storage(StorageLevel.NONE()) // so that each iteration reads the records
        .fit(examples);
    return Problem.values(optim.module());
  }

  @Test
  void a_task_that_fails_once_is_repeated_and_counts_once() {
    double[] expected = trained(problem.rdd(spark, 50, 50));
    READ.set(0);
    JavaRDD<Example> failing =
        problem
            .rdd(spark, 50, 50)
            .map(
                example -> {
                  if (READ.incrementAndGet() == 180) { // in the first iteration
                    throw new IllegalStateException("the disk is away for a moment");
                  }
                  return example;
                });

    assertThat(trained(failing)).isEqualTo(expected);
    assertThat(READ).hasValueGreaterThan(300);
  }

  private static JavaRDD<Example> with(Problem problem, int index, Example example) {
    List<Example> examples = new ArrayList<>(problem.examples());
    examples.set(index, example);
    return spark.parallelize(examples, 4); // of 25
  }

  @Test
  void a_record_unlike_the_others_is_named() {
    JavaRDD<Example> examples = with(problem, 60, Example.ofClass(new double[] {1, 2, 3}, 1));

    assertThatIllegalStateException()
        .isThrownBy(() -> SparkSGD.of(optim()).fit(examples))
        .withMessage(
            "SparkSGD: partition 2, record 10 (the first is 0): examples must be alike, but the"
                + " first has features [4], target a class (double[]) and this one features [3],"
                + " target a class (double[])");
  }

  @Test
  void a_record_that_the_loss_rejects_is_named() {
    JavaRDD<Example> examples = with(problem, 99, Example.ofClass(new double[4], 7));

    assertThatIllegalStateException()
        .isThrownBy(() -> SparkSGD.of(optim()).batchSize(100).fit(examples))
        .withMessage(
            "SparkSGD: partition 3, record 24 (the first is 0): CrossEntropyLoss: target must be"
                + " integers from 0 to 2, but at [0] was 7");
  }

  @Test
  void a_record_that_cannot_be_read_is_named() {
    problem.inputs[57][0] = -1e9;
    JavaRDD<Example> bad =
        problem
            .rdd(spark, 50, 50)
            .map(
                example -> {
                  if (((double[]) example.features())[0] == -1e9) {
                    throw new NumberFormatException("not a number: \"x\"");
                  }
                  return example;
                });

    assertThatIllegalStateException()
        .isThrownBy(() -> SparkSGD.of(optim()).fit(bad))
        .withMessage("SparkSGD: partition 1, record 7 (the first is 0): not a number: \"x\"");
  }

  @Test
  void partitions_unlike_each_other_are_rejected() {
    JavaRDD<Example> others = spark.parallelize(List.of(Example.of(new double[4], 1, 2)), 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkSGD.of(optim()).fit(problem.rdd(spark, 100).union(others)))
        .withMessage(
            "SparkSGD: examples must be alike, but partition 1 has features [4], target [2] and"
                + " those before it features [4], target a class");
  }

  @Test
  void no_examples_are_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkSGD.of(optim()).fit(spark.emptyRDD()))
        .withMessage("SGD: the training data is empty");
  }

  @Test
  void what_has_no_text_is_rejected_before_anything_is_sent() {
    Optim custom = new Optim(Problem.net(DataType.DOUBLE), new Halved(), 0.1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkSGD.of(custom).fit(problem.rdd(spark, 100)))
        .withMessage(
            "SparkSGD: executors cannot be sent what is trained: LossText: Halved is no loss of the"
                + " library");
    SparkSGD.of(custom).executorLoss(Halved::new).fit(spark.parallelize(targets(), 2));
    assertThat(custom.iterations()).isOne();
  }

  private List<Example> targets() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      examples.add(Example.of(problem.inputs[i], 1, 0, 0));
    }
    return examples;
  }

  /** Half the squared error, and how many threads native code has where it is computed. */
  private static final class Halved extends Loss {
    private final MSELoss whole = new MSELoss(Reduction.SUM);

    Halved() {
      super(Reduction.MEAN);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      NATIVE_THREADS.add(nativeThreads());
      return whole.forward(target, prediction).mul(0.5);
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      return whole.backward(target, prediction).mul(0.5 * scale);
    }
  }

  @Test
  void batch_normalisation_says_which_partition_has_too_few_examples() {
    Sequential net = new Sequential(new Linear(4, 3), new BatchNorm(3));
    net.to(DataType.DOUBLE);
    Optim optim = new Optim(net, new CrossEntropyLoss(), 0.1);

    assertThatIllegalStateException()
        .isThrownBy(() -> SparkSGD.of(optim).batchSize(100).fit(problem.rdd(spark, 60, 39, 1)))
        .withMessageStartingWith("SparkSGD: partition 2: Sequential[1] > BatchNorm(3): ");
  }

  /** OpenMP's number of threads belongs to the calling thread. */
  @Test
  void native_code_in_tasks_of_one_process_has_the_cores_of_a_task() {
    assumeThat(System.getenv("OMP_NUM_THREADS")).isNull();
    Optim custom = new Optim(Problem.net(DataType.DOUBLE), new Halved(), 0.1);
    int before = nativeThreads();

    NATIVE_THREADS.clear();
    SparkSGD.of(custom).executorLoss(Halved::new).fit(spark.parallelize(targets(), 2));

    assertThat(NATIVE_THREADS).containsOnly(1);
    assertThat(nativeThreads()).isEqualTo(before);
  }

  private static int nativeThreads() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }
}
