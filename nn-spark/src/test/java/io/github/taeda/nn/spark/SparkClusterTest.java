package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerSpeculativeTaskSubmitted;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Two executors in processes of their own compute what one process does, whatever happens. */
class SparkClusterTest {
  private static final Problem PROBLEM = new Problem(100);
  private static double[] expected;
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    try (JavaSparkContext local = LocalSpark.start("local[2]")) {
      expected = trained(PROBLEM.rdd(local, Problem.UNEVEN), StorageLevel.MEMORY_ONLY());
    }
    spark = cluster("local-cluster[2,1,1024]", System.getProperty("java.class.path"));
  }

  private static JavaSparkContext cluster(String master, String classPath) {
    return new JavaSparkContext(
        SparkThreads.bound(LocalSpark.conf(master))
            .set("spark.executor.extraClassPath", classPath)
            .set("spark.executor.extraJavaOptions", "-Dorg.nd4j.log.initialization=false")
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .set("spark.speculation", "true")
            .set("spark.speculation.interval", "100ms")
            .set("spark.speculation.minTaskRuntime", "1s")
            .set("spark.speculation.multiplier", "1.5")
            .set("spark.speculation.quantile", "0.5"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static double[] trained(
      JavaRDD<Example> examples, StorageLevel storage, Listener... listeners) {
    Optim optim = new Optim(Problem.net(DataType.FLOAT), new CrossEntropyLoss(), new Adam(0.01));
    SparkSGD.of(optim)
        .batchSize(25)
        .epochs(2)
        .shuffle(new SplitMix(3))
        .storage(storage)
        .listen(listeners)
        .fit(examples);
    return Problem.values(optim.module());
  }

  @Test
  void executors_compute_the_same_bits_even_if_one_is_killed_within_an_iteration() {
    JavaRDD<Example> examples = PROBLEM.rdd(spark, Problem.UNEVEN);
    List<Long> killed = new ArrayList<>();
    Listener killer =
        new Listener() {
          @Override
          public void batchStarted(TrainingRun run) {
            if (run.epoch() == 1 && run.batch() == 3) {
              long executor = executors().get(0);
              killed.add(executor);
              ProcessHandle.of(executor).orElseThrow().destroyForcibly();
            }
          }
        };

    assertThat(trained(examples, StorageLevel.MEMORY_ONLY())).isEqualTo(expected);
    assertThat(trained(examples, StorageLevel.MEMORY_ONLY(), killer)).isEqualTo(expected);
    assertThat(killed).hasSize(1);
  }

  /** The processes of the executors. */
  private static List<Long> executors() {
    return spark
        .parallelize(List.of(0, 1, 2, 3), 4)
        .map(part -> ProcessHandle.current().pid())
        .distinct()
        .collect();
  }

  @Test
  void a_slow_task_is_overtaken_by_a_copy_and_counts_once() {
    AtomicInteger copies = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onSpeculativeTaskSubmitted(SparkListenerSpeculativeTaskSubmitted event) {
            copies.incrementAndGet();
          }
        };
    spark.sc().addSparkListener(listener);
    JavaRDD<Example> slow =
        PROBLEM
            .rdd(spark, Problem.UNEVEN)
            .mapPartitionsWithIndex(
                (partition, records) -> {
                  TaskContext task = TaskContext.get();
                  if (partition == 3 && task.stageId() % 7 == 6 && task.attemptNumber() == 0) {
                    Thread.sleep(4000);
                  }
                  return records;
                },
                true);

    assertThat(trained(slow, StorageLevel.NONE())).isEqualTo(expected);
    assertThat(copies).hasPositiveValue();
    spark.sc().removeSparkListener(listener);
  }

  @Test
  void an_executor_without_a_backend_stops_the_run_in_one_sentence() {
    spark.stop();
    try (JavaSparkContext without =
        cluster("local-cluster[1,1,1024]", ExecutorWithoutBackendTest.classPath())) {
      assertThatThrownBy(
              () -> trained(PROBLEM.rdd(without, Problem.UNEVEN), StorageLevel.MEMORY_ONLY()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "SparkSGD: the executor on localhost: " + ExecutorWithoutBackendTest.SENTENCE);
    } finally {
      spark = cluster("local-cluster[2,1,1024]", System.getProperty("java.class.path"));
    }
  }
}
