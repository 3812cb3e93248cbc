package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximum and mean pooling of FLOAT images without padding, one output row at a time: what each
 * element of the window sees along the row is gathered on the heap, so that the loops run over
 * whole rows.
 *
 * <p>Maxima are taken of ints that are ordered as the floats, NaN being the largest: a NaN in a
 * window is its maximum. In backward the first of several equal maxima gets the delta.
 */
public final class Pools {
  /** Input elements from which several threads share the images: some 100 µs of work. */
  private static final long PARALLEL = 200_000;

  private static final int LARGEST = Integer.MAX_VALUE; // the key of NaN
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final ThreadLocal<Pools> OF_THREAD = ThreadLocal.withInitial(Pools::new);

  private float[] image = new float[0];
  private float[] row = new float[0];
  private float[] sum = new float[0];
  private int[] max = new int[0];
  private int[] bits = new int[0];
  private int[] open = new int[0];
  private int[][] keys = new int[0][];

  private Pools() {}

  /** Whether poolings of these sizes can be computed here. */
  public static boolean suits(WindowShape shape) {
    return shape.vertical().padding() + shape.horizontal().padding() == 0
        && shape.inputSize() <= Integer.MAX_VALUE;
  }

  /** {@code output = max} of each window. */
  public static void maxForward(WindowShape shape, INDArray x, INDArray output) {
    run(shape, x, x, output, (pools, from, unused, to) -> pools.maxForward(shape, from, to));
  }

  /** {@code xDelta = } the deltas, each at the first maximum of its window. */
  public static void maxBackward(WindowShape shape, INDArray x, INDArray delta, INDArray xDelta) {
    run(
        shape,
        x,
        delta,
        xDelta,
        (pools, from, deltas, to) -> pools.maxBackward(shape, from, deltas, to));
  }

  /** {@code output = mean} of each window. */
  public static void meanForward(WindowShape shape, INDArray x, INDArray output) {
    run(shape, x, x, output, (pools, from, unused, to) -> pools.meanForward(shape, from, to));
  }

  /** {@code xDelta = } the deltas, each spread evenly over its window. */
  public static void meanBackward(WindowShape shape, INDArray delta, INDArray xDelta) {
    run(
        shape,
        xDelta,
        delta,
        xDelta,
        (pools, to, deltas, same) -> pools.meanBackward(shape, deltas, to));
  }

  @FunctionalInterface
  private interface Image {
    void run(Pools pools, long x, long delta, long result);
  }

