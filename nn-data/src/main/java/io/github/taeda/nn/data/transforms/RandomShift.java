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
 * A data set of images that are shifted anew each time they are asked for, by up to some pixels
 * along each axis; what comes in at the border is 0. A view; the targets stay as they are.
 *
 * <p>The shift depends on the order of the calls, so one thread at a time may ask.
 */
public final class RandomShift implements Dataset {
  private final Dataset data;
  private final int height;
  private final int width;
  private final int most;
  private final RandomGenerator random;
  private double[] from = {}; // of the last batch, kept for the next
  private double[] to = {};

  private RandomShift(Dataset data, int height, int width, int most, RandomGenerator random) {
    this.data = Objects.requireNonNull(data, "Shift: data is null");
    this.height = height;
    this.width = width;
    this.most = most;
    this.random = Objects.requireNonNull(random, "Shift: random is null");
  }

  /** Shifts images, whatever shape they have in a batch. */
  public static RandomShift of(ImageDataset images, int most, RandomGenerator random) {
    Objects.requireNonNull(images, "Shift: data is null");
    return of(images, images.height(), images.width(), most, random);
  }

  /**
   * Shifts the inputs of a data set.
   *
   * @param data each input holds {@code height · width · channels} numbers in C order
   * @param most how many pixels at most, at least 0; each number of pixels is equally likely
   */
  public static RandomShift of(
      Dataset data, int height, int width, int most, RandomGenerator random) {
    Shapes.requireSize("Shift", "height", height);
    Shapes.requireSize("Shift", "width", width);
    Shapes.requireLeast("Shift", "most", most, 0);
    if (most == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Shift: most must be less than " + most);
    }
    return new RandomShift(data, height, width, most, random);
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
          this + ": an input has " + length + " numbers, which is no image of that size");
    }
    from = sized(from, input);
    to = sized(to, input);
    NDArrays.readValues(input, from);
    Arrays.fill(to, 0);
    for (int i = 0; i < rows.length; i++) {
      int down = random.nextInt(-most, most + 1);
      int right = random.nextInt(-most, most + 1);
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
      int place = (y * width + Math.max(0, right)) * channels;
      System.arraycopy(from, start + source, to, start + place, columns * channels);
    }
  }

  /** {@code RandomShift(28 x 28, up to 2, Images(…))}. */
  @Override
  public String toString() {
    return "Shift(" + height + " x " + width + ", up to " + most + ", " + data + ")";
  }
}
