package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import java.util.BitSet;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether two arrays share elements, as views of one array may. Arrays that were allocated apart
 * are told apart by the address of their memory alone, in a few nanoseconds.
 */
final class Overlap {
  private Overlap() {}

  /** Whether at least one element is in both arrays. */
  static boolean exists(INDArray a, INDArray b) {
    return a == b || (isOneMemory(a, b) && sharesElements(a, b));
  }

  /**
   * Whether elements are shared, but not each with the one at the same index: then an elementwise
   * function would overwrite elements that it has yet to read.
   */
  static boolean isShifted(INDArray a, INDArray b) {
    return a != b && isOneMemory(a, b) && !isSame(a, b) && sharesElements(a, b);
  }

  private static boolean isOneMemory(INDArray a, INDArray b) {
    return memory(a) == memory(b);
  }

  /** The address of the memory of the whole that an array is a view of; its own if it is none. */
  static long memory(INDArray array) {
    return Backend.keepsAddresses()
        ? array.data().pointer().address()
        : System.identityHashCode(array.data());
  }

  private static boolean isSame(INDArray a, INDArray b) {
    boolean same = a.offset() == b.offset() && a.rank() == b.rank();
    for (int axis = 0; same && axis < a.rank(); axis++) {
      same =
          a.size(axis) == b.size(axis) && (a.size(axis) == 1 || a.stride(axis) == b.stride(axis));
    }
    return same;
  }

  private static boolean sharesElements(INDArray a, INDArray b) {
    long start = Math.max(a.offset(), b.offset());
    long end = Math.min(end(a), end(b));
    if (start >= end) {
      return false;
    }
    if ((Operands.isContiguous(a) && Operands.isContiguous(b)) || end - start > Integer.MAX_VALUE) {
      return true;
    }
    BitSet elements = new BitSet((int) (end - start));
    mark(a, 0, a.offset() - start, (int) (end - start), elements);
    BitSet others = new BitSet((int) (end - start));
    mark(b, 0, b.offset() - start, (int) (end - start), others);
    return elements.intersects(others);
  }

  /** The end of an array's elements in memory. */
  private static long end(INDArray array) {
    long last = array.offset();
    for (int axis = 0; axis < array.rank(); axis++) {
      last += (array.size(axis) - 1) * array.stride(axis);
    }
    return last + 1;
  }

  /** Sets the bits of the elements from an axis on, those among the first {@code n} positions. */
  private static void mark(INDArray array, int axis, long position, int n, BitSet elements) {
    if (axis == array.rank()) {
      if (position >= 0 && position < n) {
        elements.set((int) position);
      }
      return;
    }
    for (long i = 0; i < array.size(axis); i++) {
      mark(array, axis + 1, position + i * array.stride(axis), n, elements);
    }
  }
}
