package io.github.taeda.examples.cifar;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The nets of {@link CifarExample}, from images {@code [batch, 32, 32, 3]} to class scores. */
enum CifarModel {
  /** Softmax regression: a weight for every pixel, channel and class. */
  LINEAR(10) {
    // region linear
    @Override
    Sequential net(int classes, RandomGenerator random) {
      return new Sequential(new Flatten(), new Linear(32 * 32 * 3, classes, random));
    }
    // endregion
  },

  /** Three layers of convolution, batch normalisation and pooling. */
  CONV(10) {
    // region conv
    @Override
    Sequential net(int classes, RandomGenerator random) {
      return new Sequential(
          new BatchNorm(3),
          new Conv2D(Conv2D.Config.of(5, 3, 16).padding(2), random), // [batch, 32, 32, 16]
          new BatchNorm(16),
          new ReLU(),
          new MaxPool2D(2, 2), // [batch, 16, 16, 16]
          new Conv2D(Conv2D.Config.of(3, 16, 32).padding(1), random),
          new BatchNorm(32),
          new ReLU(),
          new MaxPool2D(2, 2), // [batch, 8, 8, 32]
          new Conv2D(Conv2D.Config.of(3, 32, 64).padding(1), random),
          new BatchNorm(64),
          new ReLU(),
          new MaxPool2D(2, 2), // [batch, 4, 4, 64]
          new Flatten(),
          new Dropout(0.3, random),
          new Linear(4 * 4 * 64, classes, random)); // [batch, classes]
    }
    // endregion
  };

  private final int epochs;

  CifarModel(int epochs) {
    this.epochs = epochs;
  }

  /** A new net. */
  abstract Sequential net(int classes, RandomGenerator random);

  /** The default number of epochs. */
  int epochs() {
    return epochs;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
