package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Data set of labelled images of one size, stored as one byte per channel of a pixel, a quarter of
 * the memory of FLOAT arrays.
 *
 * <p>The input of a batch holds {@code byte / 255}, from 0 to 1, as FLOAT; its target holds class
 * indices {@code [batch]}, INT32, as CrossEntropyLoss takes them. The input is {@code [batch,
 * height · width · channels]} unless {@link #rows()} or {@link #image()} select another shape.
 * Subsets, {@link #subset} and {@link #range}, share the pixels. Any number of threads may request
 * batches at once.
 */
public final class ImageDataset implements Dataset {
  private final PixelStore pixels;
  private final int[] indices; // [size]: index of each image in pixels
  private final int[] labels; // [size]
  private final int height;
  private final int width;
  private final int channels;
  private final List<String> classNames;
  private final ImageLayout layout;

  private ImageDataset(
      PixelStore pixels,
      int[] indices,
      int[] labels,
      int height,
      int width,
      int channels,
      List<String> classNames,
      ImageLayout layout) {
    this.pixels = pixels;
    this.indices = indices;
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
   * @param labels class indices {@code [size]}
   * @param height rows of pixels, at least 1
   * @param width pixels per row, at least 1
   * @param channels values per pixel, at least 1
   * @param classNames the names of the classes by class index
   * @throws IllegalArgumentException if the sizes do not agree or a label is no class index
   */
  public static ImageDataset of(
      byte[] pixels, int[] labels, int height, int width, int channels, List<String> classNames) {
    Objects.requireNonNull(pixels, "ImageDataset: pixels is null");
    Objects.requireNonNull(labels, "ImageDataset: labels is null");
    Objects.requireNonNull(classNames, "ImageDataset: classNames is null");
    requireLength(pixels, labels.length, height, width, channels);
    requireClasses(labels, classNames);
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

  private static void requireLength(byte[] pixels, int size, int height, int width, int channels) {
    Shapes.requireSize("ImageDataset", "height", height);
    Shapes.requireSize("ImageDataset", "width", width);
    Shapes.requireSize("ImageDataset", "channels", channels);
    if (pixels.length != (double) size * height * width * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ImageDataset: %d labels need pixels %s, but there are %d bytes",
              size,
              Shapes.text(size, height, width, channels),
              pixels.length));
    }
  }

  private static void requireClasses(int[] labels, List<String> classNames) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "ImageDataset: labels must be from 0 to %d, but label %d is %d",
                classNames.size() - 1,
                i,
                labels[i]));
      }
    }
  }

  /**
   * The same images with other names of the classes; a view.
   *
   * @param names the names by class index
   */
  public ImageDataset withClassNames(List<String> names) {
    requireClasses(labels, Objects.requireNonNull(names, "ImageDataset: classNames is null"));
    return new ImageDataset(
        pixels, indices, labels, height, width, channels, List.copyOf(names), layout);
  }

  /** The same images as vectors, {@code [batch, height · width · channels]}. */
  public ImageDataset flat() {
    return part(indices, labels, ImageLayout.FLAT);
  }

  /** The same images as sequences of their rows, {@code [batch, height, width · channels]}. */
  public ImageDataset rows() {
    return part(indices, labels, ImageLayout.ROWS);
  }

  /** The same images as images, {@code [batch, height, width, channels]}. */
  public ImageDataset image() {
    return part(indices, labels, ImageLayout.IMAGE);
  }

  /**
   * The images with these indices, in this order; a view.
   *
   * @param rows example indices, each in 0…size−1; may be empty
   */
  public ImageDataset subset(int... rows) {
    int[] chosen = chosen(Objects.requireNonNull(rows, "ImageDataset: rows is null"));
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
      chosen[i] = indices[ExampleIndices.require(this, rows[i], size())];
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

  /** Values per pixel: 1 for grey images, 3 for red, green, blue. */
  public int channels() {
    return channels;
  }

  /** The names of the classes by class index. */
  public List<String> classNames() {
    return classNames;
  }

  /** The class index of an image. */
  public int label(int row) {
    return labels[ExampleIndices.require(this, row, size())];
  }

  /** A copy of an image's bytes, {@code [height, width, channels]} in C order. */
  public byte[] pixels(int row) {
    return pixels.copy(indices[ExampleIndices.require(this, row, size())]);
  }

  /** {@code ImageDataset(60000 of 28 x 28 x 1, 10 classes, [*, 784])}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ImageDataset(%d of %d x %d x %d, %d classes, %s)",
        size(),
        height,
        width,
        channels,
        classNames.size(),
        Shapes.text(layout.shape(-1, height, width, channels)));
  }
}
