package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.Softmax;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.ScratchPool;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Threads;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One module in evaluation, called by many threads at once. */
class EvaluationThreadsTest {
  private static final long SEED = 12;
  private static final int CALLS = 12_500; // of each of the eight threads
  private static final int INPUTS = 16;

  @Test
  void eight_threads_get_the_bits_of_one_thread_in_100_000_calls() throws Exception {
    RandomGenerator random = new SplittableRandom(SEED);
    Module net = trained(random).evaluate();
    INDArray[] inputs = new INDArray[INPUTS];
    float[][] expected = new float[INPUTS][];
    for (int i = 0; i < INPUTS; i++) {
      inputs[i] = Make.normal(random, 1 + i % 4, 8, 2).castTo(DataType.FLOAT);
      expected[i] = net.forward(inputs[i]).data().asFloat();
    }
    AtomicLong calls = new AtomicLong();

    Threads.run(
        thread -> {
          ScratchPool scratches = new ScratchPool();
          for (int i = 0; i < CALLS; i++) {
            int which = (i + thread) % INPUTS;
            float[] output = output(net, inputs[which], i % 16 == thread ? null : scratches);
            if (!Arrays.equals(output, expected[which])) {
              throw new AssertionError(
                  "seed " + SEED + ", thread " + thread + ", call " + i + ": wrong output");
            }
            calls.incrementAndGet();
          }
        });

    assertThat(calls).hasValue((long) Threads.COUNT * CALLS);
  }

  /** The numbers of an output, computed in recycled arrays if there are scratches. */
  private static float[] output(Module net, INDArray input, @Nullable ScratchPool scratches) {
    if (scratches == null) {
      return net.forward(input).data().asFloat();
    }
    try (Scratch.Step step = scratches.of("evaluation", input.shape()).step()) {
      return net.forward(input).data().asFloat();
    }
  }

  /** A small net of layers of every kind that has passed some batches in training. */
  private static Module trained(RandomGenerator random) {
    Module net =
        new Sequential(
            new Conv1D(3, 2, 4, 1, random), // [*, 8, 2] -> [*, 6, 4]
            new BatchNorm(4),
            new TanH(),
            new MaxPool1D(2, 2), // [*, 3, 4]
            new Flatten(),
            new Dropout(0.5, random),
            new LayerNorm(12),
            new Linear(12, 3, random),
            new Softmax());
    for (int i = 0; i < 5; i++) {
      net.forward(Make.normal(random, 6, 8, 2).castTo(DataType.FLOAT));
    }
    return net;
  }
}
