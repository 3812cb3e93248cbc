package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.transforms.InputsAsTargets;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Labelled images of one size, kept as bytes: one byte per number, a quarter of what FLOAT arrays
 * would take.
 *
 * <p>A batch's input holds {@code byte / 255}, so 0…1, as FLOAT; its target the classes as whole
 * numbers, {@code [batch]}, INT32, as CrossEntropyLoss takes them. The input is {@code [batch,
 * height · width · channels]} unless {@link #rows()} or {@link #image()} choose another shape.
 * {@link InputsAsTargets} makes the images the targets too, {@link #subset} and {@link #range} give
 * parts. Any number of threads may ask for batches at once.
 */
public final class ImageDataset implements Dataset {
  private final PixelStore pixels;
  private final int[] places; // [size]: which of the pixels' images each is
  private final int[] labels; // [size]
  private final int height;
  private final int width;
  private final int channels;
  private final List<String> classNames;
  private final ImageLayout layout;

  private ImageDataset(
      PixelStore pixels,
      int[] places,
      int[] labels,
      int height,
      int width,
      int channels,
      List<String> classNames,
      ImageLayout layout) {
    this.pixels = pixels;
    this.places = places;
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.classNames = classNames;
    this.layout = layout;
  }

  /**
   * Images in memory. The arrays are not copied: they must not change any more.
   *
   * @param pixels 0…255 as unsigned bytes, {@code [size, height, width, channels]} in C order
   * @param labels {@code [size]}, each the number of a class
   * @param height rows of pixels, at least 1
   * @param width pixels per row, at least 1
   * @param channels numbers per pixel, at least 1
   * @param classNames the classes in order
   * @throws IllegalArgumentException if the sizes do not agree or a label is no class
   */
  public static ImageDataset of(
      byte[] pixels, int[] labels, int height, int width, int channels, List<String> classNames) {
    Objects.requireNonNull(pixels, "Images: pixels is null");
    Objects.requireNonNull(labels, "Images: labels is null");
    Objects.requireNonNull(classNames, "Images: classNames is null");
    Shapes.requireSize("Images", "height", height);
    Shapes.requireSize("Images", "width", width);
    Shapes.requireSize("Images", "channels", channels);
    if (pixels.length != (double) labels.length * height * width * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Images: %d labels need pixels %s, but there are %d bytes",
              labels.length,
              Shapes.text(labels.length, height, width, channels),
              pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Images: labels must be from 0 to %d, but label %d is %d",
                classNames.size() - 1,
                i,
                labels[i]));
      }
    }
    return new ImageDataset(
        new PixelStore(pixels, height * width * channels),
        ExampleIndices.range(0, labels.length),
        labels,
        height,
        width,
        channels,
        List.copyOf(classNames),
        ImageLayout.FLAT);
  }

  /** The same images as vectors, {@code [batch, height · width · channels]}. */
  public ImageDataset flat() {
    return part(places, labels, ImageLayout.FLAT);
  }

  /** The same images as sequences of their rows, {@code [batch, height, width · channels]}. */
  public ImageDataset rows() {
    return part(places, labels, ImageLayout.ROWS);
  }

  /** The same images as images, {@code [batch, height, width, channels]}. */
  public ImageDataset image() {
    return part(places, labels, ImageLayout.IMAGE);
  }

  /**
   * Some of the images, in an order of their own; a view, no pixel is copied.
   *
   * @param rows each in 0…size−1, in any order; none is allowed
   */
  public ImageDataset subset(int... rows) {
    int[] chosen = chosen(Objects.requireNonNull(rows, "Images: rows is null"));
    return part(chosen, Arrays.stream(rows).map(row -> labels[row]).toArray(), layout);
  }

  /** The images {@code first, …, end − 1}; a view. */
  public ImageDataset range(int first, int end) {
    return subset(ExampleIndices.within(this, first, end, size()));
  }

  private ImageDataset part(int[] chosen, int[] classes, ImageLayout shape) {
    return new ImageDataset(pixels, chosen, classes, height, width, channels, classNames, shape);
  }

  private int[] chosen(int[] rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = places[ExampleIndices.require(this, rows[i], size())];
    }
    return chosen;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Batch batch(int... rows) {
    int[] chosen = chosen(ExampleIndices.require(this, rows));
    long[] shape = layout.shape(rows.length, height, width, channels);
    INDArray input = Scratch.array(DataType.FLOAT, shape);
    pixels.read(chosen, input);
    return new Batch(input, Labels.batch(labels, rows));
  }

  /** Rows of pixels per image. */
  public int height() {
    return height;
  }

  /** Pixels per row. */
  public int width() {
    return width;
  }

  /** Numbers per pixel: 1 for grey images, 3 for red, green, blue. */
  public int channels() {
    return channels;
  }

  /** The classes in order: a label is a place in this list. */
  public List<String> classNames() {
    return classNames;
  }

  /** The class of an image. */
  public int label(int row) {
    return labels[ExampleIndices.require(this, row, size())];
  }

  /** A copy of an image's bytes, {@code [height, width, channels]} in C order. */
  public byte[] pixels(int row) {
    return pixels.copy(places[ExampleIndices.require(this, row, size())]);
  }

  /** {@code ImageDataset(60000 of 28 x 28 x 1, 10 classes, [*, 784])}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Images(%d of %d x %d x %d, %d classes, %s)",
        size(),
        height,
        width,
        channels,
        classNames.size(),
        Shapes.text(layout.shape(-1, height, width, channels)));
  }
}
