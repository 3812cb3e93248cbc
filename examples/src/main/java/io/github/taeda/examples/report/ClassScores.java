package io.github.taeda.examples.report;

import io.github.taeda.nn.layers.Softmax;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Probabilities and predicted classes from the class scores of a net. */
public final class ClassScores {
  private ClassScores() {}

  /** The softmax of scores {@code [batch, classes]}. */
  public static double[][] probabilities(INDArray scores) {
    return new Softmax().evaluate().forward(scores).toDoubleMatrix();
  }

  /** The class index with the largest of the scores {@code [batch, classes]}, for each example. */
  public static int[] predictedClasses(INDArray scores) {
    int classes = (int) scores.size(1);
    double[] all = scores.ravel().toDoubleVector(); // far faster than row by row
    int[] predicted = new int[(int) scores.size(0)];
    Arrays.setAll(predicted, i -> argMax(Arrays.copyOfRange(all, i * classes, (i + 1) * classes)));
    return predicted;
  }

  /** The index of the largest value, the first of equal ones. */
  public static int argMax(double... values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
