package io.github.taeda.nn.optim;

import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The schedules of a run, of which some are listeners too ({@link ReduceOnPlateau}). */
final class RunSchedules {
  private RunSchedules() {}

  /** The listeners of a run, each once: those added, and schedules that listen. */
  static List<Listener> listeners(List<Listener> added, Schedule... schedules) {
    List<Listener> all = new ArrayList<>(added);
    for (Schedule schedule : schedules) {
      if (schedule instanceof Listener listener && all.stream().noneMatch(l -> l == listener)) {
        all.add(listener);
      }
    }
    return all;
  }

  /**
   * The product of a schedule in epochs and of all listeners that are schedules, but the one that
   * is applied in each iteration anyway.
   */
  static Schedule inEpochs(Schedule schedule, List<Listener> listeners, Schedule ofIterations) {
    Set<Schedule> factors = Collections.newSetFromMap(new IdentityHashMap<>());
    factors.add(schedule);
    for (Listener listener : listeners) {
      if (listener instanceof Schedule factor) {
        factors.add(factor);
      }
    }
    factors.remove(ofIterations);
    List<Schedule> all = List.copyOf(factors);
    return time ->
        all.stream().mapToDouble(factor -> factor.factor(time)).reduce(1, (a, b) -> a * b);
  }
}
