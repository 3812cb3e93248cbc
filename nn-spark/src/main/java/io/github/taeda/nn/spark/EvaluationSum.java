package io.github.taeda.nn.spark;

import io.github.taeda.nn.optim.metrics.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;

/** The loss and the metrics of one partition's examples. */
final class EvaluationSum implements Serializable {
  private final int partition;
  private final double loss; // Σ of the losses
  private final double weight;
  private final byte[] metrics; // by Java's serialisation, whatever Spark's is

  EvaluationSum(int partition, double loss, double weight, byte[] metrics) {
    this.partition = partition;
    this.loss = loss;
    this.weight = weight;
    this.metrics = metrics;
  }

  int partition() {
    return partition;
  }

  double loss() {
    return loss;
  }

  double weight() {
    return weight;
  }

  List<Metric> metrics() {
    return read(metrics);
  }

  static byte[] write(List<Metric> metrics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(metrics.toArray(Metric[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "SparkSGD: the metrics " + metrics + " must be serialisable: " + e, e);
    }
    return bytes.toByteArray();
  }

  static List<Metric> read(byte[] bytes) {
    try (ObjectInputStream in = new MetricInput(bytes)) {
      return List.of((Metric[]) in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("SparkSGD: a metric's class is missing: " + e, e);
    }
  }

  /** Finds classes that a user's jar brings. */
  private static final class MetricInput extends ObjectInputStream {
    MetricInput(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(java.io.ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      return Class.forName(type.getName(), false, Thread.currentThread().getContextClassLoader());
    }
  }
}
