package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.ClusterPurity;
import io.github.taeda.examples.baselines.Codec;
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
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a code is worth, on test images.
 *
 * @param numbers how many stand for an image
 * @param cost the binary cross-entropy of an image's reconstruction, summed over its pixels
 * @param squaredError the same for the squared error
 * @param purity of the clusters that k-means finds among the codes, one for each class
 * @param accuracy of a linear classifier that learnt from the codes of the training images, in 0…1
 */
record CodeMetrics(long numbers, double cost, double squaredError, double purity, double accuracy) {
  private static final int EPOCHS = 20; // of the classifier
  private static final int BATCH = 100;
  private static final double STEP = 0.01; // of Adam

  /**
   * Judges a code.
   *
   * @param train images and their classes, for the classifier
   * @param test images and their classes
   * @param classes how many there are
   */
  static CodeMetrics of(Codec coder, Batch train, Batch test, int classes, long seed) {
    INDArray images = test.input();
    INDArray codes = coder.encode(images);
    INDArray again = coder.decode(codes);
    return new CodeMetrics(
        codes.size(1),
        new BCELoss().value(images, again),
        new MSELoss().value(images, again),
        ClusterPurity.ofKMeans(codes.toDoubleMatrix(), test.target().toIntVector(), classes, seed),
        accuracy(
            Dataset.of(coder.encode(train.input()), train.target()),
            Dataset.of(codes, test.target()),
            new Linear(codes.size(1), classes, new SplittableRandom(seed)),
            seed));
  }

  private static double accuracy(Dataset train, Dataset test, Linear classifier, long seed) {
    Optim optim = new Optim(classifier, new CrossEntropyLoss(), new Adam(STEP));
    SGD.of(optim).batchSize(BATCH).epochs(EPOCHS).shuffle(new SplittableRandom(seed)).fit(train);
    return Objects.requireNonNull(
        Evaluator.of(classifier).evaluate(test, new Accuracy()).get("accuracy"));
  }

  /** A table without rows yet. */
  static Table table() {
    return Table.of("code", "numbers", "BCE", "squared error", "purity", "classified");
  }

  /** A row of the {@link #table}. */
  String[] row(String name) {
    return new String[] {
      name,
      String.valueOf(numbers),
      String.format(Locale.ROOT, "%.2f", cost),
      String.format(Locale.ROOT, "%.2f", squaredError),
      String.format(Locale.ROOT, "%.3f", purity),
      String.format(Locale.ROOT, "%.1f %%", 100 * accuracy)
    };
  }
}
