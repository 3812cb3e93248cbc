package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import io.github.taeda.nn.ops.internal.Blocks;
import io.github.taeda.nn.ops.internal.Kernel;
import io.github.taeda.nn.ops.internal.Products;
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

  // Above these sizes oneDNN, which ND4J calls for FLOAT, is faster. Best times in µs, direct and
  // by oneDNN, two cores with AVX-512 and nothing else to do; ProductSplit has those of products:
  //
  // convolution 3, 1 -> 32 of [64, 256, 1]       1.6 million                    167    76
  // convolution 5x5, 16 -> 32 of [100, 12, 12, 16] 82 million, both backward   1580  1160
  //
  // Medians of two cores without AVX-512:
  //
  // maximum pooling 2 of [64, 254, 32]           520 000 elements, forward      127   609
  //                                              backward                       453  3410
  // mean pooling 2 of the same                   forward                        150    58
  //                                              backward                       175   121
  //
  // A call by ND4J takes 5 to 15 µs more. One of a product waits for all its threads: beside a busy
  // program that is milliseconds, so products are left to it only where they take about as long.
  //
  // By themselves products of 200 million take less time than by oneDNN, but a training step with
  // them takes a sixth longer, on a processor without AVX-512 a quarter to two fifths. There one
  // with products of 80 million takes a sixth less, but with OpenBLAS' kernels a twentieth longer.
  private static final long MAX_PRODUCT = 100_000_000;
  private static final long MAX_PACKED_PRODUCT = 80_000_000;

  private static final long MAX_CONVOLUTION = 300_000;
  private static final long MAX_POOLING = 20_000;

  private Direct() {}

  /** Whether a product of so many multiplications is computed here. */
  static boolean multiplies(DataType type, long multiplications) {
    return isOn() && (!isOneDnns(type) || multiplications < maxProduct());
  }

  private static long maxProduct() {
    return Products.hasPackedKernels() ? MAX_PACKED_PRODUCT : MAX_PRODUCT;
  }

  /** Whether a convolution of so many multiplications is computed here. */
  static boolean convolves(DataType type, long multiplications, boolean isDilated) {
    return isOn() && (isDilated || multiplications < MAX_CONVOLUTION || !isOneDnns(type));
  }

  /** Whether a maximum pooling of so many input elements is computed here. */
  static boolean poolsMaxima(DataType type, long elements) {
    return poolsMeans(type, elements) || (isOn() && type == DataType.FLOAT && !Backend.hasAvx512());
  }

  /** Whether a mean pooling of so many input elements is computed here. */
  static boolean poolsMeans(DataType type, long elements) {
    return isOn() && type == DataType.FLOAT && (elements < MAX_POOLING || !Backend.hasOneDnn());
  }

  /** Whether the convolutions and poolings of ND4J that this path calls are oneDNN's. */
  static boolean callsOneDnn(DataType type) {
    return isOn() && isOneDnns(type);
  }

  private static boolean isOneDnns(DataType type) {
    return type == DataType.FLOAT && Backend.hasOneDnn();
  }

  /** Whether primitives compute on the arrays' memory. */
  static boolean isOn() {
    return WANTED && Backend.keepsAddresses();
  }

  /** Whether an array's elements have a fixed width and lie in the CPU's memory in 'c' order. */
  static boolean isDense(INDArray array) {
    DataType type = array.dataType();
    return Backend.keepsAddresses()
        && Operands.isContiguous(array)
        && (type.isNumerical() || type == DataType.BOOL);
  }

  /** Whether an array's elements are such, and floats or doubles. */
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
