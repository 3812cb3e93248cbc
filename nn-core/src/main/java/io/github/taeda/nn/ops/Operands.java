package io.github.taeda.nn.ops;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every primitive asks of its operands before ND4J sees them. */
final class Operands {
  private Operands() {}

  /**
   * The array itself if its numbers lie in 'c' order without gaps, else such a copy: strided
   * operands make ND4J's elementwise operations 10 to 50 times slower.
   */
  static INDArray contiguous(INDArray array) {
    if (isContiguous(array)) {
      return array;
    }
    INDArray copy = Scratch.array(array.dataType(), array.shape());
    copy.assign(array);
    return copy;
  }

  static boolean isContiguous(INDArray array) {
    long[] shape = array.shape();
    long[] stride = array.stride();
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && stride[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /** A contiguous array as a matrix: all axes but the last taken as one. */
  static INDArray rows(INDArray array) {
    INDArray contiguous = contiguous(array);
    if (contiguous.rank() == 2) {
      return contiguous;
    }
    long last = contiguous.size(-1);
    return Scratch.view(contiguous, contiguous.length() / last, last);
  }

  /** An output as a matrix; it must be contiguous, for a copy would be written in vain. */
  static INDArray outputRows(String op, INDArray output) {
    requireOutput(op, output);
    return rows(output);
  }

  static void requireOutput(String op, INDArray output) {
    if (!isContiguous(output)) {
      throw new IllegalArgumentException(
          op + ": the output must be contiguous in 'c' order, but has " + text(output));
    }
  }

  static void requireSameShape(String op, INDArray a, INDArray b) {
    requireSameType(op, a, b);
    if (!Arrays.equals(a.shape(), b.shape())) {
      throw new IllegalArgumentException(op + ": " + text(a) + " and " + text(b) + " must agree");
    }
  }

  static void requireSameType(String op, INDArray a, INDArray b) {
    if (a.dataType() != b.dataType()) {
      throw new IllegalArgumentException(
          op + ": " + text(a) + " and " + text(b) + " must have one type");
    }
    requireOpen(op, a);
    requireOpen(op, b);
  }

  static void require(boolean fits, String op, INDArray a, INDArray b, INDArray output) {
    if (!fits) {
      throw new IllegalArgumentException(
          op + ": " + text(a) + " and " + text(b) + " do not fit output " + text(output));
    }
  }

  private static void requireOpen(String op, INDArray array) {
    if (array.wasClosed()) {
      throw new IllegalArgumentException(
          op + ": an array " + Arrays.toString(array.shape()) + " was closed");
    }
  }

  private static String text(INDArray array) {
    return array.dataType() + " " + Arrays.toString(array.shape());
  }
}
