package io.github.taeda.nn.spark;

import java.util.Objects;
import org.apache.spark.SparkConf;

/** The threads of native code on executors, whose tasks would else fight for the cores. */
public final class SparkThreads {
  private static final String VARIABLE = "spark.executorEnv.OMP_NUM_THREADS";

  private SparkThreads() {}

  /**
   * Lets native code on executors compute with as many threads as a task has cores ({@code
   * spark.task.cpus}), by the environment variable {@code OMP_NUM_THREADS} of the executors; a
   * number that is set already stays. Call it before the context is made.
   *
   * @return the same settings
   */
  public static SparkConf bound(SparkConf conf) {
    Objects.requireNonNull(conf, "SparkThreads: conf is null");
    return conf.setIfMissing(VARIABLE, conf.get("spark.task.cpus", "1"));
  }
}
