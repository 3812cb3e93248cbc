package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How many examples threads evaluate per second with one module, by {@code -Psoak}. */
class EvaluationRuns {
  private static final int ROUNDS = 9;
  private static final double SECONDS = 1; // per round

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void throughput_of_one_two_and_four_threads() throws Exception {
    Module classifier =
        new Sequential(new Linear(784, 100, random), new ReLU(), new Linear(100, 10, random));
    Module images =
        new Sequential(
            new Reshape(28, 28, 1),
            new Conv2D(5, 1, 16, random),
            new ReLU(),
            new MaxPool2D(2, 2),
            new Flatten(),
            new Linear(12 * 12 * 16, 10, random));
    for (int batch : new int[] {1, 32}) {
      print("784-100-10, batches of " + batch, classifier.evaluate(), batch);
      print("convolution, batches of " + batch, images.evaluate(), batch);
    }
  }

  private void print(String name, Module net, int batch) throws Exception {
    INDArray input = Make.normal(random, batch, 784).castTo(DataType.FLOAT);
    float[] expected = net.forward(input).data().asFloat();
    StringBuilder line = new StringBuilder(name + ", examples per second, median:");
    for (int threads : new int[] {1, 2, 4}) {
      double[] rates = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        rates[round] = batch * rate(net, input, expected, threads);
      }
      Arrays.sort(rates);
      line.append(String.format(Locale.ROOT, " %d threads %.0f,", threads, rates[ROUNDS / 2]));
    }
    System.out.println(line);
  }

  /** Calls per second of all threads together. */
  private static double rate(Module net, INDArray input, float[] expected, int threads)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      Callable<Integer> work = () -> calls(net, input, expected, start);
      List<Callable<Integer>> all = new ArrayList<>(Collections.nCopies(threads, work));
      int calls = 0;
      for (Future<Integer> thread : pool.invokeAll(all)) {
        calls += thread.get();
      }
      return calls / ((System.nanoTime() - start) / 1e9);
    } finally {
      pool.shutdownNow();
    }
  }

  private static int calls(Module net, INDArray input, float[] expected, long start) {
    Scratch scratch = new Scratch();
    int calls = 0;
    while (System.nanoTime() - start < SECONDS * 1e9) {
      try (Scratch.Step step = scratch.step()) {
        INDArray output = net.forward(input);
        if (++calls % 64 == 0) {
          assertThat(output.data().asFloat()).startsWith(expected);
        }
      }
    }
    return calls;
  }
}
