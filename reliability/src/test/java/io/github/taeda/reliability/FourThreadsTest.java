package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Nets that are trained at the same time in threads of one JVM do not disturb each other. */
class FourThreadsTest {
  private static final int THREADS = 4;
  private static final int EPOCHS = 20;

  @Test
  void four_threads_train_four_nets_to_the_bits_of_one_after_another() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int net = 0; net < THREADS; net++) {
      expected.add(train(net));
    }
    assertThat(expected).doesNotHaveDuplicates();
    for (int round = 0; round < 3; round++) {
      assertThat(together()).isEqualTo(expected);
    }
  }

  private static List<String> together() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<String>> tasks = new ArrayList<>();
      for (int net = 0; net < THREADS; net++) {
        int number = net;
        tasks.add(
            () -> {
              start.await();
              return train(number);
            });
      }
      List<String> results = new ArrayList<>();
      for (Future<String> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  /** The bits of the parameters and of the losses of a training whose batches vary in size. */
  private static String train(int number) {
    RandomGenerator random = new SplittableRandom(number);
    Sequential net = net(number, random);
    Dataset examples =
        Dataset.of(
            Make.normal(random, 50, 8, 2).castTo(DataType.FLOAT),
            Make.normal(random, 50, 3).castTo(DataType.FLOAT));
    History history =
        SGD.of(new Optim(net, new MSELoss(), new Adam(0.01)))
            .batchSize(16) // 16, 16, 16, 2
            .epochs(EPOCHS)
            .shuffle(random)
            .fit(examples);
    StringBuilder bits = new StringBuilder(Arrays.toString(history.losses()));
    net.parameters()
        .forEach(
            parameter ->
                bits.append(Arrays.toString(parameter.value().dup('c').ravel().toFloatVector())));
    return bits.toString();
  }

  private static Sequential net(int number, RandomGenerator random) {
    return switch (number) {
      case 0 ->
          new Sequential(
              new Conv1D(3, 2, 8, 1, random),
              new TanH(),
              new MaxPool1D(2, 2),
              new Flatten(),
              new Linear(24, 3, random));
      case 1 ->
          new Sequential(
              new LSTM(LSTM.Config.of(2, 9).lastOnly(), random), new Linear(9, 3, random));
      default ->
          new Sequential(
              new Flatten(),
              new Linear(16, 40, random),
              new BatchNorm(40),
              new TanH(),
              new Dropout(0.2, random),
              new Linear(40, 3, random));
    };
  }
}
