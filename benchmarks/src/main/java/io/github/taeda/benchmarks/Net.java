package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A network to be trained, as numbers that every library is given alike: one batch, the parameters
 * to start from in Taeda's order and shapes, and the step size of plain gradient descent.
 *
 * <p>A further network is a constant here, and a case in {@link TaedaStep} and in {@link DjlStep}.
 * The constants are public because JMH reads them as a parameter's values.
 */
public enum Net {
  /** 2-2-1, TanH, linear output, mean squared error. */
  XOR("XOR 2-2-1, batch 4", 0.3, 4, 2, 2, 1) {
    @Override
    Numbers input() {
      return new Numbers(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    }

    @Override
    Numbers target() {
      return new Numbers(new float[] {0, 1, 1, 0}, 4, 1);
    }
  },
  /** 784-100-10, TanH, linear output, mean squared error. */
  MLP_100("MLP 784-100-10, batch 128", 0.05, 128, 784, 100, 10),
  /** 784-1024-1024-10, ReLU, linear output, mean squared error. */
  MLP_1024("MLP 784-1024-1024-10, batch 256", 0.1, 256, 784, 1024, 1024, 10),
  /** 256-100-10-100-256, TanH, sigmoid output, binary cross-entropy. */
  AUTOENCODER("autoencoder 256-100-10-100-256, batch 64", 10, 64, 256, 100, 10, 100, 256) {
    @Override
    Numbers target() {
      return input();
    }
  },
  /** A convolution over a sequence: see {@link #parameters()} for its layers; cross-entropy. */
  CONV("Conv1D-pool-100-10, length 256, batch 64", 0.05, 64, 256, 4064, 100, 10) {
    @Override
    Numbers input() {
      return Numbers.uniform(1, 0, 1, 64, 256, 1);
    }

    @Override
    Numbers target() {
      return Numbers.classes(2, 10, 64);
    }

    /** Conv1D(3, 1, 32), then max pooling 2, Linear(4064, 100), ReLU, Linear(100, 10). */
    @Override
    List<Numbers> parameters() {
      return List.of(
          Numbers.uniform(10, -0.58, 0.58, 3, 1, 32),
          Numbers.uniform(20, -0.58, 0.58, 32),
          Numbers.uniform(11, -0.016, 0.016, 4064, 100),
          Numbers.uniform(21, -0.016, 0.016, 100),
          Numbers.uniform(12, -0.1, 0.1, 100, 10),
          Numbers.uniform(22, -0.1, 0.1, 10));
    }
  };

  private final String title;
  private final double stepSize;
  private final long batch;
  private final long[] sizes;

  Net(String title, double stepSize, long batch, long... sizes) {
    this.title = title;
    this.stepSize = stepSize;
    this.batch = batch;
    this.sizes = sizes;
  }

  /** The name as the table shows it. */
  String title() {
    return title;
  }

  double stepSize() {
    return stepSize;
  }

  /** How many numbers each layer takes, and in the end what the last one puts out. */
  long[] sizes() {
    return sizes.clone();
  }

  Numbers input() {
    return Numbers.uniform(1, 0, 0.5, batch, sizes[0]);
  }

  Numbers target() {
    return Numbers.uniform(2, 0, 1, batch, sizes[sizes.length - 1]);
  }

  /**
   * The parameters to start from: weight {@code [in, out]} and bias {@code [out]} of each layer.
   */
  List<Numbers> parameters() {
    List<Numbers> parameters = new ArrayList<>();
    for (int i = 0; i < sizes.length - 1; i++) {
      double bound = 1 / Math.sqrt(sizes[i]);
      parameters.add(Numbers.uniform(10 + i, -bound, bound, sizes[i], sizes[i + 1]));
      parameters.add(Numbers.uniform(20 + i, -bound, bound, sizes[i + 1]));
    }
    return parameters;
  }
}
