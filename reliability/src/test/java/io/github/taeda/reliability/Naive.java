package io.github.taeda.reliability;

import io.github.taeda.nn.ops.Window;
import io.github.taeda.nn.testing.Make;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Primitives as loops over the elements, written from their formulas. */
final class Naive {
  private Naive() {}

  /** {@code [m, k] x [k, n]}. */
  static INDArray product(INDArray a, INDArray b) {
    INDArray output = Make.filled(a.dataType(), 0, a.size(0), b.size(1));
    for (long i = 0; i < a.size(0); i++) {
      for (long j = 0; j < b.size(1); j++) {
        double sum = 0;
        for (long k = 0; k < a.size(1); k++) {
          sum += a.getDouble(i, k) * b.getDouble(k, j);
        }
        output.putScalar(i, j, sum);
      }
    }
    return output;
  }

  /** {@code x [batch, height, width, in]}, {@code weight [kernel, kernel, in, out]}. */
  static INDArray convolution(Window window, INDArray x, INDArray weight, INDArray bias) {
    return overWindows(
        window,
        x,
        weight.size(3),
        (example, row, column, channel) -> {
          double[] sum = {bias.getDouble(channel)};
          visit(
              window,
              x,
              row,
              column,
              (y, z, i, j) -> {
                for (long in = 0; in < x.size(3); in++) {
                  sum[0] += x.getDouble(example, y, z, in) * weight.getDouble(i, j, in, channel);
                }
              });
          return sum[0];
        });
  }

  /** The maximum of what a window covers of the input, or its mean with the padding's zeros. */
  static INDArray pooling(Window window, INDArray x, boolean isMaximum) {
    return overWindows(
        window,
        x,
        x.size(3),
        (example, row, column, channel) -> {
          double[] result = {0, Double.NEGATIVE_INFINITY}; // sum, maximum
          visit(
              window,
              x,
              row,
              column,
              (y, z, i, j) -> {
                double value = x.getDouble(example, y, z, channel);
                result[0] += value;
                result[1] = Math.max(result[1], value);
              });
          return isMaximum ? result[1] : result[0] / window.size();
        });
  }

  /** An element of an output. */
  private interface Element {
    double at(long example, long row, long column, long channel);
  }

  /** What is done at a position of the input that the window covers with its own position. */
  private interface Visit {
    void at(long row, long column, long windowRow, long windowColumn);
  }

  private static INDArray overWindows(Window window, INDArray x, long channels, Element element) {
    long rows = window.outputLength(0, x.size(1));
    long columns = window.outputLength(1, x.size(2));
    INDArray output = Make.filled(x.dataType(), 0, x.size(0), rows, columns, channels);
    for (long example = 0; example < x.size(0); example++) {
      for (long row = 0; row < rows; row++) {
        for (long column = 0; column < columns; column++) {
          for (long channel = 0; channel < channels; channel++) {
            double value = element.at(example, row, column, channel);
            output.putScalar(new long[] {example, row, column, channel}, value);
          }
        }
      }
    }
    return output;
  }

  private static void visit(Window window, INDArray x, long row, long column, Visit visit) {
    for (long i = 0; i < window.kernel().get(0); i++) {
      for (long j = 0; j < window.kernel().get(1); j++) {
        long y = position(window, 0, row, i);
        long z = position(window, 1, column, j);
        if (y >= 0 && y < x.size(1) && z >= 0 && z < x.size(2)) {
          visit.at(y, z, i, j);
        }
      }
    }
  }

  private static long position(Window window, int axis, long output, long inWindow) {
    return output * window.stride().get(axis)
        - window.padding().get(axis)
        + inWindow * window.dilation().get(axis);
  }
}
