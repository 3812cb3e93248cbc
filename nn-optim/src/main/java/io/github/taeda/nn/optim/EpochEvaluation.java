package io.github.taeda.nn.optim;

import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The evaluation of a module after each epoch of {@link SGD}.
 *
 * @param evaluator of data in this JVM
 */
record EpochEvaluation(Optim optim, Supplier<Evaluator> evaluator, List<Part> parts) {

  /**
   * By name: the values of each part, and {@code learning rate} if the rule has one.
   *
   * @return such as {@code validation loss}
   */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Part part : parts) {
      part.data
          .evaluate(optim, evaluator, part.withLoss, part.metrics)
          .forEach((name, value) -> values.put(part.prefix + name, value));
    }
    if (!Double.isNaN(optim.learningRate())) {
      values.put("learning rate", optim.learningRate());
    }
    return values;
  }

  /** The names of all values that an epoch has, in order. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add("loss");
    for (Part part : parts) {
      if (part.withLoss) {
        names.add(part.prefix + "loss");
      }
      part.metrics.forEach(metric -> names.add(part.prefix + metric.name()));
    }
    if (!Double.isNaN(optim.learningRate())) {
      names.add("learning rate");
    }
    names.add("seconds");
    return Collections.unmodifiableSet(names);
  }

  /** One data set and its metrics, whose names get a prefix such as {@code validation}. */
  record Part(String prefix, boolean withLoss, TrainingData data, List<Metric> metrics) {

    /** Requires names that differ and have one line, before anything is trained. */
    Part {
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
  }
}
