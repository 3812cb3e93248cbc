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
 * the memory of FLOAT arrays, or read when a batch needs them.
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
    ImageChecks.requireLength(pixels, labels.length, height, width, channels);
    PixelStore store = new PixelStore(pixels, height * width * channels);
    return of(store, labels, height, width, channels, classNames);
  }

  /**
   * Images that are read anew whenever a batch needs them, so that they need not fit into memory.
   * An {@code IOException} of theirs is an {@link java.io.UncheckedIOException} of the batch.
   *
   * @param source of the pixels; the other parameters are those of images in memory
   * @throws IllegalArgumentException if a label is no class index
   */
  public static ImageDataset of(
      PixelSource source,
      int[] labels,
      int height,
      int width,
      int channels,
      List<String> classNames) {
    Objects.requireNonNull(source, "ImageDataset: source is null");
    Objects.requireNonNull(labels, "ImageDataset: labels is null");
    Objects.requireNonNull(classNames, "ImageDataset: classNames is null");
    ImageChecks.requireSizes(height, width, channels);
    int length = Shapes.requireCount("ImageDataset", "image", height, width, channels);
    return of(new PixelStore(source, length), labels, height, width, channels, classNames);
  }

  private static ImageDataset of(
      PixelStore store,
      int[] labels,
      int height,
      int width,
      int channels,
      List<String> classNames) {
    ImageChecks.requireClasses(labels, classNames);
    return new ImageDataset(
        store,
        ExampleIndices.range(0, labels.length),
        labels,
        height,
        width,
        channels,
        List.copyOf(classNames),
        ImageLayout.FLAT);
  }

  /**
   * The same images with other names of the classes; a view.
   *
   * @param names the names by class index
   */
  public ImageDataset withClassNames(List<String> names) {
    ImageChecks.requireClasses(
        labels, Objects.requireNonNull(names, "ImageDataset: classNames is null"));
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

  /**
   * The same images in another size: in memory if these are, otherwise scaled whenever they are
   * read.
   */
  public ImageDataset resize(int newHeight, int newWidth, Resize method) {
    Objects.requireNonNull(method, "ImageDataset: method is null");
    PixelSource scaled =
        row ->
            method.apply(pixels.copy(indices[row]), height, width, channels, newHeight, newWidth);
    ImageDataset images = of(scaled, labels, newHeight, newWidth, channels, classNames);
    if (pixels.isInMemory()) {
      int length = newHeight * newWidth * channels;
      byte[] bytes = new byte[Math.multiplyExact(length, size())];
      for (int row = 0; row < size(); row++) {
        System.arraycopy(images.pixels(row), 0, bytes, row * length, length);
      }
      images = of(bytes, labels, newHeight, newWidth, channels, classNames);
    }
    return images.part(images.indices, labels, layout);
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
