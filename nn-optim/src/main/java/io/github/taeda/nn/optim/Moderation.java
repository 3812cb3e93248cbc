package io.github.taeda.nn.optim;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A parameter that does not go the whole way of an update.
 *
 * @param before its value before the update
 * @param factor of the way, 0 for a frozen one
 */
record Moderation(Parameter parameter, INDArray before, double factor) {

  /** Those that are frozen or have a factor other than 1, as they are before the update. */
  static List<Moderation> of(List<Parameter> parameters, Map<Parameter, Double> factors) {
    List<Moderation> moderations = new ArrayList<>();
    for (Parameter parameter : parameters) {
      double factor = parameter.isFrozen() ? 0 : factors.getOrDefault(parameter, 1.0);
      if (factor != 1) {
        moderations.add(of(parameter, factor));
      }
    }
    return moderations;
  }

  private static Moderation of(Parameter parameter, double factor) {
    INDArray value = parameter.value();
    INDArray before = Scratch.like(value);
    Slices.copy(value, before);
    return new Moderation(parameter, before, factor);
  }

  /** So that a frozen parameter counts neither in the norm nor in what a rule remembers. */
  void silenceIfFrozen() {
    if (parameter.isFrozen()) {
      Elementwise.fill(parameter.gradient(), 0);
    }
  }

  /** After the update. */
  void apply() {
    INDArray value = parameter.value();
    if (factor == 0) {
      Slices.copy(before, value);
      return;
    }
    Elementwise.subtract(value, before, value);
    Elementwise.scale(value, factor, value);
    Elementwise.add(value, before, value);
  }
}
