package io.github.taeda.examples.charmodel;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws texts from a model of characters, one character after the other. */
final class Sampler {
  private static final int CONTEXT = 48; // characters that the model sees before the next one

  private final Module net;
  private final Alphabet alphabet;

  Sampler(Module net, Alphabet alphabet) {
    this.net = net;
    this.alphabet = alphabet;
  }

  /**
   * Continues a text once for each temperature.
   *
   * @param prompt one character or more
   * @param temperatures T of the probabilities {@code softmax(score / T)}: below 1 likely
   *     characters are drawn more often, above 1 less often
   * @param length of the continuations, in characters
   */
  String[] continuations(String prompt, double[] temperatures, int length, RandomGenerator random) {
    int[] start = alphabet.ids(prompt);
    int[][] ids = new int[temperatures.length][];
    Arrays.setAll(ids, row -> Arrays.copyOf(start, start.length + length));
    for (int next = start.length; next < start.length + length; next++) {
      double[][] scores = scores(ids, Math.max(0, next - CONTEXT), next);
      for (int row = 0; row < ids.length; row++) {
        ids[row][next] = draw(scores[row], temperatures[row], random);
      }
    }
    return Arrays.stream(ids)
        .map(row -> text(Arrays.copyOfRange(row, start.length, row.length)))
        .toArray(String[]::new);
  }

  private String text(int... ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(alphabet.text(id));
    }
    return text.toString();
  }

  /** The scores of the characters that may follow each row's characters from {@code from} on. */
  private double[][] scores(int[][] ids, int from, int to) {
    int length = to - from;
    float[] values = new float[ids.length * length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids[i / length][from + i % length];
    }
    INDArray input = NDArrays.of(values, ids.length, length);
    INDArray scores = EvaluationPass.run(() -> net.forward(input)); // [rows, length, characters]
    double[] all = scores.ravel().toDoubleVector();
    int characters = alphabet.size();
    double[][] last = new double[ids.length][];
    Arrays.setAll(
        last,
        row -> {
          int end = (row + 1) * length * characters;
          return Arrays.copyOfRange(all, end - characters, end);
        });
    return last;
  }

  /** Draws an id, neither padding nor the unknown character. */
  static int draw(double[] scores, double temperature, RandomGenerator random) {
    int first = Alphabet.UNKNOWN + 1;
    double largest = Arrays.stream(scores, first, scores.length).max().orElse(0);
    double[] weights =
        Arrays.stream(scores, first, scores.length)
            .map(score -> Math.exp((score - largest) / temperature))
            .toArray();
    double rest = random.nextDouble() * Arrays.stream(weights).sum();
    int drawn = 0;
    while (drawn < weights.length - 1 && rest >= weights[drawn]) {
      rest -= weights[drawn];
      drawn++;
    }
    return first + drawn;
  }
}
