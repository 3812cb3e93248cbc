package io.github.taeda.nn.optim;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.optim.rules.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The slices of a parameter vector that a part of an update applies to: runs of parameters with one
 * learning rate, without frozen ones. A list is made anew only when it changes.
 */
final class ParameterSlices {
  private final List<Parameter> parameters;
  private final long[] lengths; // of the parameters
  private final Set<Parameter> included = new HashSet<>();
  private final LearningRates learningRates;
  private final List<Slice> next = new ArrayList<>(); // of the update that is being computed
  private List<Slice> current = List.of();

  /**
   * Creates the slices of a vector.
   *
   * @param parameters of the vector, in order
   * @param included which parameters the update applies to
   */
  ParameterSlices(
      List<Parameter> parameters, Predicate<Parameter> included, LearningRates learningRates) {
    this.parameters = parameters;
    lengths = parameters.stream().mapToLong(parameter -> parameter.value().length()).toArray();
    this.learningRates = learningRates;
    parameters.stream().filter(included).forEach(this.included::add);
  }

  /**
   * The slices of an update.
   *
   * @param learningRate of parameters without a factor
   */
  List<Slice> at(double learningRate) {
    next.clear();
    long start = 0; // of the slice
    long end = 0;
    double rate = Double.NaN; // of the slice
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      boolean applies = !parameter.isFrozen() && included.contains(parameter);
      double its = learningRate * learningRates.factor(parameter);
      if (!applies || Double.compare(its, rate) != 0) {
        add(start, end, rate);
        start = applies ? end : end + lengths[i];
        rate = its;
      }
      end += lengths[i];
    }
    add(start, end, rate);
    if (!current.equals(next)) {
      current = List.copyOf(next);
    }
    return current;
  }

  /** Adds a slice unless it is empty, the one of the update before if it is the same. */
  private void add(long start, long end, double rate) {
    if (end > start) {
      Slice before = next.size() < current.size() ? current.get(next.size()) : null;
      boolean isSame =
          before != null
              && before.start() == start
              && before.end() == end
              && Double.compare(before.learningRate(), rate) == 0;
      next.add(isSame ? before : new Slice(start, end, rate));
    }
  }
}
