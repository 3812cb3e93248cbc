package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Small runs for the tests of listeners. */
public final class Runs {
  private Runs() {}

  /** {@code y = w x}, w being 0. */
  public static Linear line() {
    Linear line = new Linear(Linear.Config.of(1, 1).withoutBias(), new SplittableRandom(1));
    line.parameters().get(0).set(NDArrays.of(new float[1], 1, 1));
    return line;
  }

  /** Examples (x, y) for each pair of numbers. */
  public static Dataset data(double... pairs) {
    float[] x = new float[pairs.length / 2];
    float[] y = new float[pairs.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) pairs[2 * i];
      y[i] = (float) pairs[2 * i + 1];
    }
    return Dataset.of(NDArrays.of(x, x.length, 1), NDArrays.of(y, y.length, 1));
  }

  /** Descent on squared errors with step 0.25, one example after the other. */
  public static SGD of(Module module) {
    return SGD.of(new Optim(module, new MSELoss(), 0.25)).batchSize(1).inOrder();
  }

  /** A metric whose value is the next of these numbers each time. */
  public static Metric metric(String name, double... values) {
    Deque<Double> left = new ArrayDeque<>(Arrays.stream(values).boxed().toList());
    return new Metric() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void clear() {}

      @Override
      public void add(INDArray target, INDArray prediction) {}

      @Override
      public double value() {
        return left.remove();
      }
    };
  }
}
