package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** The factor of a parameter's group. */
  double factor(Parameter parameter) {
    return factors.isEmpty() ? 1 : factors.getOrDefault(parameter, 1.0);
  }
}
