package io.github.taeda.examples.digits;

import io.github.taeda.examples.images.ImageSet.Origin;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.layers.Concat;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.layers.Transpose;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The nets of {@link DigitsExample}, each from pixels {@code [batch, height · width]} to class
 * scores {@code [batch, classes]}. A net that needs rows or an image reshapes the pixels itself, so
 * that all nets are used alike.
 */
public enum DigitModel {
  /** Softmax regression: a weight for every pixel and class. */
  LINEAR(20, 0.88, 0.91) {
    // region linear
    @Override
    Sequential net(int height, int width, int classes, RandomGenerator random) {
      return new Sequential(new Linear((long) height * width, classes, random));
    }
    // endregion
  },

  /** A multilayer perceptron with two hidden layers. */
  MLP(12, 0.96, 0.975) {
    // region mlp
    @Override
    Sequential net(int height, int width, int classes, RandomGenerator random) {
      return new Sequential(
          new Linear((long) height * width, 512, random), // [batch, 512]
          new ReLU(),
          new Dropout(0.3, random),
          new Linear(512, 128, random), // [batch, 128]
          new ReLU(),
          new Dropout(0.2, random),
          new Linear(128, classes, random)); // [batch, classes]
    }
    // endregion
  },

  /** A convolution over the rows of the image, a sequence whose channels are the columns. */
  CONV(15, 0.97, 0.98) {
    // region conv
    @Override
    Sequential net(int height, int width, int classes, RandomGenerator random) {
      long length = (height - 4L) / 2;
      return new Sequential(
          new Reshape(height, width),
          new Conv1D(5, width, 128, 1, random), // [batch, height - 4, 128]
          new MaxPool1D(2, 2), // [batch, length, 128]
          new Flatten(),
          new Dropout(0.3, random),
          new Linear(length * 128, 128, random), // [batch, 128]
          new ReLU(),
          new Dropout(0.3, random),
          new Linear(128, classes, random)); // [batch, classes]
    }
    // endregion
  },

  /** Two branches: a convolution over the rows and one over the columns. */
  ROWS_AND_COLUMNS(12, 0.97, 0.98) {
    // region both
    @Override
    Sequential net(int height, int width, int classes, RandomGenerator random) {
      Sequential rows =
          new Sequential(new Conv1D(5, width, 64, 1, random), new MaxPool1D(2, 2), new Flatten());
      Sequential columns =
          new Sequential(
              new Transpose(2, 1), // [batch, width, height]
              new Conv1D(5, height, 64, 1, random),
              new MaxPool1D(2, 2),
              new Flatten());
      long features = 64 * ((height - 4L) / 2 + (width - 4L) / 2);
      return new Sequential(
          new Reshape(height, width),
          new Concat(1, rows, columns), // [batch, features]
          new Dropout(0.3, random),
          new Linear(features, 128, random), // [batch, 128]
          new ReLU(),
          new Dropout(0.3, random),
          new Linear(128, classes, random)); // [batch, classes]
    }
    // endregion
  },

  /** Two layers of two-dimensional convolution and pooling. */
  CONV2D(8, 0.97, 0.985) {
    // region conv2d
    @Override
    Sequential net(int height, int width, int classes, RandomGenerator random) {
      long rows = ((height - 4L) / 2 - 4) / 2;
      long columns = ((width - 4L) / 2 - 4) / 2;
      return new Sequential(
          new Reshape(height, width, 1),
          new Conv2D(5, 1, 16, random), // [batch, height - 4, width - 4, 16]
          new ReLU(),
          new MaxPool2D(2, 2),
          new Conv2D(5, 16, 32, random),
          new ReLU(),
          new MaxPool2D(2, 2), // [batch, rows, columns, 32]
          new Flatten(),
          new Dropout(0.3, random),
          new Linear(rows * columns * 32, 128, random), // [batch, 128]
          new ReLU(),
          new Dropout(0.3, random),
          new Linear(128, classes, random)); // [batch, classes]
    }
    // endregion
  };

  private final int epochs;
  private final double minOnSynthetic;
  private final double minOnMnist;

  DigitModel(int epochs, double minOnSynthetic, double minOnMnist) {
    this.epochs = epochs;
    this.minOnSynthetic = minOnSynthetic;
    this.minOnMnist = minOnMnist;
  }

  /** A new net. */
  abstract Sequential net(int height, int width, int classes, RandomGenerator random);

  /** A new net for these images. */
  Sequential net(ImageDataset images, RandomGenerator random) {
    return net(images.height(), images.width(), images.classNames().size(), random);
  }

  /** The default number of epochs. */
  int epochs() {
    return epochs;
  }

  /**
   * The minimum accuracy on the test set after so many epochs: 0.5 to 4 percentage points below
   * what was measured (docs/examples/digits.md); 0 for images without measurements.
   */
  public double minAccuracy(Origin origin) {
    return switch (origin) {
      case SYNTHETIC -> minOnSynthetic;
      case MNIST -> minOnMnist;
      case FASHION_MNIST, OTHER -> 0;
    };
  }

  /** The name on the command line, such as {@code rows-and-columns}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
