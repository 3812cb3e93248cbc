package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention against loops over single elements, short and long, with both masks. */
class AttentionTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({
    "2, 3, 5, 2, false, false",
    "2, 1, 1, 1, true, true",
    "3, 2, 7, 4, true, false",
    "3, 2, 7, 3, false, true",
    "3, 4, 33, 8, true, true",
    "8, 4, 64, 16, false, false",
    "1, 1, 1030, 2, true, true" // rows longer than a block
  })
  void agrees_with_loops(
      int batch, int heads, int length, int width, boolean causal, boolean padded) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      int features = heads * width;
      double[] x = Numbers.normal(random, batch, length, 3L * features);
      double[] d = Numbers.normal(random, batch, length, features);
      boolean[] padding = padded ? padding(batch, length) : null;
      INDArray projected = NDArrays.of(x, batch, length, 3L * features).castTo(type);
      INDArray delta = NDArrays.of(d, batch, length, features).castTo(type);
      INDArray weights = Scratch.array(type, batch, heads, length, length);
      INDArray output = Scratch.array(type, batch, length, features);
      INDArray projectedDelta = Scratch.like(projected);
      Attention.forward(projected, causal, padding, weights, output);
      Attention.backward(projected, weights, delta, projectedDelta);

      Naive naive = new Naive(batch, heads, length, width);
      naive.run(x, d, causal, padding);
      double tolerance = type == DataType.FLOAT ? 2e-4 : 1e-11;
      close("weights", weights, naive.weights, tolerance);
      close("output", output, naive.output, tolerance);
      close("delta", projectedDelta, naive.delta, tolerance);
    }
  }

  private boolean[] padding(int batch, int length) {
    boolean[] padding = new boolean[batch * length];
    for (int i = 0; i < padding.length; i++) {
      padding[i] = i / length == batch - 1 || random.nextInt(3) == 0; // the last is padding alone
    }
    return padding;
  }

  private void close(String name, INDArray actual, double[] expected, double tolerance) {
    double[] values = new double[expected.length];
    NDArrays.readValues(actual, values);
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - expected[i]))
          .as("%s %d: %s for %s, seed %d", name, i, values[i], expected[i], seed)
          .isLessThanOrEqualTo(tolerance);
    }
  }

  /** One element after another. */
  private static final class Naive {
    final int batch;
    final int heads;
    final int length;
    final int width;
    final double[] weights;
    final double[] output;
    final double[] delta;

    Naive(int batch, int heads, int length, int width) {
      this.batch = batch;
      this.heads = heads;
      this.length = length;
      this.width = width;
      weights = new double[batch * heads * length * length];
      output = new double[batch * length * heads * width];
      delta = new double[3 * output.length];
    }

    void run(double[] x, double[] d, boolean causal, boolean[] padding) {
      for (int b = 0; b < batch; b++) {
        for (int h = 0; h < heads; h++) {
          for (int i = 0; i < length; i++) {
            row(x, d, b, h, i, causal, padding);
          }
        }
      }
    }

    /** Where a feature of a position is; part 0 is the query, 1 the key, 2 the value. */
    private int at(int b, int h, int i, int part, int k) {
      return (b * length + i) * 3 * heads * width + (part * heads + h) * width + k;
    }

    private void row(
        double[] x, double[] d, int b, int h, int i, boolean causal, boolean[] padding) {
      double[] p = new double[length];
      double sum = 0;
      for (int j = 0; j < length; j++) {
        boolean seen = !(causal && j > i) && !(padding != null && padding[b * length + j]);
        double score = 0;
        for (int k = 0; k < width; k++) {
          score += x[at(b, h, i, 0, k)] * x[at(b, h, j, 1, k)];
        }
        p[j] = seen ? Math.exp(score / Math.sqrt(width)) : 0;
        sum += p[j];
      }
      double dot = 0;
      double[] pDelta = new double[length];
      for (int j = 0; j < length; j++) {
        p[j] = sum == 0 ? 0 : p[j] / sum;
        weights[((b * heads + h) * length + i) * length + j] = p[j];
        for (int k = 0; k < width; k++) {
          int out = (b * length + i) * heads * width + h * width + k;
          output[out] += p[j] * x[at(b, h, j, 2, k)];
          delta[at(b, h, j, 2, k)] += p[j] * d[out];
          pDelta[j] += d[out] * x[at(b, h, j, 2, k)];
        }
        dot += p[j] * pDelta[j];
      }
      for (int j = 0; j < length; j++) {
        double score = p[j] * (pDelta[j] - dot) / Math.sqrt(width);
        for (int k = 0; k < width; k++) {
          delta[at(b, h, i, 0, k)] += score * x[at(b, h, j, 1, k)];
          delta[at(b, h, j, 1, k)] += score * x[at(b, h, i, 0, k)];
        }
      }
    }
  }
}
