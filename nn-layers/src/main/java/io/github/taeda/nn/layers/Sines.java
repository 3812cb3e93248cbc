package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The positional encoding by sines, {@code P_{t,2i} = sin(t / 10000^(2i / features))}, {@code
 * P_{t,2i+1}} its cosine; kept for the longest sequence so far. Any thread may ask.
 */
final class Sines {
  private final int features;
  private volatile double[] values = {};

  Sines(long features) {
    this.features = Math.toIntExact(features);
  }

  /** The encoding of the first positions, as one row. */
  INDArray row(DataType type, long length) {
    int n = Math.toIntExact(length * features);
    double[] kept = values;
    if (kept.length < n) {
      kept = compute(n);
      values = kept;
    }
    INDArray row = Scratch.array(type, n);
    NDArrays.setValues(Arrays.copyOf(kept, n), row);
    return row;
  }

  private double[] compute(int n) {
    double[] sines = new double[n];
    for (int i = 0; i < n; i++) {
      int position = i / features;
      int feature = i % features;
      int pair = feature / 2 * 2;
      double angle = position / Math.pow(10000, (double) pair / features);
      sines[i] = feature == pair ? Math.sin(angle) : Math.cos(angle);
    }
    return sines;
  }
}
