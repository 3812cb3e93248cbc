package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.ClusterPurity;
import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.baselines.NearestNeighbours;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Metrics of a code on test images.
 *
 * @param size of the code
 * @param loss the binary cross-entropy of an image's reconstruction, summed over its pixels
 * @param squaredError of an image's reconstruction, summed over its pixels
 * @param purity of k-means clusters of the codes, as many as classes
 * @param accuracy of a linear classifier trained on the codes of the training images
 * @param neighbours accuracy of the nearest codes of training images
 */
record CodeMetrics(
    long size,
    double loss,
    double squaredError,
    double purity,
    double accuracy,
    double neighbours) {
  static final int NEIGHBOURS = 10; // that vote
  private static final int EPOCHS = 20; // of the classifier
  private static final int BATCH_SIZE = 100;
  private static final double LEARNING_RATE = 0.01; // of Adam

  /**
   * Evaluates a code.
   *
   * @param train images and their class indices, for the classifier
   * @param test images and their class indices
   * @param classes their number
   */
  static CodeMetrics of(Codec coder, Batch train, Batch test, int classes, long seed) {
    INDArray images = test.input();
    INDArray codes = coder.encode(images);
    INDArray trainCodes = coder.encode(train.input());
    INDArray reconstructed = coder.decode(codes);
    return new CodeMetrics(
        codes.size(1),
        new BCELoss().value(images, reconstructed),
        new MSELoss().value(images, reconstructed),
        ClusterPurity.ofKMeans(codes.toDoubleMatrix(), test.target().toIntVector(), classes, seed),
        accuracy(
            Dataset.of(trainCodes, train.target()),
            Dataset.of(codes, test.target()),
            new Linear(codes.size(1), classes, new SplittableRandom(seed)),
            seed),
        neighbours(trainCodes, train.target(), codes, test.target(), classes));
  }

  /** The accuracy of the nearest codes of training images. */
  private static double neighbours(
      INDArray train, INDArray trainLabels, INDArray test, INDArray testLabels, int classes) {
    int[] stored = trainLabels.toIntVector();
    int[] truth = testLabels.toIntVector();
    return new NearestNeighbours(
            List.of(train.toFloatMatrix()), classes, NEIGHBOURS, i -> stored[i])
        .accuracy(List.of(test.toFloatMatrix()), i -> truth[i]);
  }

  private static double accuracy(Dataset train, Dataset test, Linear classifier, long seed) {
    Optim optim = new Optim(classifier, new CrossEntropyLoss(), new Adam(LEARNING_RATE));
    SGD.of(optim)
        .batchSize(BATCH_SIZE)
        .epochs(EPOCHS)
        .shuffle(new SplittableRandom(seed))
        .fit(train);
    return Objects.requireNonNull(
        Evaluator.of(classifier).evaluate(test, new Accuracy()).get("accuracy"));
  }

  /** An empty table for rows of metrics. */
  static Table table() {
    return Table.of("code", "size", "BCE", "squared error", "purity", "linear", "neighbours");
  }

  /** A row of the {@link #table}. */
  String[] row(String name) {
    return new String[] {
      name,
      String.valueOf(size),
      String.format(Locale.ROOT, "%.2f", loss),
      String.format(Locale.ROOT, "%.2f", squaredError),
      String.format(Locale.ROOT, "%.3f", purity),
      String.format(Locale.ROOT, "%.1f %%", 100 * accuracy),
      String.format(Locale.ROOT, "%.1f %%", 100 * neighbours)
    };
  }
}
