package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.optim.rules.Slice;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The learning rate of each parameter: the rule's base × schedules × factor of its group. */
final class LearningRates {
  private final UpdateRule rule;
  private final Map<Parameter, Double> factors = new HashMap<>();
  private Schedule schedule = Schedule.constant();

  LearningRates(UpdateRule rule) {
    this.rule = rule;
  }

  /** Requires that the rule has a learning rate, for {@code what} needs it. */
  void require(String what) {
    if (Double.isNaN(rule.learningRate())) {
      throw new IllegalArgumentException(
          "Optim: " + what + " needs the learning rate of the rule, but " + rule + " has none");
    }
  }

  void schedule(Schedule schedule) {
    this.schedule = schedule;
  }

  Schedule schedule() {
    return schedule;
  }

  /**
   * Sets the factor of a part.
   *
   * @param trained parameters, to which those of the part must belong
   */
  void factor(Module part, List<Parameter> trained, double factor) {
    Checks.requireNonNegative("Optim", "learningRateFactor", factor);
    require("a learning-rate factor");
    List<Parameter> parameters = part.parameters();
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("Optim: " + Container.nameOf(part) + " has no parameters");
    }
    if (!trained.containsAll(parameters)) {
      throw new IllegalArgumentException(
          "Optim: " + Container.nameOf(part) + " is not trained here");
    }
    parameters.forEach(parameter -> factors.put(parameter, factor));
  }

  /**
   * The learning rate of parameters without a factor.
   *
   * @param iteration number of iterations before
   * @param epochFactor of a schedule in epochs
   */
  double at(long iteration, double epochFactor) {
    double factor = schedule.factor(iteration) * epochFactor;
    Checks.requireNonNegative("Optim", "the factor of the learning rate", factor);
    return rule.learningRate() * factor;
  }

  /**
   * The slices of a vector that an update applies to: runs of parameters with one learning rate,
   * without frozen ones.
   *
   * @param parameters of the vector, in order
   * @param included which parameters the update applies to
   * @param learningRate of parameters without a factor
   */
  List<Slice> slices(
      List<Parameter> parameters, Predicate<Parameter> included, double learningRate) {
    List<Slice> slices = new ArrayList<>(1);
    long start = 0; // of the slice
    long end = 0;
    double rate = Double.NaN; // of the slice
    for (Parameter parameter : parameters) {
      long length = parameter.value().length();
      boolean applies = !parameter.isFrozen() && included.test(parameter);
      double next = learningRate * factor(parameter);
      if (!applies || Double.compare(next, rate) != 0) {
        add(slices, start, end, rate);
        start = applies ? end : end + length;
        rate = next;
      }
      end += length;
    }
    add(slices, start, end, rate);
    return slices;
  }

  private double factor(Parameter parameter) {
    return factors.isEmpty() ? 1 : factors.getOrDefault(parameter, 1.0);
  }

  private static void add(List<Slice> slices, long start, long end, double rate) {
    if (end > start) {
      slices.add(new Slice(start, end, rate));
    }
  }
}
