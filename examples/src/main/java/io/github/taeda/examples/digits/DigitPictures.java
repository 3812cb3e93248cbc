package io.github.taeda.examples.digits;

import io.github.taeda.examples.draw.ImageGrid;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.optim.History;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The pictures of {@link DigitsExample}.
 *
 * @param name of the images
 * @param model the net
 * @param evaluated the number of training images for the training accuracy
 */
record DigitPictures(String name, DigitModel model, int evaluated) {
  private static final int MAX_FIRST = 40; // images shown
  private static final int MAX_MISTAKES = 16; // shown
  private static final int MAX_FILTERS = 16; // shown, of each layer

  /** The first images and their classes. */
  PicturePanel first(ImageDataset images) {
    ImageGrid grid = new ImageGrid(name + ": first images", 8);
    for (int i = 0; i < Math.min(MAX_FIRST, images.size()); i++) {
      grid.add(ink(images, i), images.classNames().get(images.label(i)));
    }
    return grid;
  }

  /** Learning curves: loss and accuracy after each epoch. */
  PicturePanel[] curves(History history) {
    String net = name + ", " + model;
    String training = model == DigitModel.LINEAR ? "training" : "training, with dropout";
    return new PicturePanel[] {
      new LineChart(net + ": loss", "epoch", "loss")
          .line(training, history.values("loss"))
          .line("test", history.values("validation loss")),
      new LineChart(net + ": accuracy", "epoch", "accuracy")
          .line("training, first " + evaluated, history.values("training accuracy"))
          .line("test", history.values("validation accuracy"))
    };
  }

  /** The misclassified images, those with the highest probability first. */
  PicturePanel mistakes(String title, ImageDataset images, double[]... probabilities) {
    ImageGrid grid = new ImageGrid(title, 4);
    List<String> names = images.classNames();
    IntStream.range(0, probabilities.length)
        .filter(i -> ClassScores.argMax(probabilities[i]) != images.label(i))
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> -probabilities[i][ClassScores.argMax(probabilities[i])]))
        .limit(MAX_MISTAKES)
        .forEach(
            i -> {
              int predicted = ClassScores.argMax(probabilities[i]);
              String percent =
                  String.format(Locale.ROOT, "%.0f %%", 100 * probabilities[i][predicted]);
              String truth = "true class " + names.get(images.label(i));
              grid.add(ink(images, i), truth, "predicted " + names.get(predicted) + ", " + percent);
            });
    return grid;
  }

  /** The weights of the first layer as images. */
  PicturePanel filters(String title, Module net, ImageDataset images) {
    List<double[][]> filters = WeightImages.of(net, images.height(), images.width(), MAX_FILTERS);
    ImageGrid grid = new ImageGrid(title, filters.size() <= MAX_FILTERS ? 4 : 8);
    for (int i = 0; i < filters.size(); i++) {
      BufferedImage shades = ImageGrid.shades(filters.get(i));
      if (model == DigitModel.LINEAR) {
        grid.add(shades, images.classNames().get(i));
      } else {
        grid.add(shades);
      }
    }
    return grid;
  }

  private static BufferedImage ink(ImageDataset images, int i) {
    return ImageGrid.ink(images.pixels(i), images.height(), images.width());
  }
}
