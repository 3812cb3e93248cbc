package io.github.taeda.examples.digits;

import io.github.taeda.nn.layers.Softmax;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a net's scores say. */
final class ClassScores {
  private ClassScores() {}

  /** The softmax of scores {@code [batch, classes]}. */
  static double[][] probabilities(INDArray scores) {
    return new Softmax().evaluate().forward(scores).toDoubleMatrix();
  }

  /** The class with the largest of the scores {@code [batch, classes]}, for each image. */
  static int[] classes(INDArray scores) {
    return Arrays.stream(scores.toDoubleMatrix()).mapToInt(ClassScores::largest).toArray();
  }

  /** The number of the largest, the first of equals. */
  static int largest(double... probabilities) {
    int largest = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
