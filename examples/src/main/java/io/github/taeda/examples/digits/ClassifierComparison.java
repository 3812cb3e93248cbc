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

/** A net beside classifiers that are no nets: how much each tells right, and how long it takes. */
final class ClassifierComparison {
  private static final int NEIGHBOURS = 5;
  private static final int MOST = 10_000; // images the others learn from: with more they take long

  private final ImageDataset test;
  private final Table table =
      Table.of("", "told right", "learnt from", "s to learn", "s to answer");

  private ClassifierComparison(ImageDataset test) {
    this.test = test;
  }

  /**
   * Trains the others, and asks all for the test images.
   *
   * @param name of the net
   * @param net trained on all training images
   * @param learning the seconds that took
   * @param seed of the support vector machine
   */
  static Table of(ImageSet data, String name, ImageClassifier net, double learning, long seed) {
    ClassifierComparison all = new ClassifierComparison(data.test());
    ImageDataset train = ImageOptions.first(data.train(), MOST);
    all.row(name, net, data.train().size(), learning);
    all.learn(NEIGHBOURS + " nearest neighbours", t -> new NearestNeighbours(t, NEIGHBOURS), train);
    all.learn("linear SVM", t -> new LinearSvm(t, seed), train);
    return all.table;
  }

  /** What is to be said below the table. */
  static String note(ImageSet data) {
    String note =
        "Seconds are those of this run: to learn, without measuring, and to answer for all test"
            + " images. The net and the neighbours use all cores, the SVM one.";
    return data.train().size() > MOST
        ? note + " The neighbours and the SVM learnt from the first " + MOST + " images only."
        : note;
  }

  private void learn(
      String name, Function<ImageDataset, ImageClassifier> learn, ImageDataset train) {
    long start = System.nanoTime();
    ImageClassifier classifier = learn.apply(train);
    row(name, classifier, train.size(), secondsSince(start));
  }

  private void row(String name, ImageClassifier classifier, int images, double learning) {
    long start = System.nanoTime();
    int[] answers = classifier.answers(test);
    double answering = secondsSince(start);
    int right = 0;
    for (int i = 0; i < answers.length; i++) {
      right += answers[i] == test.label(i) ? 1 : 0;
    }
    table.row(
        name,
        String.format(Locale.ROOT, "%.2f %%", 100.0 * right / answers.length),
        Integer.toString(images),
        String.format(Locale.ROOT, "%.1f", learning),
        String.format(Locale.ROOT, "%.1f", answering));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