  /** Runs a pass over each image; x and xDelta are input images, delta and output output images. */
  private static void run(
      WindowShape shape, INDArray x, INDArray delta, INDArray result, Image pass) {
    long from = NativeMemory.address(x);
    long deltas = NativeMemory.address(delta);
    long to = NativeMemory.address(result);
    long in = 4 * shape.inputSize();
    long out = 4 * shape.outputSize();
    long resultSize = result.length() == shape.batch() * shape.inputSize() ? in : out;
    Parallel.Range images =
        (start, count) -> {
          Pools pools = OF_THREAD.get();
          pools.fit(shape);
          for (long i = start; i < start + count; i++) {
            pass.run(pools, from + in * i, deltas + out * i, to + resultSize * i);
          }
        };
    try {
      if (shape.batch() * shape.inputSize() < PARALLEL) {
        images.run(0, shape.batch());
      } else {
        Parallel.ranges(shape.batch(), 1, images);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(delta);
      Reference.reachabilityFence(result);
    }
  }

  private void fit(WindowShape shape) {
    int length = shape.outWidth() * shape.out();
    int elements = shape.vertical().kernel() * shape.horizontal().kernel();
    if (image.length < shape.inputSize()) {
      image = new float[(int) shape.inputSize()];
    }
    if (row.length < length) {
      row = new float[length];
      sum = new float[length];
      max = new int[length];
      bits = new int[length];
      open = new int[length];
    }
    if (keys.length < elements || keys[0].length < length) {
      keys = new int[elements][length];
    }
  }

  private void maxForward(WindowShape shape, long from, long to) {
    int length = shape.outWidth() * shape.out();
    NativeMemory.read(from, image, 0, (int) shape.inputSize());
    for (int r = 0; r < shape.outHeight(); r++) {
      Arrays.fill(max, 0, length, Integer.MIN_VALUE);
      for (int k = 0; k < elements(shape); k++) {
        gather(shape, r, k);
        keys(bits, length);
        for (int i = 0; i < length; i++) {
          max[i] = Math.max(max[i], bits[i]);
        }
      }
      for (int i = 0; i < length; i++) {
        bits[i] = max[i] ^ ((max[i] >> 31) & LARGEST);
      }
      NativeMemory.copy(bits, row, length);
      NativeMemory.write(row, 0, to + 4L * r * length, length);
    }
  }

  private void maxBackward(WindowShape shape, long from, long deltas, long to) {
    int length = shape.outWidth() * shape.out();
    int elements = elements(shape);
    float[] result = sumImage(shape);
    NativeMemory.read(from, image, 0, (int) shape.inputSize());
    for (int r = 0; r < shape.outHeight(); r++) {
      Arrays.fill(max, 0, length, Integer.MIN_VALUE);
      for (int k = 0; k < elements; k++) {
        gather(shape, r, k);
        for (int i = 0; i < length; i++) {
          row[i] += 0f; // −0 and 0 are equal
        }
        keys(keys[k], length);
        for (int i = 0; i < length; i++) {
          max[i] = Math.max(max[i], keys[k][i]);
        }
      }
      NativeMemory.read(deltas + 4L * r * length, sum, 0, length);
      NativeMemory.copy(sum, bits, length);
      Arrays.fill(open, 0, length, -1);
      for (int k = 0; k < elements; k++) {
        takeFirst(keys[k], length);
        NativeMemory.copy(keys[k], row, length);
        scatter(shape, r, k, result);
      }
    }
    NativeMemory.write(result, 0, to, (int) shape.inputSize());
  }

  /** The deltas where these keys are the maximum and none before was, in place of the keys. */
  private void takeFirst(int[] keys, int length) {
    for (int i = 0; i < length; i++) {
      int difference = keys[i] ^ max[i];
      int taken = ~((difference | -difference) >> 31) & open[i];
      open[i] &= ~taken;
      keys[i] = bits[i] & taken;
    }
  }

  private void meanForward(WindowShape shape, long from, long to) {
    int length = shape.outWidth() * shape.out();
    NativeMemory.read(from, image, 0, (int) shape.inputSize());
    for (int r = 0; r < shape.outHeight(); r++) {
      Arrays.fill(sum, 0, length, 0);
      for (int k = 0; k < elements(shape); k++) {
        gather(shape, r, k);
        for (int i = 0; i < length; i++) {
          sum[i] += row[i];
        }
      }
      for (int i = 0; i < length; i++) {
        sum[i] /= elements(shape);
      }
      NativeMemory.write(sum, 0, to + 4L * r * length, length);
    }
  }

  private void meanBackward(WindowShape shape, long deltas, long to) {
    int length = shape.outWidth() * shape.out();
    float[] result = sumImage(shape);
    for (int r = 0; r < shape.outHeight(); r++) {
      NativeMemory.read(deltas + 4L * r * length, row, 0, length);
      for (int i = 0; i < length; i++) {
        row[i] /= elements(shape);
      }
      for (int k = 0; k < elements(shape); k++) {
        scatter(shape, r, k, result);
      }
    }
    NativeMemory.write(result, 0, to, (int) shape.inputSize());
  }

  private static int elements(WindowShape shape) {
    return shape.vertical().kernel() * shape.horizontal().kernel();
  }

  private static float[] sumImage(WindowShape shape) {
    float[] result = Workspace.ofThread().image((int) shape.inputSize());
    Arrays.fill(result, 0, (int) shape.inputSize(), 0);
    return result;
  }

  /** Where element k of the window begins to see along output row r. */
  private static int start(WindowShape shape, int r, int k) {
    int width = shape.horizontal().kernel();
    int inputRow = shape.vertical().position(r, k / width);
    int inputColumn = shape.horizontal().position(0, k % width);
    return (inputRow * shape.width() + inputColumn) * shape.in();
  }

  /** What element k of the window sees along output row r, to {@code row}. */
  private void gather(WindowShape shape, int r, int k) {
    int channels = shape.in();
    int step = shape.horizontal().stride() * channels;
    int from = start(shape, r, k);
    if (step == channels) {
      System.arraycopy(image, from, row, 0, shape.outWidth() * channels);
      return;
    }
    for (int p = 0; p < shape.outWidth(); p++) {
      System.arraycopy(image, from + p * step, row, p * channels, channels);
    }
  }

  /** Adds {@code row} to what element k of the window sees along output row r. */
  private void scatter(WindowShape shape, int r, int k, float[] result) {
    int channels = shape.in();
    int step = shape.horizontal().stride() * channels;
    int to = start(shape, r, k);
    if (step == channels) {
      add(0, result, to, shape.outWidth() * channels);
    } else if (isDisjoint(shape)) {
      for (int p = 0; p < shape.outWidth(); p++) {
        System.arraycopy(row, p * channels, result, to + p * step, channels);
      }
    } else {
      for (int p = 0; p < shape.outWidth(); p++) {
        add(p * channels, result, to + p * step, channels);
      }
    }
  }

  private static boolean isDisjoint(WindowShape shape) {
    return shape.vertical().isDisjoint() && shape.horizontal().isDisjoint();
  }

  private void add(int from, float[] result, int to, int length) {
    for (int i = 0; i < length; i++) {
      result[to + i] += row[from + i];
    }
  }

  /** Ints that are ordered as the floats of {@code row}. */
  private void keys(int[] keys, int length) {
    NativeMemory.copy(row, keys, length);
    for (int i = 0; i < length; i++) {
      int b = keys[i];
      int nan = (INFINITY - (b & LARGEST)) >> 31;
      keys[i] = ((b ^ ((b >> 31) & LARGEST)) | (nan & LARGEST)) & (LARGEST | ~nan);
    }
  }
}
