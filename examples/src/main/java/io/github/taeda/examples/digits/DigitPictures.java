package io.github.taeda.examples.digits;

import io.github.taeda.examples.draw.ImageGrid;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.optim.History;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What {@link DigitsExample} shows.
 *
 * @param name what the images are called
 * @param model the net
 * @param measured how many of the training images its accuracy is measured on
 */
record DigitPictures(String name, DigitModel model, int measured) {
  private static final int FIRST = 40; // images shown
  private static final int WORST = 20; // mistakes shown
  private static final int FILTERS = 16; // shown, of each layer

  /** The first images with their classes. */
  PicturePanel first(ImageDataset images) {
    ImageGrid grid = new ImageGrid(name + ": the first images", 8);
    for (int i = 0; i < Math.min(FIRST, images.size()); i++) {
      grid.add(ink(images, i), images.classNames().get(images.label(i)));
    }
    return grid;
  }

  /** Loss and accuracy after each epoch. */
  PicturePanel[] curves(History history) {
    String net = name + ", " + model;
    String training = model == DigitModel.LINEAR ? "training" : "training, with dropout";
    return new PicturePanel[] {
      new LineChart(net + ": loss", "epoch", "loss")
          .line(training, history.values("loss"))
          .line("test", history.values("validation loss")),
      new LineChart(net + ": accuracy", "epoch", "accuracy")
          .line("training, first " + measured, history.values("training accuracy"))
          .line("test", history.values("validation accuracy"))
    };
  }

  /** The wrong answers, the surest first; {@code answers} are probabilities. */
  PicturePanel mistakes(String title, ImageDataset images, double[]... answers) {
    ImageGrid grid = new ImageGrid(title, 5);
    List<String> names = images.classNames();
    IntStream.range(0, answers.length)
        .filter(i -> ClassScores.largest(answers[i]) != images.label(i))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -answers[i][ClassScores.largest(answers[i])]))
        .limit(WORST)
        .forEach(
            i -> {
              int said = ClassScores.largest(answers[i]);
              String sure = String.format(Locale.ROOT, "%.0f %%", 100 * answers[i][said]);
              String is = "is " + names.get(images.label(i));
              grid.add(ink(images, i), is, "said " + names.get(said) + ", " + sure);
            });
    return grid;
  }

  /** The weights on the pixels. */
  PicturePanel filters(String title, Module net, ImageDataset images) {
    List<double[][]> filters = WeightImages.of(net, images.height(), images.width(), FILTERS);
    ImageGrid grid = new ImageGrid(title, filters.size() <= FILTERS ? 4 : 8);
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
