package io.github.taeda.nn.ops;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Where the elements of a random operand lie within a block of memory.
 *
 * @param memory the index of the block: operands may share one
 * @param offset of the first element
 */
@SuppressWarnings("ArrayRecordComponent") // two are equal if they are one and the same
record RandomOperand(
    DataType type, long[] shape, long[] strides, int memory, long offset, Kind kind) {

  /** What is wrong with the array itself. */
  enum Kind {
    OPEN,
    NULL,
    CLOSED,
    EMPTY
  }

  /** An operand of a shape: mostly contiguous, sometimes strided, permuted or repeated. */
  static RandomOperand of(
      SplittableRandom random, DataType type, long[] shape, int memory, boolean isOutput) {
    long[] strides = strides(random, isOutput ? random.nextInt(40) : random.nextInt(12), shape);
    Kind kind =
        switch (random.nextInt(250)) {
          case 0 -> Kind.NULL;
          case 1, 2 -> Kind.CLOSED;
          case 3 -> Kind.EMPTY;
          default -> Kind.OPEN;
        };
    long offset = random.nextBoolean() ? 0 : random.nextInt(20);
    return new RandomOperand(type, shape, strides, memory, offset, kind);
  }

  private static long[] strides(SplittableRandom random, int layout, long... shape) {
    int[] order = new int[shape.length]; // from the axis whose neighbours are next to each other
    Arrays.setAll(order, i -> shape.length - 1 - i);
    if (layout == 0) {
      Arrays.setAll(order, i -> i);
    } else if (layout == 1 && shape.length > 1) {
      int i = random.nextInt(shape.length);
      int j = random.nextInt(shape.length);
      int axis = order[i];
      order[i] = order[j];
      order[j] = axis;
    }
    long[] strides = new long[shape.length];
    long stride = layout == 2 ? 2 : 1;
    for (int axis : order) {
      strides[axis] = stride;
      stride *= Math.max(1, shape[axis]) + (layout == 3 ? random.nextInt(3) : 0);
    }
    if (layout == 4 && shape.length > 0) {
      strides[random.nextInt(shape.length)] = 0;
    }
    return strides;
  }

  long end() {
    long last = offset;
    for (int axis = 0; axis < shape.length; axis++) {
      last += (shape[axis] - 1) * strides[axis];
    }
    return last + 1;
  }

  /** The same elements of another block of memory. */
  RandomOperand in(int otherMemory, long otherOffset) {
    return new RandomOperand(type, shape, strides, otherMemory, otherOffset, kind);
  }

  /** Marks the bytes of its elements. */
  void mark(boolean[] bytes) {
    mark(bytes, 0, offset);
  }

  private void mark(boolean[] bytes, int axis, long position) {
    if (axis == shape.length) {
      int start = (int) position * type.width();
      Arrays.fill(bytes, start, start + type.width(), true);
      return;
    }
    for (long i = 0; i < shape[axis]; i++) {
      mark(bytes, axis + 1, position + i * strides[axis]);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s%s %s strides %s memory %d offset %d",
        kind == Kind.OPEN ? "" : kind + " ",
        type,
        Arrays.toString(shape),
        Arrays.toString(strides),
        memory,
        offset);
  }
}
