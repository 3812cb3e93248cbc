package io.github.taeda.examples.images;

import io.github.taeda.examples.draw.ImageGrid;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.nn.data.ImageDataset;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Pictures of labelled images: grey ones as ink on paper, those of three channels in colour. */
public final class LabelledImages {
  private static final int MAX_FIRST = 40; // images shown
  private static final int MAX_MISTAKES = 16; // shown

  private final ImageDataset images;

  private LabelledImages(ImageDataset images) {
    this.images = images;
  }

  /** Images of one channel or three. */
  public static LabelledImages of(ImageDataset images) {
    return new LabelledImages(images);
  }

  /** The first images and their classes. */
  public PicturePanel first(String title) {
    ImageGrid grid = new ImageGrid(title, 8);
    for (int i = 0; i < Math.min(MAX_FIRST, images.size()); i++) {
      grid.add(picture(i), images.classNames().get(images.label(i)));
    }
    return grid;
  }

  /**
   * The misclassified images, those with the highest probability first.
   *
   * @param probabilities of the classes, {@code [images][classes]}
   */
  public PicturePanel mistakes(String title, double[]... probabilities) {
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
              grid.add(picture(i), truth, "predicted " + names.get(predicted) + ", " + percent);
            });
    return grid;
  }

  private BufferedImage picture(int i) {
    byte[] pixels = images.pixels(i);
    return images.channels() == 3
        ? ImageGrid.color(pixels, images.height(), images.width())
        : ImageGrid.ink(pixels, images.height(), images.width());
  }
}
