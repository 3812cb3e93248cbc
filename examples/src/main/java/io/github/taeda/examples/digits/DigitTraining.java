package io.github.taeda.examples.digits;

import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a training of a net of digits is made of, here or elsewhere.
 *
 * @param optim the net, its loss and its rule
 * @param data to train on, and to evaluate on after each epoch
 * @param batchSize images per iteration
 * @param random shuffles the images
 * @param schedule of the learning rate, in epochs
 */
public record DigitTraining(
    Optim optim,
    ImageSet data,
    int batchSize,
    int epochs,
    RandomGenerator random,
    Schedule schedule,
    List<Listener> listeners) {
  static final int MAX_EVALUATED = 2_000; // training images for the training accuracy

  /** The training images for the training accuracy. */
  public ImageDataset evaluated() {
    return ImageOptions.first(data.train(), MAX_EVALUATED);
  }

  /** What the test set is evaluated by after each epoch. */
  public Metric[] metrics() {
    String[] names = data.train().classNames().toArray(String[]::new);
    return new Metric[] {new Accuracy(), new ConfusionMatrix(names)};
  }

  /** Trains in this JVM. */
  public History here() {
    return SGD.of(optim)
        .batchSize(batchSize)
        .epochs(epochs)
        .shuffle(random)
        .schedule(schedule)
        .trainingMetrics(evaluated(), new Accuracy())
        .validate(data.test())
        .metrics(metrics())
        .listen(listeners.toArray(Listener[]::new))
        .fit(data.train());
  }
}
