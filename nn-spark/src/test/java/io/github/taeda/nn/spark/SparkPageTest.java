package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.rules.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/spark.md. */
class SparkPageTest {
  @Test
  void the_code_of_the_page_runs(@TempDir Path directory) {
    SparkConf conf = LocalSpark.conf("local[2]");
    // region threads
    SparkSession session = SparkSession.builder().config(SparkThreads.bound(conf)).getOrCreate();
    // endregion
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    try {
      JavaRDD<float[]> lines = spark.parallelize(lines(), 4);
      // region examples
      JavaRDD<Example> examples =
          lines.map(line -> Example.ofClass(new float[] {line[0], line[1]}, (int) line[2]));
      // endregion
      JavaRDD<Example> train = examples;
      JavaRDD<Example> test = examples;
      // region fit
      SplitMix random = new SplitMix(1);
      Sequential net =
          new Sequential(new Linear(2, 16, random), new ReLU(), new Linear(16, 2, random));
      Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.02));
      History history =
          SparkSGD.of(optim)
              .batchSize(64) // of all partitions together
              .epochs(10)
              .shuffle(new SplitMix(1))
              .validate(test)
              .metrics(new Accuracy())
              .listen(Checkpoints.in(directory))
              .resume(Checkpoints.in(directory))
              .fit(train);
      // endregion
      assertThat(history.values("validation accuracy")[9]).isGreaterThan(0.9);

      Dataset<Row> frame =
          session.createDataFrame(lines.map(line -> new Point(line[0], line[1])), Point.class);
      // region score
      Dataset<Row> features = frame.selectExpr("*", "array(x, y) AS features");
      Dataset<Row> scored = SparkModel.of(net).transform(features, "features", "scores");
      // endregion
      assertThat(scored.count()).isEqualTo(200);

      List<IterationTimes> times = new ArrayList<>();
      // region times
      SparkSGD.of(optim).batchSize(200).times(times::add).fit(train);
      System.out.println(times.get(0)); // broadcast … s, compute … s, aggregate … s, …
      // endregion
      assertThat(times).hasSize(1);
    } finally {
      session.stop();
    }
  }

  private static List<float[]> lines() {
    SplitMix random = new SplitMix(2);
    List<float[]> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      float x = random.nextFloat();
      float y = random.nextFloat();
      lines.add(new float[] {x, y, x * x > y ? 1 : 0});
    }
    return lines;
  }

  /** A row of the frame. */
  public static final class Point implements java.io.Serializable {
    private final float x;
    private final float y;

    Point(float x, float y) {
      this.x = x;
      this.y = y;
    }

    public float getX() {
      return x;
    }

    public float getY() {
      return y;
    }
  }
}
