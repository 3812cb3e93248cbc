package io.github.taeda.examples.text;

import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.GlobalAvgPool;
import io.github.taeda.nn.layers.GlobalMaxPool;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A net that classifies documents: {@code ids [batch, length] → class scores [batch, classes]}.
 *
 * @param module all of it
 * @param embedding its table of words
 * @param rest what follows the embedding, without the masking
 */
record TextNet(Module module, Embedding embedding, Module rest) {
  private static final int SIZE = 32; // of the embeddings
  private static final int CHANNELS = 64; // of the convolution

  // region bag
  /** The mean of the embeddings of all words, in whatever order. */
  static TextNet bag(int words, int classes, RandomGenerator random) {
    Embedding embedding = new Embedding(words, SIZE, random); // [batch, length, 32]
    GlobalAvgPool mean = new GlobalAvgPool(); // [batch, 32]
    Linear linear = new Linear(SIZE, classes, random);
    return new TextNet(
        new Sequential(new Masking(0, new Sequential(embedding, mean)), linear),
        embedding,
        new Sequential(mean, linear));
  }

  // endregion

  // region conv
  /** A convolution over three words, and the maximum of each channel over all positions. */
  static TextNet convolution(int words, int classes, RandomGenerator random) {
    Embedding embedding = new Embedding(words, SIZE, random); // [batch, length, 32]
    Conv1D convolution = new Conv1D(Conv1D.Config.of(3, SIZE, CHANNELS).padding(1), random);
    ReLU relu = new ReLU(); // [batch, length, 64]
    GlobalMaxPool maximum = new GlobalMaxPool(); // [batch, 64]
    Linear linear = new Linear(CHANNELS, classes, random);
    return new TextNet(
        new Sequential(
            new Masking(0, new Sequential(embedding, convolution, relu, maximum)),
            new Dropout(0.3, random),
            linear),
        embedding,
        new Sequential(convolution, relu, maximum, linear));
  }

  // endregion

  // region contributions
  /**
   * How much each word of a document adds, to first order, to the score of a class minus that of
   * the strongest other class: the gradient with respect to the word's embedding times the
   * embedding.
   *
   * @param ids {@code [1, length]}
   */
  double[] contributions(INDArray ids, int classIndex) {
    double[] scores = module.forward(ids).toDoubleVector();
    INDArray delta = NDArrays.zeros(DataType.FLOAT, 1, scores.length); // d difference / d scores
    delta.putScalar(0, classIndex, 1);
    scores[classIndex] = Double.NEGATIVE_INFINITY;
    delta.putScalar(0, ClassScores.argMax(scores), -1);
    INDArray embedded = embedding.forward(ids); // [1, length, 32]
    INDArray mask = PaddingMask.ofLengths((int) ids.size(1), length(ids));
    INDArray gradient = PaddingMask.run(mask, () -> rest.backwardDelta(embedded, delta));
    Elementwise.multiply(gradient, embedded, gradient);
    return gradient.sum(2).toDoubleVector();
  }

  // endregion

  /** The number of ids that are not padding. */
  private static int length(INDArray ids) {
    double[] values = new double[(int) ids.length()];
    NDArrays.readValues(ids, values);
    int length = values.length;
    while (length > 0 && values[length - 1] == Vocabulary.PADDING) {
      length--;
    }
    return length;
  }
}
