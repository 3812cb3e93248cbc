package io.github.taeda.examples.gates;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.Linear;
import java.util.List;

/**
 * A perceptron while it learns a gate.
 *
 * @param gate what it is to be
 * @param batch how many examples each update sees
 * @param linear its weights
 * @param wrong how many answers were wrong after each epoch
 */
record PerceptronRun(String gate, int batch, Linear linear, List<Integer> wrong) {

  boolean learnt() {
    return last() == 0;
  }

  int last() {
    return wrong.get(wrong.size() - 1);
  }

  double[] counts() {
    return wrong.stream().mapToDouble(count -> count).toArray();
  }

  Module net() {
    return new Sequential(linear, new Heaviside()).evaluate();
  }

  float[] weights() {
    return linear.parameters().get(0).value().ravel().toFloatVector();
  }

  float bias() {
    return linear.parameters().get(1).value().getFloat(0);
  }
}
