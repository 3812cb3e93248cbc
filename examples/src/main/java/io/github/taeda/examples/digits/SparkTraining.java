package io.github.taeda.examples.digits;

import io.github.taeda.nn.optim.History;
import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Trains on Apache Spark.
 *
 * <p>A {@link ServiceLoader} finds it, so that the examples do not need Spark.
 */
public interface SparkTraining {

  /**
   * Trains with the gradients that the executors of a cluster compute.
   *
   * @param master Spark's address of the cluster, {@code local[2]} or {@code spark://host:7077}
   * @throws IOException if Spark does not start, or a task fails as often as Spark allows
   */
  History fit(DigitTraining training, String master) throws IOException;

  /** The one on the class path. */
  static Optional<SparkTraining> find() {
    return ServiceLoader.load(SparkTraining.class).findFirst();
  }
}
