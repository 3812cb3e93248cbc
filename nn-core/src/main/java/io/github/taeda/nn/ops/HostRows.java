package io.github.taeda.nn.ops;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows copied as stretches of the CPU's memory: 4 to 1000 times faster than ND4J's gather, which
 * shares out even two rows among threads and waits for them.
 */
final class HostRows {
  private HostRows() {}

  /** Whether each row of an array is a stretch of memory, one after the other. */
  static boolean are(INDArray array) {
    return Operands.isContiguous(array)
        && array.dataType().isNumerical()
        && Backend.keepsAddresses();
  }

  /** {@code output[i] = source[rows[i]]}, both of whole stretches and one type, all checked. */
  static void copy(INDArray source, int[] rows, INDArray output) {
    long size = source.data().getElementSize();
    long stretch = output.length() / rows.length * size;
    BytePointer from = new BytePointer(source.data().pointer());
    BytePointer to = new BytePointer(output.data().pointer());
    try {
      for (int i = 0; i < rows.length; i++) {
        from.position(source.offset() * size + rows[i] * stretch);
        to.position(output.offset() * size + i * stretch);
        Pointer.memcpy(to, from, stretch);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[rows[i]] = 0}, the array of whole stretches, all checked. */
  static void clear(INDArray output, int[] rows) {
    long size = output.data().getElementSize();
    long stretch = output.length() / output.size(0) * size;
    BytePointer to = new BytePointer(output.data().pointer());
    try {
      for (int row : rows) {
        to.position(output.offset() * size + row * stretch);
        Pointer.memset(to, 0, stretch);
      }
    } finally {
      Reference.reachabilityFence(output);
    }
  }
}
