package io.github.taeda.examples.words;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A recurrent net from the characters of a word to the scores of the languages. */
final class WordNet {
  private static final int EMBEDDED = 16; // elements for each character
  private static final int HIDDEN = 64; // size of the state, and hidden units of the control
  private static final int POINTS = 64; // of the path that attributions are integrated over

  private final int classes;
  private final Embedding embedding;
  private final LSTM lstm;
  private final Linear linear;

  // region net
  WordNet(int characters, int classes, RandomGenerator random) {
    this.classes = classes;
    embedding = new Embedding(characters, EMBEDDED, random);
    lstm = new LSTM(LSTM.Config.of(EMBEDDED, HIDDEN).lastOnly(), random).forgetBias(1);
    linear = new Linear(HIDDEN, classes, random);
  }

  /** From ids {@code [batch, length]}, 0 for padding, to scores {@code [batch, classes]}. */
  Sequential whole() {
    return new Sequential(new Masking(Alphabet.PADDING, new Sequential(embedding, lstm)), linear);
  }

  // endregion

  /** The control: a net that sees how often each letter occurs, but not where. */
  static Module bag(int characters, int classes, RandomGenerator random) {
    return new Sequential(
        new Linear(characters, HIDDEN, random), new ReLU(), new Linear(HIDDEN, classes, random));
  }

  // region saliency
  /** The derivative of a class score, minus another one, with respect to embedded characters. */
  private INDArray derivative(INDArray embedded, int classIndex, int other) {
    INDArray delta = NDArrays.zeros(embedded.dataType(), embedded.size(0), classes);
    delta.getColumn(classIndex).assign(1);
    delta.getColumn(other).assign(-1);
    return new Sequential(lstm, linear).evaluate().backwardDelta(embedded, delta);
  }

  /** The saliency of each character: the norm of that derivative. */
  double[] saliency(int[] word, int classIndex, int other) {
    INDArray embedded = embedding.forward(repeated(word, 1)); // [1, length, EMBEDDED]
    return derivative(embedded, classIndex, other).norm2(0, 2).toDoubleVector();
  }

  // endregion

  // region attributions
  /**
   * What each character contributes to a class score, minus another one, by integrated gradients:
   * the derivatives along the path from vectors of zeros to the embedded word, times the latter.
   * Their sum is the score of the word minus that of the zeros, up to the error of the integral.
   */
  double[] attributions(int[] word, int classIndex, int other) {
    INDArray embedded = embedding.forward(repeated(word, POINTS)); // [POINTS, length, EMBEDDED]
    INDArray path = embedded.dup();
    for (int i = 0; i < POINTS; i++) {
      INDArray point = path.slice(i);
      Elementwise.scale(point, (i + 0.5) / POINTS, point);
    }
    INDArray contributions = derivative(path, classIndex, other);
    Elementwise.multiply(contributions, embedded, contributions);
    Elementwise.scale(contributions, 1.0 / POINTS, contributions);
    return contributions.sum(0, 2).toDoubleVector();
  }

  // endregion

  /** A batch of the same word, {@code [times, length]}. */
  private static INDArray repeated(int[] word, int times) {
    float[] ids = new float[times * word.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = word[i % word.length];
    }
    return NDArrays.of(ids, times, word.length);
  }
}
