package io.github.taeda.examples.charmodel;

import io.github.taeda.examples.baselines.NgramModel;
import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A text that is not trained on: the probabilities that models assign to its characters. */
final class HeldOut {
  private static final int ROWS = 8; // that a net reads at once

  private final int[] ids;
  private final int length; // of a row
  private final int advance; // from one row to the next
  private final int rows;

  /** A text of ten characters or more, in rows that a kind of net reads. */
  HeldOut(CharModel model, int... ids) {
    length = Math.min(model.row(), (ids.length - 1) / ROWS);
    advance = length - Math.min(model.overlap(), length / 2);
    rows = (ids.length - 1 - length) / advance + 1;
    this.ids = Arrays.copyOf(ids, (rows - 1) * advance + length + 1);
  }

  /** The ids of the characters whose probabilities are computed. */
  int[] predicted() {
    return Arrays.copyOfRange(ids, 1, ids.length);
  }

  /** The probability of each character after those before it in its row. */
  double[] probabilities(Module net) {
    double[] probabilities = new double[ids.length - 1];
    Loss loss = new CrossEntropyLoss();
    Scratch scratch = new Scratch();
    for (int row = 0; row < rows; row += ROWS) {
      int count = Math.min(ROWS, rows - row);
      try (Scratch.Step step = scratch.step()) {
        INDArray input = array(row * advance, count);
        INDArray scores = EvaluationPass.run(() -> net.forward(input));
        INDArray target = NDArrays.reshaped(array(row * advance + 1, count), (long) count * length);
        double[] losses =
            loss.forward(target, NDArrays.asMatrix(scores, scores.size(-1))).toDoubleVector();
        for (int i = 0; i < losses.length; i++) {
          int column = i % length;
          if (row + i / length == 0 || column >= length - advance) { // others are the row before's
            probabilities[(row + i / length) * advance + column] = Math.exp(-losses[i]); // −ln P
          }
        }
      }
    }
    return probabilities;
  }

  /** The probability of each character after all those before it. */
  double[] probabilities(NgramModel model) {
    return Arrays.copyOfRange(model.probabilities(ids), 1, ids.length);
  }

  /** The mean of −log₂ P, in bits per character. */
  static double bits(double... probabilities) {
    return Arrays.stream(probabilities).map(p -> -Math.log(p) / Math.log(2)).average().orElse(0);
  }

  /** Probabilities of a mixture, {@code weight · a + (1 − weight) · b}. */
  static double[] mixed(double weight, double[] a, double[] b) {
    double[] mixed = new double[a.length];
    Arrays.setAll(mixed, i -> weight * a[i] + (1 - weight) * b[i]);
    return mixed;
  }

  /** Rows, the first from a position on, {@code [count, length]}. */
  private INDArray array(int from, int count) {
    float[] values = new float[count * length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids[from + i / length * advance + i % length];
    }
    return NDArrays.of(values, count, length);
  }
}
