package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;

/** The {@link LayerRow} of a parameter, whose elements are read in parts. */
final class ParameterSummary {
  private final Parameter parameter;
  private final ArraySummary weights;
  private final ArraySummary gradients;
  private final Units units;
  private double change; // the sum of squares of the update
  private double squares; // of the values before it

  ParameterSummary(Parameter parameter) {
    this.parameter = parameter;
    long[] shape = parameter.value().shape();
    weights = new ArraySummary(parameter.value().length());
    gradients = new ArraySummary(parameter.value().length());
    units = new Units(shape.length < 2 ? 0 : (int) shape[shape.length - 1]);
  }

  /** Adds the next elements: values before and after the update, and the gradient. */
  void add(double[] before, double[] after, double[] gradient) {
    weights.add(after);
    gradients.add(gradient);
    units.add(gradient);
    for (int i = 0; i < after.length; i++) {
      change += (after[i] - before[i]) * (after[i] - before[i]);
      squares += before[i] * before[i];
    }
  }

  LayerRow row() {
    return new LayerRow(
        parameter.name(),
        Shapes.text(parameter.value().shape()),
        parameter.isFrozen(),
        weights.norm(),
        gradients.norm(),
        Math.sqrt(change / squares),
        units.count(),
        parameter.isFrozen() ? 0 : units.dead(),
        weights.histogram(),
        gradients.histogram());
  }

  /** Which units, along the last axis, have a gradient. */
  private static final class Units {
    private final boolean[] alive;
    private int next;

    Units(int count) {
      alive = new boolean[count];
    }

    void add(double... gradients) {
      if (alive.length == 0) {
        return;
      }
      for (double gradient : gradients) {
        if (gradient != 0) {
          alive[next] = true;
        }
        next = next + 1 == alive.length ? 0 : next + 1;
      }
    }

    int count() {
      return alive.length;
    }

    int dead() {
      int dead = 0;
      for (boolean unit : alive) {
        dead += unit ? 0 : 1;
      }
      return dead;
    }
  }
}
