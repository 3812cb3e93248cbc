package io.github.taeda.nn.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark contexts of tests: no web page, no name look-up, one at a time. */
final class LocalSpark {
  private LocalSpark() {}

  static SparkConf conf(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("test")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "localhost")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.showConsoleProgress", "false");
  }

  static JavaSparkContext start(String master) {
    return new JavaSparkContext(conf(master));
  }
}
