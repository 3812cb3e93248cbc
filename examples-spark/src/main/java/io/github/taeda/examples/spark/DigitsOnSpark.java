package io.github.taeda.examples.spark;

import io.github.taeda.examples.digits.DigitTraining;
import io.github.taeda.examples.digits.SparkTraining;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.spark.SparkSGD;
import io.github.taeda.nn.spark.SparkThreads;
import java.io.File;
import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains the nets of {@code digits} on Spark, which gets the images from the driver. */
public final class DigitsOnSpark implements SparkTraining {

  /** Called by ServiceLoader. */
  public DigitsOnSpark() {}

  @Override
  public History fit(DigitTraining training, String master) throws IOException {
    try (JavaSparkContext spark = new JavaSparkContext(conf(master))) {
      // region fit
      return SparkSGD.of(training.optim())
          .batchSize(training.batchSize())
          .epochs(training.epochs())
          .shuffle(training.random())
          .schedule(training.schedule())
          .trainingMetrics(training.evaluated(), new Accuracy())
          .validate(SparkImages.examples(spark, training.data().test()))
          .metrics(training.metrics())
          .listen(training.listeners().toArray(Listener[]::new))
          .fit(SparkImages.examples(spark, training.data().train()));
      // endregion
    } catch (Exception e) { // Spark throws checked exceptions from methods that declare none
      throw new IOException("Spark, " + master + ": " + e.getMessage(), e);
    }
  }

  /**
   * Executors on this machine take the driver's class path; those on others are sent the jars in
   * the system property {@code taeda.jars}.
   */
  private static SparkConf conf(String master) {
    SparkConf conf =
        SparkThreads.bound(new SparkConf())
            .setMaster(master)
            .setAppName("digits")
            .set("spark.ui.showConsoleProgress", "false")
            .set("spark.executor.extraJavaOptions", "-Dorg.nd4j.log.initialization=false");
    if (master.startsWith("local")) {
      return conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
          .set("spark.driver.host", "localhost")
          .set("spark.driver.bindAddress", "127.0.0.1")
          .set("spark.ui.enabled", "false");
    }
    return conf.setJars(System.getProperty("taeda.jars", "").split(File.pathSeparator));
  }
}
