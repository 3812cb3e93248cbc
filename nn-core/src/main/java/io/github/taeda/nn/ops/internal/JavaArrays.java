package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Elements copied between dense FLOAT or DOUBLE arrays and Java arrays of the same length. */
public final class JavaArrays {
  private JavaArrays() {}

  /** {@code values[i] = source[i]}. */
  public static void read(INDArray source, double[] values) {
    try {
      long from = NativeMemory.address(source);
      if (source.dataType() == DataType.DOUBLE) {
        NativeMemory.read(from, values, 0, values.length);
        return;
      }
      float[] block = Blocks.ofThread().x;
      for (int start = 0; start < values.length; start += Blocks.LENGTH) {
        int n = Math.min(Blocks.LENGTH, values.length - start);
        NativeMemory.read(from + 4L * start, block, 0, n);
        for (int i = 0; i < n; i++) {
          values[start + i] = block[i];
        }
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(source);
    }
  }

  /** {@code output[i] = values[i]}, rounded to the output's type. */
  public static void write(double[] values, INDArray output) {
    try {
      long to = NativeMemory.address(output);
      if (output.dataType() == DataType.DOUBLE) {
        NativeMemory.write(values, 0, to, values.length);
        return;
      }
      float[] block = Blocks.ofThread().x;
      for (int start = 0; start < values.length; start += Blocks.LENGTH) {
        int n = Math.min(Blocks.LENGTH, values.length - start);
        for (int i = 0; i < n; i++) {
          block[i] = (float) values[start + i];
        }
        NativeMemory.write(block, 0, to + 4L * start, n);
      }
    } finally {
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output[i] = values[i]}; the output is FLOAT. */
  public static void write(float[] values, INDArray output) {
    try {
      NativeMemory.write(values, 0, NativeMemory.address(output), values.length);
    } finally {
      Reference.reachabilityFence(output);
    }
  }
}
