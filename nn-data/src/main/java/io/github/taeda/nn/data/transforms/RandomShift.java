package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view of a data set of images that shifts each image of a batch by a random number of pixels
 * along each axis, filling the border with 0. The targets are unchanged.
 *
 * <p>The shift depends on the order of the calls, so only one thread at a time may request batches.
 */
public final class RandomShift implements Dataset {
  private final Dataset data;
  private final int height;
  private final int width;
  private final int maxShift;
  private final RandomGenerator random;
  private double[] from = {}; // of the last batch, reused for the next
  private double[] to = {};

  private RandomShift(Dataset data, int height, int width, int maxShift, RandomGenerator random) {
    this.data = Objects.requireNonNull(data, "RandomShift: data is null");
    this.height = height;
    this.width = width;
    this.maxShift = maxShift;
    this.random = Objects.requireNonNull(random, "RandomShift: random is null");
  }

  /** Shifts images, in any shape of their batches. */
  public static RandomShift of(ImageDataset images, int maxShift, RandomGenerator random) {
    Objects.requireNonNull(images, "RandomShift: data is null");
    return of(images, images.height(), images.width(), maxShift, random);
  }

  /**
   * Shifts the inputs of a data set.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   * @param maxShift the largest shift in pixels, from 0 on; all shifts are equally likely
   */
  public static RandomShift of(
      Dataset data, int height, int width, int maxShift, RandomGenerator random) {
    Shapes.requireSize("RandomShift", "height", height);
    Shapes.requireSize("RandomShift", "width", width);
    Shapes.requireLeast("RandomShift", "maxShift", maxShift, 0);
    if (maxShift == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("RandomShift: maxShift must be less than " + maxShift);
    }
    return new RandomShift(data, height, width, maxShift, random);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    INDArray input = batch.input();
    Shapes.requireNumbers(this, "input", input);
    long length = input.length() / rows.length;
    if (length % ((long) height * width) != 0) {
      throw new IllegalArgumentException(
          this + ": an input has " + length + " elements, which is no image of that size");
    }
    from = sized(from, input);
    to = sized(to, input);
    NDArrays.readValues(input, from);
    Arrays.fill(to, 0);
    for (int i = 0; i < rows.length; i++) {
      int down = random.nextInt(-maxShift, maxShift + 1);
      int right = random.nextInt(-maxShift, maxShift + 1);
      shift((int) (i * length), (int) (length / height / width), down, right);
    }
    INDArray output = Scratch.like(input);
    NDArrays.setValues(to, output);
    return new Batch(output, batch.target());
  }

  private static double[] sized(double[] kept, INDArray input) {
    return kept.length == input.length() ? kept : new double[Math.toIntExact(input.length())];
  }

  private void shift(int start, int channels, int down, int right) {
    int columns = width - Math.abs(right);
    if (columns <= 0) {
      return;
    }
    for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      int source = ((y - down) * width + Math.max(0, -right)) * channels;
      int target = (y * width + Math.max(0, right)) * channels;
      System.arraycopy(from, start + source, to, start + target, columns * channels);
    }
  }

  /** {@code RandomShift(28 x 28, up to 2, ImageDataset(…))}. */
  @Override
  public String toString() {
    return "RandomShift(" + height + " x " + width + ", up to " + maxShift + ", " + data + ")";
  }
}
