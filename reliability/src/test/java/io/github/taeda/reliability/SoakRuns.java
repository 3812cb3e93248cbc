package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Long runs, by {@code -Psoak}: memory, native arrays and threads do not grow. */
class SoakRuns {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void a_million_iterations_of_xor() throws Exception {
    INDArray x = NDArrays.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    INDArray y = NDArrays.of(new float[] {0, 1, 1, 0}, 4, 1);
    Module net =
        new Sequential(
            new Linear(2, 4, random), new TanH(), new Linear(4, 1, random), new Sigmoid());
    Optim optim = new Optim(net, new MSELoss(), new Adam(0.001));
    double[] loss = new double[1];
    Soak.run("xor", "iterations", 1_000_000, i -> loss[0] = optim.step(x, y));
    assertThat(loss[0]).isBetween(0.0, 0.01);
  }

  @Test
  void a_hundred_thousand_iterations_of_a_classifier_with_batches_of_many_sizes() throws Exception {
    INDArray x = Make.normal(random, 64, 784).castTo(DataType.FLOAT);
    INDArray y = Make.ids(random, 10, 64);
    Module net =
        new Sequential(new Linear(784, 100, random), new ReLU(), new Linear(100, 10, random));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.0001));
    double[] loss = new double[1];
    Soak.run(
        "classifier",
        "iterations",
        100_000,
        i -> {
          int size = 1 + i % 64;
          loss[0] = optim.step(Make.rows(x, 0, size), Make.rows(y, 0, size));
        });
    assertThat(loss[0]).isBetween(0.0, 0.1); // of 64 examples, learnt by heart
  }

  @Test
  void ten_thousand_nets_built_trained_and_dropped() throws Exception {
    INDArray images = Make.normal(random, 8, 12, 12, 1).castTo(DataType.FLOAT);
    INDArray series = Make.normal(random, 8, 6, 3).castTo(DataType.FLOAT);
    INDArray y = Make.ids(random, 3, 8);
    Soak.run(
        "nets",
        "nets",
        10_000,
        i -> {
          boolean even = i % 2 == 0;
          Module net = even ? convolution() : recurrence();
          Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.001));
          for (int step = 0; step < 5; step++) {
            assertThat(optim.step(even ? images : series, y)).isPositive();
          }
        });
  }

  private Module convolution() {
    return new Sequential(
        new Conv2D(3, 1, 4, random), new ReLU(), new Flatten(), new Linear(400, 3, random));
  }

  private Module recurrence() {
    return new Sequential(
        new LSTM(LSTM.Config.of(3, 8).lastOnly(), random), new Linear(8, 3, random));
  }
}
