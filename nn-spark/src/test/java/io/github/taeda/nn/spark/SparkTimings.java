package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.Optim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints where the time of iterations goes, by {@code -Dtest=SparkTimings} (docs/spark.md). */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SparkTimings {
  private static final int BATCH = Integer.getInteger("taeda.spark.batch", 1000);
  private static final int WARM = 10;
  private static final int MEASURED = 31;

  @ParameterizedTest
  @ValueSource(
      strings = {"local[1]", "local[2]", "local-cluster[1,1,2048]", "local-cluster[2,1,2048]"})
  void iterations(String master) {
    try (JavaSparkContext spark =
        new JavaSparkContext(
            SparkThreads.bound(LocalSpark.conf(master))
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.extraJavaOptions", "-Dorg.nd4j.log.initialization=false"))) {
      int parts = master.contains("2]") || master.contains("[2,") ? 2 : 1;
      JavaRDD<Example> examples = examples(spark, parts);
      for (int[] hidden : new int[][] {{100}, {1024, 1024}}) {
        List<IterationTimes> times = times(net(hidden), examples);
        assertThat(times).hasSize(WARM + MEASURED);
        print(master, parts, times.subList(WARM, times.size()));
      }
    }
  }

  private static List<IterationTimes> times(Sequential net, JavaRDD<Example> examples) {
    List<IterationTimes> times = new ArrayList<>();
    SparkSGD.of(new Optim(net, new CrossEntropyLoss(), 0.01))
        .batchSize(BATCH)
        .epochs(WARM + MEASURED) // of one batch
        .times(times::add)
        .fit(examples);
    return times;
  }

  /** One batch of examples, drawn where they are needed. */
  private static JavaRDD<Example> examples(JavaSparkContext spark, int parts) {
    return spark
        .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
        .flatMap(
            part -> {
              SplittableRandom random = new SplittableRandom(part);
              return IntStream.range(BATCH * part / parts, BATCH * (part + 1) / parts)
                  .mapToObj(i -> example(random))
                  .iterator();
            });
  }

  private static Example example(SplittableRandom random) {
    float[] features = new float[784];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    return Example.ofClass(features, random.nextInt(10));
  }

  private static Sequential net(int... hidden) {
    SplitMix random = new SplitMix(1);
    Sequential net = new Sequential();
    int in = 784;
    for (int size : hidden) {
      net.add(new Linear(in, size, random)).add(new ReLU());
      in = size;
    }
    return net.add(new Linear(in, 10, random));
  }

  private static void print(String master, int parts, List<IterationTimes> times) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d partitions, %d bytes: median ms of %d: broadcast %.1f, compute %.1f, aggregate"
            + " %.1f, all %.1f%n",
        master,
        parts,
        times.get(0).bytes(),
        times.size(),
        median(times, IterationTimes::broadcast),
        median(times, IterationTimes::compute),
        median(times, IterationTimes::aggregate),
        median(times, IterationTimes::total));
  }

  private static double median(List<IterationTimes> times, ToDoubleFunction<IterationTimes> part) {
    double[] sorted = times.stream().mapToDouble(part).sorted().toArray();
    return 1e3 * sorted[sorted.length / 2];
  }
}
