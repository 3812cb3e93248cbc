package io.github.taeda.nn.optim;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.ScratchPool;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The data of a run, in this JVM or elsewhere. */
abstract class TrainingData {
  abstract int size();

  /** The data in this JVM; null if it is elsewhere. */
  @Nullable Dataset here() {
    return null;
  }

  /** A batch in this JVM; null if it is elsewhere. */
  @Nullable Batch batch(int... rows) {
    return null;
  }

  /** Adds the gradient of a batch; returns its loss. */
  abstract double gradient(Optim optim, @Nullable Batch batch, ScratchPool scratches, int... rows);

  /**
   * Evaluates the module of {@code optim}.
   *
   * @param evaluator of data in this JVM
   */
  abstract Map<String, Double> evaluate(
      Optim optim, Supplier<Evaluator> evaluator, boolean withLoss, List<Metric> metrics);

  static TrainingData of(String name, Dataset data) {
    Objects.requireNonNull(data, () -> "SGD: the " + name + " data is null");
    return requireExamples(name, new Here(data));
  }

  static TrainingData of(String name, RemoteExamples data) {
    Objects.requireNonNull(data, () -> "SGD: the " + name + " data is null");
    return requireExamples(name, new Elsewhere(data));
  }

  private static TrainingData requireExamples(String name, TrainingData data) {
    if (data.size() == 0) {
      throw new IllegalArgumentException("SGD: the " + name + " data is empty");
    }
    return data;
  }

  private static final class Here extends TrainingData {
    private final Dataset data;

    Here(Dataset data) {
      this.data = data;
    }

    @Override
    int size() {
      return data.size();
    }

    @Override
    Dataset here() {
      return data;
    }

    @Override
    Batch batch(int... rows) {
      return data.batch(rows);
    }

    @Override
    double gradient(Optim optim, @Nullable Batch batch, ScratchPool scratches, int... rows) {
      return optim.gradient(Objects.requireNonNull(batch), scratches).value();
    }

    @Override
    Map<String, Double> evaluate(
        Optim optim, Supplier<Evaluator> evaluator, boolean withLoss, List<Metric> metrics) {
      Evaluator with = withLoss ? evaluator.get().loss(optim.loss()) : evaluator.get();
      return with.evaluate(data, metrics.toArray(Metric[]::new));
    }
  }

  private static final class Elsewhere extends TrainingData {
    private final RemoteExamples data;

    Elsewhere(RemoteExamples data) {
      this.data = data;
    }

    @Override
    int size() {
      return data.size();
    }

    @Override
    double gradient(Optim optim, @Nullable Batch batch, ScratchPool scratches, int... rows) {
      optim.vector().requireAllOf(optim.module());
      RemoteGradient computed = data.gradient(optim, optim.state(), rows);
      GradientMean.add(optim, computed);
      optim.state(optim.state().addGradient(computed.loss(), computed.weight()));
      return computed.loss();
    }

    @Override
    Map<String, Double> evaluate(
        Optim optim, Supplier<Evaluator> evaluator, boolean withLoss, List<Metric> metrics) {
      return data.evaluate(optim, withLoss, metrics);
    }
  }
}
