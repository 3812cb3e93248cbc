package io.github.taeda.nn.optim;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link SGD} measures after each epoch, beside the loss of training. */
final class EpochEvaluation {
  private static final int LEAST_BATCH = 32; // smaller ones would only be slow

  private final Optim optim;
  private final Dataset training;
  private final Metric[] trainingMetrics;
  private final @Nullable Dataset validation;
  private final Metric[] metrics;
  private final Evaluator plain;
  private final Evaluator withLoss;

  EpochEvaluation(
      Optim optim,
      int batchSize,
      Dataset training,
      List<Metric> trainingMetrics,
      @Nullable Dataset validation,
      List<Metric> metrics) {
    this.optim = optim;
    this.training = training;
    this.trainingMetrics = trainingMetrics.toArray(Metric[]::new);
    this.validation = validation;
    this.metrics = metrics.toArray(Metric[]::new);
    if (validation == null && !metrics.isEmpty()) {
      throw new IllegalStateException(
          "SGD: metrics(…) needs validation data: call validate(…), or trainingMetrics(…) instead");
    }
    requireNames(trainingMetrics);
    requireNames(metrics);
    this.plain = Evaluator.of(optim.module()).batchSize(Math.max(batchSize, LEAST_BATCH));
    this.withLoss =
        Evaluator.of(optim.module()).batchSize(Math.max(batchSize, LEAST_BATCH)).loss(optim.loss());
  }

  /**
   * By name: {@code step}, if the rule has a step size, {@code training …}, {@code validation …}.
   */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    if (trainingMetrics.length > 0) {
      put(values, "training ", plain.evaluate(training, trainingMetrics));
    }
    if (validation != null) {
      put(values, "validation ", withLoss.evaluate(validation, metrics));
    }
    if (!Double.isNaN(optim.rule().step())) {
      values.put("learning rate", optim.rule().step());
    }
    return values;
  }

  /** Requires names that differ and stand on one line, before anything is trained. */
  private static void requireNames(List<Metric> metrics) {
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      String name = Objects.requireNonNull(metric, "SGD: a metric is null").name();
      if (name.equals("loss") || name.contains("\n") || !names.add(name)) {
        throw new IllegalArgumentException(
            "SGD: metrics must have different names on one line, other than loss, but one is \""
                + name
                + "\"");
      }
    }
  }

  private static void put(Map<String, Double> all, String prefix, Map<String, Double> values) {
    values.forEach((name, value) -> all.put(prefix + name, value));
  }
}
