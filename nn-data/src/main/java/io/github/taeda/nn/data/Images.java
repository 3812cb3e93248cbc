package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Labelled images of one size, kept as bytes: one byte per number, a quarter of what FLOAT arrays
 * would take.
 *
 * <p>A batch's input holds {@code byte / 255}, so 0…1, as FLOAT; its target the classes as whole
 * numbers, {@code [batch]}, INT32, as CrossEntropyLoss takes them. The input is {@code [batch,
 * height · width · channels]} unless {@link #rows()} or {@link #image()} choose another shape.
 * {@link Reconstruction} makes the images the targets too. Any number of threads may ask for
 * batches at once.
 */
public final class Images implements Dataset {
  private static final float[] BRIGHTNESS = new float[256];

  static {
    for (int i = 0; i < BRIGHTNESS.length; i++) {
      BRIGHTNESS[i] = i / 255f;
    }
  }

  private final byte[] pixels; // [size, height, width, channels]
  private final int[] labels; // [size]
  private final int height;
  private final int width;
  private final int channels;
  private final List<String> classNames;
  private final Layout layout;
  private final AtomicReference<float[]> staging = new AtomicReference<>(new float[0]);

  private Images(
      byte[] pixels,
      int[] labels,
      int height,
      int width,
      int channels,
      List<String> classNames,
      Layout layout) {
    this.pixels = pixels;
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
  public static Images of(
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
              "Images: %d labels need pixels [%d, %d, %d, %d], but there are %d bytes",
              labels.length,
              labels.length,
              height,
              width,
              channels,
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
    return new Images(
        pixels, labels, height, width, channels, List.copyOf(classNames), Layout.FLAT);
  }

  /** The same images as vectors, {@code [batch, height · width · channels]}. */
  public Images flat() {
    return as(Layout.FLAT);
  }

  /** The same images as sequences of their rows, {@code [batch, height, width · channels]}. */
  public Images rows() {
    return as(Layout.ROWS);
  }

  /** The same images as images, {@code [batch, height, width, channels]}. */
  public Images image() {
    return as(Layout.IMAGE);
  }

  private Images as(Layout other) {
    return new Images(pixels, labels, height, width, channels, classNames, other);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Batch batch(int... rows) {
    Rows.require(this, rows, size());
    int length = height * width * channels;
    float[] numbers = staging.getAndSet(new float[0]); // ours until it is put back
    if (numbers.length != rows.length * length) {
      numbers = new float[Math.multiplyExact(rows.length, length)];
    }
    int to = 0;
    for (int row : rows) {
      for (int from = row * length, end = from + length; from < end; from++) {
        numbers[to++] = BRIGHTNESS[pixels[from] & 0xff];
      }
    }
    INDArray input =
        Scratch.array(DataType.FLOAT, layout.shape(rows.length, height, width, channels));
    Ops.setNumbers(numbers, input);
    staging.set(numbers);
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
    return labels[Rows.require(this, row, size())];
  }

  /** A copy of an image's bytes, {@code [height, width, channels]} in C order. */
  public byte[] pixels(int row) {
    int length = height * width * channels;
    int start = Rows.require(this, row, size()) * length;
    return Arrays.copyOfRange(pixels, start, start + length);
  }

  /** {@code Images(60000 of 28 x 28 x 1, 10 classes, [*, 784])}. */
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
