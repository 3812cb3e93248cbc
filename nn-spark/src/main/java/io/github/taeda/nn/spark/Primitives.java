package io.github.taeda.nn.spark;

import io.github.taeda.nn.ops.NDArrays;
import java.lang.reflect.Array;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Java's arrays of elements, which cross the network where ND4J's must not. */
final class Primitives {
  private Primitives() {}

  static int length(Object array) {
    return Array.getLength(array);
  }

  /** The elements of an array, {@code float[]} for FLOAT and {@code double[]} for DOUBLE. */
  static Object of(INDArray array) {
    return array.dataType() == DataType.DOUBLE
        ? array.dup('c').data().asDouble()
        : array.dup('c').data().asFloat();
  }

  /** Copies elements of either precision into an array of as many. */
  static void copyInto(Object elements, INDArray array) {
    if (elements instanceof float[] floats) {
      NDArrays.setValues(floats, array);
    } else {
      NDArrays.setValues((double[]) elements, array);
    }
  }

  /** An array of the same kind. */
  static Object like(Object array, int length) {
    return Array.newInstance(array.getClass().getComponentType(), length);
  }

  /** Copies between arrays of one kind, or from float[] to double[]. */
  static void copy(Object from, int start, Object to, int at, int count) {
    if (from instanceof float[] floats && to instanceof double[] doubles) {
      for (int i = 0; i < count; i++) {
        doubles[at + i] = floats[start + i];
      }
    } else {
      System.arraycopy(from, start, to, at, count);
    }
  }

  /** {@code sum += array}, both of one kind. */
  static void add(Object array, Object sum) {
    if (sum instanceof float[] floats) {
      float[] addends = (float[]) array;
      for (int i = 0; i < floats.length; i++) {
        floats[i] += addends[i];
      }
    } else {
      double[] doubles = (double[]) sum;
      double[] addends = (double[]) array;
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] += addends[i];
      }
    }
  }

  /** {@code array / divisor}, in place, of either kind. */
  static Object divided(Object array, double divisor) {
    if (array instanceof float[] floats) {
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) (floats[i] / divisor);
      }
    } else {
      double[] doubles = (double[]) array;
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] /= divisor;
      }
    }
    return array;
  }

  /** The elements as doubles. */
  static double[] doubles(Object array) {
    if (array instanceof double[] doubles) {
      return doubles;
    }
    double[] doubles = new double[length(array)];
    copy(array, 0, doubles, 0, doubles.length);
    return doubles;
  }

  /** The bytes of all elements. */
  static long bytes(Object array) {
    return (long) length(array) * (array instanceof float[] ? Float.BYTES : Double.BYTES);
  }
}
