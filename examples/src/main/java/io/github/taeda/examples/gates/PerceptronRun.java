package io.github.taeda.examples.gates;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.Linear;
import java.util.List;

/**
 * A perceptron and the errors it made while it was trained.
 *
 * @param gate the gate to learn
 * @param batchSize examples of each update
 * @param linear its weights and bias
 * @param errors the number of misclassified examples after each epoch
 */
record PerceptronRun(String gate, int batchSize, Linear linear, List<Integer> errors) {

  boolean learnt() {
    return lastErrors() == 0;
  }

  int lastErrors() {
    return errors.get(errors.size() - 1);
  }

  double[] errorCounts() {
    return errors.stream().mapToDouble(count -> count).toArray();
  }

  Module net() {
    return new Sequential(linear, new Heaviside()).evaluate();
  }

  /** Gate, batch size, epochs, last errors, both weights and bias. */
  String[] row() {
    float[] weights = linear.parameters().get(0).value().ravel().toFloatVector();
    float bias = linear.parameters().get(1).value().getFloat(0);
    return new String[] {
      gate,
      String.valueOf(batchSize),
      String.valueOf(errors.size()),
      String.valueOf(lastErrors()),
      GatesExample.integer(weights[0]),
      GatesExample.integer(weights[1]),
      GatesExample.integer(bias)
    };
  }
}
