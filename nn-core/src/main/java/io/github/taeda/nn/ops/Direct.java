package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import io.github.taeda.nn.ops.internal.Blocks;
import io.github.taeda.nn.ops.internal.Kernel;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Decides whether a primitive computes directly on the arrays' memory or by ND4J.
 *
 * <p>It computes directly on the CPU, in FLOAT and DOUBLE; strided inputs are copied first. The
 * system property {@code taeda.kernels=nd4j} switches the direct path off.
 */
final class Direct {
  private static final boolean WANTED = !"nd4j".equals(System.getProperty("taeda.kernels"));

  private Direct() {}

  /** Whether primitives compute on the arrays' memory. */
  static boolean isOn() {
    return WANTED && Backend.keepsAddresses();
  }

  /** Whether an array's elements have a fixed width and lie in memory in 'c' order. */
  static boolean isDense(INDArray array) {
    DataType type = array.dataType();
    return isOn() && Operands.isContiguous(array) && (type.isNumerical() || type == DataType.BOOL);
  }

  /** Whether an array's elements are floats or doubles that lie in memory in 'c' order. */
  static boolean hasValues(INDArray array) {
    DataType type = array.dataType();
    return (type == DataType.FLOAT || type == DataType.DOUBLE) && isDense(array);
  }

  /** Runs an elementwise kernel of one argument, or returns false where ND4J must. */
  static boolean run(Kernel kernel, INDArray x, double scalar, INDArray output) {
    return run(kernel, x, null, scalar, output);
  }

  /** Runs an elementwise kernel, or returns false where ND4J must. */
  static boolean run(
      Kernel kernel, INDArray x, @Nullable INDArray y, double scalar, INDArray output) {
    if (!isOn() || !kernel.suits(output.dataType())) {
      return false;
    }
    INDArray second = y == null ? null : Operands.contiguous(y);
    Blocks.run(kernel, Operands.contiguous(x), second, scalar, output);
    return true;
  }
}
