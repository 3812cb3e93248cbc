package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows copied and summed as stretches of the CPU's memory: 4 to 1000 times faster than ND4J's
 * gather, which shares out even two rows among threads and waits for them, and 4 to 40 times faster
 * than its scatter_add, which needs a lock.
 */
final class HostRows {
  /** Rows from which a buffer of Java's is worth its making. */
  private static final int MANY = 100;

  /** Numbers that a FLOAT sum may have. */
  private static final int MOST = 512;

  private HostRows() {}

  /** Whether each row of an array is a stretch of memory, one after the other. */
  static boolean are(INDArray array) {
    return Operands.isContiguous(array)
        && (array.dataType().isNumerical() || array.dataType() == DataType.BOOL)
        && Backend.keepsAddresses();
  }

  /** Whether an array's rows are such and its memory fits into a buffer of Java's, 2 GB. */
  static boolean areInBuffer(INDArray array) {
    return are(array) && array.length() <= Integer.MAX_VALUE / array.data().getElementSize();
  }

  /** {@code output[i] = source[rows[i]]}, both of whole stretches and one type, all checked. */
  static void copy(INDArray source, int[] rows, INDArray output) {
    long stretch = output.length() / rows.length * source.data().getElementSize();
    try {
      if (rows.length > MANY && areInBuffer(source) && areInBuffer(output)) {
        copy(bytes(source), rows, bytes(output), (int) stretch);
      } else {
        copy(pointer(source), rows, pointer(output), stretch);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(output);
    }
  }

  private static void copy(ByteBuffer source, int[] rows, ByteBuffer output, int stretch) {
    for (int i = 0; i < rows.length; i++) {
      output.put(i * stretch, source, rows[i] * stretch, stretch);
    }
  }

  /** The same for arrays of any size; of many short rows at up to three times the cost. */
  static void copy(BytePointer source, int[] rows, BytePointer output, long stretch) {
    for (int i = 0; i < rows.length; i++) {
      Pointer.memcpy(output.position(i * stretch), source.position(rows[i] * stretch), stretch);
    }
  }

  /** {@code output[rows[i]] += x[i]}, both in buffers and of one type, all checked. */
  static void add(INDArray x, int[] rows, INDArray output) {
    int length = (int) (x.length() / rows.length);
    try {
      if (x.dataType() == DataType.FLOAT) {
        add(bytes(x).asFloatBuffer(), rows, bytes(output).asFloatBuffer(), length);
      } else {
        add(bytes(x).asDoubleBuffer(), rows, bytes(output).asDoubleBuffer(), length);
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  private static void add(FloatBuffer x, int[] rows, FloatBuffer output, int length) {
    if (rows.length > MOST) {
      addManyInDouble(x, rows, output, length);
      return;
    }
    float[] term = new float[length];
    float[] sum = new float[length];
    for (int i = 0; i < rows.length; i++) {
      x.get(i * length, term);
      output.get(rows[i] * length, sum);
      for (int j = 0; j < length; j++) {
        sum[j] += term[j];
      }
      output.put(rows[i] * length, sum);
    }
  }

  /** The same for so many rows that a sum in FLOAT would lose digits where numbers repeat. */
  private static void addManyInDouble(FloatBuffer x, int[] rows, FloatBuffer output, int length) {
    float[] numbers = new float[length];
    Map<Integer, double[]> sums = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      x.get(i * length, numbers);
      double[] sum = sums.computeIfAbsent(rows[i], row -> new double[length]);
      for (int j = 0; j < length; j++) {
        sum[j] += numbers[j];
      }
    }
    sums.forEach(
        (row, sum) -> {
          output.get(row * length, numbers);
          for (int j = 0; j < length; j++) {
            numbers[j] = (float) (numbers[j] + sum[j]);
          }
          output.put(row * length, numbers);
        });
  }

  private static void add(DoubleBuffer x, int[] rows, DoubleBuffer output, int length) {
    double[] term = new double[length];
    double[] sum = new double[length];
    for (int i = 0; i < rows.length; i++) {
      x.get(i * length, term);
      output.get(rows[i] * length, sum);
      for (int j = 0; j < length; j++) {
        sum[j] += term[j];
      }
      output.put(rows[i] * length, sum);
    }
  }

  /** {@code output[rows[i]] = 0}, the array of whole stretches, all checked. */
  static void clear(INDArray output, int[] rows) {
    long stretch = output.length() / output.size(0) * output.data().getElementSize();
    BytePointer to = pointer(output);
    try {
      for (int row : rows) {
        Pointer.memset(to.position(row * stretch), 0, stretch);
      }
    } finally {
      Reference.reachabilityFence(output);
    }
  }

  /** The memory of a contiguous array. */
  static ByteBuffer bytes(INDArray array) {
    return pointer(array).limit(array.length() * array.data().getElementSize()).asByteBuffer();
  }

  /** Where the memory of a contiguous array begins. */
  static BytePointer pointer(INDArray array) {
    long start = array.offset() * array.data().getElementSize();
    return new BytePointer(array.data().pointer()).getPointer(start);
  }
}
