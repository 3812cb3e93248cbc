package io.github.taeda.nn.optim.lbfgs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The last steps {@code s = θ′ − θ} and changes of the gradient {@code y = g′ − g}, from which BFGS
 * estimates the inverse of the Hessian (Nocedal and Wright, Algorithm 7.4).
 */
final class CurvatureHistory {
  private final int size;
  private final Deque<Pair> pairs = new ArrayDeque<>(); // the newest first

  CurvatureHistory(int size) {
    this.size = size;
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void clear() {
    pairs.clear();
  }

  /** Adds a step, unless it shows no positive curvature beyond rounding. */
  void add(Point from, Point to) {
    double[] s = DoubleVectors.plus(to.theta(), -1, from.theta());
    double[] y = DoubleVectors.plus(to.gradient(), -1, from.gradient());
    double curvature = DoubleVectors.dot(s, y);
    if (curvature > 1e-10 * Math.sqrt(DoubleVectors.dot(s, s) * DoubleVectors.dot(y, y))) {
      pairs.addFirst(new Pair(s, y, curvature));
      if (pairs.size() > size) {
        pairs.removeLast();
      }
    }
  }

  /** {@code −H g} with the estimate H of the inverse Hessian, the identity if there is no step. */
  double[] descent(double[] gradient) {
    double[] direction = gradient.clone();
    DoubleVectors.scale(direction, -1);
    double[] weights = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      weights[i] = DoubleVectors.dot(pair.s, direction) / pair.curvature;
      DoubleVectors.add(direction, -weights[i++], pair.y);
    }
    Pair newest = pairs.peekFirst();
    if (newest != null) {
      DoubleVectors.scale(direction, newest.curvature / DoubleVectors.dot(newest.y, newest.y));
    }
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      double weight = DoubleVectors.dot(pair.y, direction) / pair.curvature;
      DoubleVectors.add(direction, weights[--i] - weight, pair.s);
    }
    return direction;
  }

  /** A step, the change of the gradient, and the product of the two. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(double[] s, double[] y, double curvature) {}
}
