package io.github.taeda.examples.digits;

import io.github.taeda.examples.baselines.ImageClassifier;
import io.github.taeda.examples.baselines.LinearSvm;
import io.github.taeda.examples.baselines.NearestNeighbours;
import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.data.ImageDataset;
import java.util.Locale;
import java.util.function.Function;

/** A table that compares a net with other classifiers: accuracy, and seconds of each. */
final class ClassifierComparison {
  private static final int NEIGHBOURS = 5;
  private static final int MAX_TRAIN = 10_000; // images for the others, which get slow with more

  private final ImageDataset test;
  private final Table table =
      Table.of("", "accuracy", "training images", "training s", "prediction s");

  private ClassifierComparison(ImageDataset test) {
    this.test = test;
  }

  /**
   * Trains the others and evaluates all on the test set.
   *
   * @param name of the net
   * @param net trained on all training images
   * @param seconds of its training
   * @param seed of the support vector machine
   */
  static Table of(ImageSet data, String name, ImageClassifier net, double seconds, long seed) {
    ClassifierComparison all = new ClassifierComparison(data.test());
    ImageDataset train = ImageOptions.first(data.train(), MAX_TRAIN);
    all.row(name, net, data.train().size(), seconds);
    all.train(NEIGHBOURS + " nearest neighbours", t -> new NearestNeighbours(t, NEIGHBOURS), train);
    all.train("linear SVM", t -> new LinearSvm(t, seed), train);
    return all.table;
  }

  /** The note below the table. */
  static String note(ImageSet data) {
    String note =
        "Seconds are those of this run: the training without evaluation, and the prediction of all"
            + " test images. The net and the neighbours use all cores, the SVM one.";
    return data.train().size() > MAX_TRAIN
        ? note
            + " The neighbours and the SVM were trained on the first "
            + MAX_TRAIN
            + " images only."
        : note;
  }

  private void train(
      String name, Function<ImageDataset, ImageClassifier> trainer, ImageDataset train) {
    long start = System.nanoTime();
    ImageClassifier classifier = trainer.apply(train);
    row(name, classifier, train.size(), secondsSince(start));
  }

  private void row(String name, ImageClassifier classifier, int images, double trainingSeconds) {
    long start = System.nanoTime();
    int[] predicted = classifier.predict(test);
    double predictionSeconds = secondsSince(start);
    int correct = 0;
    for (int i = 0; i < predicted.length; i++) {
      correct += predicted[i] == test.label(i) ? 1 : 0;
    }
    table.row(
        name,
        String.format(Locale.ROOT, "%.2f %%", 100.0 * correct / predicted.length),
        Integer.toString(images),
        String.format(Locale.ROOT, "%.1f", trainingSeconds),
        String.format(Locale.ROOT, "%.1f", predictionSeconds));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
