package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
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

  void factor(List<Parameter> parameters, double factor) {
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
    List<Slice> slices = new ArrayList<>();
    long start = 0;
    for (Parameter parameter : parameters) {
      long end = start + parameter.value().length();
      if (!parameter.isFrozen() && included.test(parameter)) {
        double rate = learningRate * factors.getOrDefault(parameter, 1.0);
        append(new Slice(start, end, rate), slices);
      }
      start = end;
    }
    return slices;
  }

  private static void append(Slice slice, List<Slice> slices) {
    int last = slices.size() - 1;
    if (last >= 0
        && slices.get(last).end() == slice.start()
        && Double.compare(slices.get(last).learningRate(), slice.learningRate()) == 0) {
      slices.set(last, new Slice(slices.get(last).start(), slice.end(), slice.learningRate()));
    } else {
      slices.add(slice);
    }
  }
}
