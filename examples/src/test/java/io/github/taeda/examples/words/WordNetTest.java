package io.github.taeda.examples.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WordNetTest {
  private static final int[] WORD = {2, 5, 3, 5, 4};

  private final WordNet net = new WordNet(6, 3, new SplittableRandom(1));

  /** The score of class 1 minus that of class 2 falls by it, if the embedding is set to zeros. */
  @Test
  void attributions_sum_to_the_difference_that_the_word_makes() {
    double word = margin();
    double sum = Arrays.stream(net.attributions(WORD, 1, 2)).sum();
    net.whole().parameters().get(0).value().assign(0);
    assertThat(sum).isCloseTo(word - margin(), within(1e-4)).isNotCloseTo(0, within(1e-3));
  }

  /** The first and the last character occur once: the derivative is that of their embeddings. */
  @Test
  void saliency_is_the_norm_of_the_derivative() {
    double[] saliency = net.saliency(WORD, 1, 2);
    assertThat(saliency).hasSize(5);
    assertThat(saliency[0]).isCloseTo(norm(2), within(1e-3));
    assertThat(saliency[4]).isCloseTo(norm(4), within(1e-3));
  }

  /** The norm of central differences with respect to the embedding of a character. */
  private double norm(int id) {
    INDArray embedding = net.whole().parameters().get(0).value();
    double squares = 0;
    for (int i = 0; i < embedding.size(1); i++) {
      double value = embedding.getDouble(id, i);
      embedding.putScalar(id, i, value + 1e-2);
      double above = margin();
      embedding.putScalar(id, i, value - 1e-2);
      double slope = (above - margin()) / 2e-2;
      embedding.putScalar(id, i, value);
      squares += slope * slope;
    }
    return Math.sqrt(squares);
  }

  @Test
  void padding_changes_nothing() {
    Module whole = net.whole().evaluate();
    INDArray alone = whole.forward(Nd4j.create(new float[][] {{3, 2}}));
    INDArray padded = whole.forward(Nd4j.create(new float[][] {{3, 2, 0, 0}, {4, 4, 4, 4}}));
    assertThat(padded.getRow(0).toDoubleVector())
        .containsExactly(alone.getRow(0).toDoubleVector(), within(1e-6));
  }

  private double margin() {
    float[] ids = new float[WORD.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = WORD[i];
    }
    INDArray scores = net.whole().evaluate().forward(NDArrays.of(ids, 1, ids.length));
    return scores.getDouble(0, 1) - scores.getDouble(0, 2);
  }
}
