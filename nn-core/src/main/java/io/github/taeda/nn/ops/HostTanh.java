package io.github.taeda.nn.ops;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The hyperbolic tangent in the CPU's memory, number by number, for what oneDNN does not do: DOUBLE
 * and small arrays. ND4J's own has few right digits of a small number; {@link Math#tanh} is right
 * but takes 2 to 4 times as long.
 */
final class HostTanh {
  /** Below, 1 − e^−2x would cancel. */
  private static final double SMALL = 0.25;

  private HostTanh() {}

  /** {@code output = tanh x}, both contiguous and of one type. */
  static void run(INDArray x, INDArray output) {
    try {
      if (x.dataType() == DataType.DOUBLE && HostRows.areInBuffer(x)) {
        run(HostRows.bytes(x).asDoubleBuffer(), HostRows.bytes(output).asDoubleBuffer());
      } else {
        run(x.data(), output.data(), x.length());
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  private static void run(DoubleBuffer x, DoubleBuffer output) {
    for (int i = 0; i < x.limit(); i++) {
      output.put(i, tanh(x.get(i)));
    }
  }

  private static void run(DataBuffer x, DataBuffer output, long length) {
    for (long i = 0; i < length; i++) {
      output.put(i, tanh(x.getDouble(i)));
    }
  }

  /** tanh x, to three roundings. */
  static double tanh(double x) {
    double size = Math.abs(x);
    if (size < SMALL) {
      // Lambert's continued fraction x / (1 + x²/(3 + x²/(5 + …))) as far as 11.
      double q = x * x;
      return x * (10395 + q * (1260 + q * 21)) / (10395 + q * (4725 + q * (210 + q)));
    }
    double t = Math.exp(-2 * size);
    return Math.copySign((1 - t) / (1 + t), x);
  }
}
