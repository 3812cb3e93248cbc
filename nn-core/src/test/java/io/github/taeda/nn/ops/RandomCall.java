package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.Signature.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Random arguments of a primitive. Sizes that are equal in its row of the table are mostly equal
 * here too, so that many calls are accepted.
 */
final class RandomCall {
  private static final List<DataType> OTHER_TYPES =
      List.of(DataType.INT32, DataType.BOOL, DataType.INT64, DataType.UINT8);

  private final SplittableRandom random;
  private final Signature row;
  private final long maxLength;
  private final int maxSize;
  private final Window window;
  private final long groups;
  final List<RandomOperand> operands = new ArrayList<>();

  RandomCall(SplittableRandom random, Signature row) {
    this.random = random;
    this.row = row;
    boolean isLarge = random.nextInt(2000) == 0;
    maxLength = isLarge ? 500_000 : 2000;
    maxSize = isLarge ? 900 : 40;
    boolean isPooling = row.op().equals("pooling");
    window = isPooling || row.op().equals("convolution") ? window(isPooling) : null;
    groups = !isPooling && random.nextInt(3) == 0 ? 1 + random.nextLong(4) : 1;
    List<long[]> shapes = window == null ? shapes() : windowShapes();
    if (!shapes.isEmpty() && random.nextInt(8) == 0) {
      int changed = random.nextInt(shapes.size());
      shapes.set(changed, changed(shapes.get(changed)));
    }
    DataType type = type();
    for (int i = 0; i < shapes.size(); i++) {
      boolean other = random.nextInt(60) == 0;
      boolean isOutput = row.operands().get(i).isOutput();
      operands.add(
          RandomOperand.of(random, other ? type() : type, bounded(shapes.get(i)), i, isOutput));
    }
    if (operands.size() > 1 && random.nextInt(7) == 0) {
      alias();
    }
  }

  private Window window(boolean isPooling) {
    int axes = random.nextBoolean() ? 1 : 2;
    long rare = random.nextInt(200) == 0 ? 60 : 0;
    Window plain =
        Window.of(LongStream.range(0, axes).map(i -> 1 + random.nextLong(4 + rare)).toArray())
            .stride(1 + random.nextLong(3 + rare));
    if (isPooling) {
      long padding = random.nextLong(plain.kernel().stream().mapToLong(k -> k).min().orElseThrow());
      return random.nextInt(3) > 0 ? plain : plain.padding(padding);
    }
    return plain
        .padding(random.nextInt(3) > 0 ? 0 : random.nextLong(3 + rare))
        .dilation(random.nextInt(3) > 0 ? 1 : 1 + random.nextLong(3));
  }

  /** The groups that the channels of a convolution are in. */
  long groups() {
    return groups;
  }

  /** The window that the arrays were made for; null if the primitive has none. */
  Window window() {
    return window;
  }

  private DataType type() {
    int i = random.nextInt(20);
    return i < 12
        ? DataType.FLOAT
        : i < 19 ? DataType.DOUBLE : OTHER_TYPES.get(random.nextInt(OTHER_TYPES.size()));
  }

  private long size() {
    return 1 + random.nextLong(random.nextInt(3) == 0 ? 4 : maxSize);
  }

  private List<long[]> shapes() {
    boolean isRecurrent = row.op().contains("Steps.") || row.op().startsWith("Attention.");
    Map<Long, Long> sizes = isRecurrent ? recurrentSizes() : new HashMap<>(Map.of(1L, 1L));
    List<long[]> shapes = new ArrayList<>();
    int more = random.nextInt(4); // axes instead of the first of a matrix
    for (Operand operand : row.operands()) {
      long[] shape = operand.shape().clone();
      Arrays.setAll(shape, i -> sizes.computeIfAbsent(operand.shape()[i], s -> size()));
      shapes.add(shape);
    }
    if (isRecurrent) {
      return shapes;
    }
    if (more == 0) {
      shapes.replaceAll(shape -> shape.length == 2 ? split(shape) : shape);
    } else if (more == 1 && shapes.stream().allMatch(s -> Arrays.equals(s, shapes.get(0)))) {
      long[] any = LongStream.range(0, random.nextInt(5)).map(i -> size()).toArray();
      shapes.replaceAll(shape -> any.clone());
    }
    return shapes;
  }

