package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view of a data set of images that transforms each image of a batch; the targets are unchanged.
 * The shape of the images' batches is kept: vectors, rows, or images with channels.
 */
abstract class ImageTransform implements Dataset {
  final int height; // of the images before
  final int width;
  final int newHeight;
  final int newWidth;
  private final Dataset data;

  /** Images of {@code height · width · channels} elements that become of another size. */
  ImageTransform(String who, Dataset data, int height, int width, int newHeight, int newWidth) {
    Shapes.requireSize(who, "height", height);
    Shapes.requireSize(who, "width", width);
    this.data = Objects.requireNonNull(data, () -> who + ": data is null");
    this.height = height;
    this.width = width;
    this.newHeight = newHeight;
    this.newWidth = newWidth;
  }

  /**
   * Transforms one image.
   *
   * @param from {@code [height, width, channels]} from {@code source} on
   * @param to {@code [newHeight, newWidth, channels]} from {@code target} on, zeros
   */
  abstract void transform(double[] from, int source, double[] to, int target, int channels);

  /** What transformations are drawn from; null if nothing is drawn. */
  abstract @Nullable RandomGenerator random();

  @Override
  public final int size() {
    return data.size();
  }

  @Override
  public final List<RandomGenerator> generators() {
    return Stream.concat(data.generators().stream(), Stream.ofNullable(random())).toList();
  }

  @Override
  public final Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    INDArray input = batch.input();
    Shapes.requireNumbers(this, "input", input);
    long length = input.length() / rows.length;
    if (length % ((long) height * width) != 0) {
      throw new IllegalArgumentException(
          this + ": an input has " + length + " elements, which is no image of that size");
    }
    int channels = (int) (length / height / width);
    int newLength = Shapes.requireCount(this, "image", newHeight, newWidth, channels);
    double[] from = new double[Math.toIntExact(input.length())];
    double[] to = new double[Math.multiplyExact(rows.length, newLength)];
    NDArrays.readValues(input, from);
    for (int i = 0; i < rows.length; i++) {
      transform(from, (int) (i * length), to, i * newLength, channels);
    }
    INDArray output = Scratch.array(input.dataType(), newShape(input.shape(), newLength));
    NDArrays.setValues(to, output);
    return batch.withInput(output);
  }

  private long[] newShape(long[] shape, int newLength) {
    long[] result = shape.clone();
    if (newHeight == height && newWidth == width) {
      return result;
    }
    if (result.length == 2) {
      result[1] = newLength;
    } else {
      result[1] = newHeight;
      result[2] = result[2] / width * newWidth;
    }
    return result;
  }

  /** The image size and the data set, for messages: {@code 28 x 28, up to 2, ImageDataset(…)}. */
  final String text(String settings) {
    return getClass().getSimpleName()
        + "("
        + height
        + " x "
        + width
        + ", "
        + settings
        + ", "
        + data
        + ")";
  }
}
