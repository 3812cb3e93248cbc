package io.github.taeda.examples.digits;

import io.github.taeda.examples.draw.ImageGrid;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.optim.History;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The pictures of {@link DigitsExample}.
 *
 * @param name of the images
 * @param model the net
 * @param evaluated the number of training images for the training accuracy
 */
record DigitPictures(String name, DigitModel model, int evaluated) {
  private static final int MAX_FILTERS = 16; // shown, of each layer

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
}