  /**
   * Of states 2, 3 steps, the states before and after them, the gates of GRU and LSTM, and the
   * projections of attention.
   */
  private Map<Long, Long> recurrentSizes() {
    long steps = 1 + random.nextLong(4);
    long states = 1 + random.nextLong(6);
    return new HashMap<>(
        Map.of(
            2L,
            states,
            3L,
            steps,
            4L,
            steps + 1,
            6L,
            3 * states,
            8L,
            4 * states,
            24L,
            12 * states));
  }

  private static long[] split(long... shape) {
    return shape[0] % 2 == 0
        ? new long[] {2, shape[0] / 2, shape[1]}
        : new long[] {1, shape[0], shape[1]};
  }

  /** Shapes of images or sequences, of filters and of results. */
  private List<long[]> windowShapes() {
    boolean isImage = window.axes() == 2 || random.nextInt(4) == 0;
    long in = groups * (1 + random.nextLong(groups > 1 ? 2 : 5));
    long out = row.op().equals("pooling") ? in : groups * (1 + random.nextLong(5));
    long batch = 1 + random.nextLong(4);
    long height = 1 + random.nextLong(10);
    long width = 1 + random.nextLong(10L * (maxSize / 40));
    int last = window.axes() - 1;
    long outHeight = window.axes() == 2 ? window.outputLength(0, height) : height;
    long outWidth = Math.max(1, window.outputLength(last, width));
    long[] x = isImage ? new long[] {batch, height, width, in} : new long[] {batch, width, in};
    long[] y =
        isImage
            ? new long[] {batch, Math.max(1, outHeight), outWidth, out}
            : new long[] {batch, outWidth, out};
    List<Long> kernel = new ArrayList<>(window.kernel());
    if (window.axes() == 1 && random.nextBoolean()) {
      kernel.add(0, 1L);
    }
    kernel.add(in / groups);
    kernel.add(out);
    long[] weight = kernel.stream().mapToLong(Long::longValue).toArray();
    List<long[]> shapes = new ArrayList<>();
    for (Operand operand : row.operands()) {
      shapes.add(
          switch (operand.name()) {
            case "x", "xDelta" -> x.clone();
            case "weight", "weightGradient" -> weight.clone();
            case "bias" -> new long[] {out};
            default -> y.clone();
          });
    }
    return shapes;
  }

  /** One axis longer, shorter or empty, an axis more, or one less. */
  private long[] changed(long... shape) {
    if (shape.length == 0) {
      return new long[] {size()};
    }
    int axis = random.nextInt(shape.length);
    long[] changed = shape.clone();
    switch (random.nextInt(6)) {
      case 0 -> changed[axis]++;
      case 1 -> changed[axis] = Math.max(1, changed[axis] - 1);
      case 2 -> changed[axis] = size();
      case 3 -> changed = Arrays.copyOfRange(shape, 1, shape.length);
      case 4 -> {
        changed = new long[Math.min(4, shape.length + 1)];
        Arrays.fill(changed, 1);
        System.arraycopy(shape, 0, changed, changed.length - shape.length, shape.length);
      }
      default -> changed = LongStream.range(0, random.nextInt(5)).map(i -> size()).toArray();
    }
    return changed;
  }

  private long[] bounded(long... shape) {
    long[] bounded = shape.clone();
    while (Numbers.length(bounded) > maxLength) {
      int largest = 0;
      for (int axis = 1; axis < bounded.length; axis++) {
        largest = bounded[axis] > bounded[largest] ? axis : largest;
      }
      bounded[largest] = (bounded[largest] + 1) / 2;
    }
    return bounded;
  }

  /** Lets an operand be another one, or lie in its memory. */
  private void alias() {
    int one = random.nextInt(operands.size());
    int other = random.nextInt(operands.size());
    RandomOperand from = operands.get(one);
    RandomOperand to = operands.get(other);
    if (one != other && from.type() == to.type()) {
      boolean isSame = random.nextBoolean() && Arrays.equals(from.shape(), to.shape());
      long offset = random.nextInt(3) == 0 ? to.end() : to.offset() + random.nextInt(4);
      operands.set(one, isSame ? to : from.in(to.memory(), offset));
    }
  }

  /** An argument that is not an array. */
  Object other(Class<?> type, int length) {
    if (type == double.class) {
      boolean mayBeNegative = !row.op().contains("Updates.");
      return mayBeNegative && random.nextInt(4) == 0 ? -1.0 : random.nextDouble(0.05, 1);
    } else if (type == int.class) {
      return random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(-1, 5) & 3;
    } else if (type == long.class) {
      return switch (random.nextInt(20)) {
        case 0 -> random.nextLong();
        case 1 -> (long) random.nextInt(-3, 1);
        case 2, 3, 4, 5, 6 -> anySize();
        default -> random.nextLong(4);
      };
    } else if (type == int[].class) {
      return random.nextInt(100) == 0 ? null : indices();
    } else if (type == long[].class) {
      return random.nextInt(100) == 0 ? null : longs();
    } else if (type == double[].class) {
      return random.nextInt(100) == 0 ? null : new double[length(length)];
    } else if (type == float[].class) {
      return random.nextInt(100) == 0 ? null : new float[length(length)];
    }
    if (type == RandomGenerator.class) {
      return random;
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == boolean[].class) {
      return random.nextBoolean() ? null : flags();
    }
    return type == AdamUpdates.Constants.class ? new AdamUpdates.Constants(0.9, 0.999, 1e-8) : null;
  }

  private int length(int length) {
    return random.nextInt(5) == 0 ? random.nextInt(100) : length;
  }

  private long anySize() {
    List<Long> sizes = new ArrayList<>(List.of(1L));
    operands.forEach(operand -> Arrays.stream(operand.shape()).forEach(sizes::add));
    return sizes.get(random.nextInt(sizes.size()));
  }

  /** Mostly one for each row of the first operand. */
  private boolean[] flags() {
    long[] shape = operands.get(0).shape();
    long rows = shape.length < 2 ? anySize() : shape[0] * shape[1];
    boolean[] flags = new boolean[length((int) Math.min(rows, 1000))];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = random.nextBoolean();
    }
    return flags;
  }

  private int[] indices() {
    RandomOperand counted = operands.get(random.nextInt(operands.size()));
    int length = (int) (counted.shape().length == 0 ? anySize() : counted.shape()[0]);
    long end = Math.max(1, Math.min(anySize(), anySize()));
    int[] indices = new int[length];
    Arrays.setAll(indices, i -> (int) random.nextLong(end));
    if (length > 0 && random.nextInt(5) == 0) {
      indices[random.nextInt(length)] =
          random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-2, (int) end + 2);
    }
    return indices;
  }

  private long[] longs() {
    int rank = operands.isEmpty() ? 2 : operands.get(operands.size() - 1).shape().length;
    long[] longs = new long[random.nextInt(6) == 0 ? random.nextInt(5) : rank];
    boolean isPermutation = random.nextBoolean();
    Arrays.setAll(longs, i -> isPermutation ? longs.length - 1 - i : random.nextLong(-1, 5));
    if (longs.length > 0 && random.nextInt(20) == 0) {
      longs[0] = random.nextLong();
    }
    return longs;
  }

  @Override
  public String toString() {
    return row.method() + " " + (window == null ? "" : window + " ") + operands;
  }
}
