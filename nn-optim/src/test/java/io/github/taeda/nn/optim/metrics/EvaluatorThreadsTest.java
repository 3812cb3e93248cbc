package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Threads;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Many threads evaluate a net that is in training. */
class EvaluatorThreadsTest {
  private static final int CALLS = 200;

  private final SplitMix random = new SplitMix(5);
  private final Sequential net =
      new Sequential(
          new Linear(3, 8, random),
          new BatchNorm(8),
          new Dropout(0.5, random),
          new Linear(8, 1, random));
  private final INDArray inputs = Make.normal(random, 40, 3).castTo(DataType.FLOAT);
  private final Dataset data =
      Dataset.of(inputs, Make.normal(random, 40, 1).castTo(DataType.FLOAT));

  @Test
  void eight_threads_evaluate_a_net_that_fit_left_in_training() throws Exception {
    SGD.of(new Optim(net, new MSELoss(), 0.01)).epochs(3).shuffle(random).fit(data);
    assertThat(net.isTraining()).isTrue();
    float[] expected = outputs();
    float[] statistics = statistics();
    long state = random.state();

    Threads.run(
        thread -> {
          Evaluator evaluator = Evaluator.of(net);
          for (int i = 0; i < CALLS; i++) {
            float[] seen = evaluator.predict(data).data().asFloat();
            if (!Arrays.equals(seen, expected)) {
              throw new AssertionError("thread " + thread + ", call " + i + ": wrong output");
            }
            if (!net.isTraining() || !net.get(1).isTraining()) {
              throw new AssertionError("thread " + thread + ", call " + i + ": the mode changed");
            }
          }
        });

    assertThat(outputs()).isEqualTo(expected);
    assertThat(statistics()).isEqualTo(statistics);
    assertThat(random.state()).isEqualTo(state); // no mask was drawn
    assertThat(net.isTraining()).isTrue();
  }

  @Test
  void training_on_one_thread_is_the_same_bit_for_bit_while_others_evaluate() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Module watched = new Sequential(new Linear(3, 8, new SplitMix(2)), new BatchNorm(8));
    Optim optim = new Optim(watched, new MSELoss(), 0.01);
    Module twin = watched.copy();
    INDArray target = Make.filled(DataType.FLOAT, 1, 40, 8);
    Optim optimOfTwin = new Optim(twin, new MSELoss(), 0.01);
    for (int i = 0; i < CALLS; i++) {
      optimOfTwin.step(inputs, target);
    }
    Threads.run(
        thread -> {
          if (thread == 0) {
            for (int i = 0; i < CALLS; i++) {
              optim.step(inputs, target);
            }
            over.set(true);
          } else {
            Evaluator evaluator = Evaluator.of(watched);
            while (!over.get()) {
              evaluator.predict(inputs);
            }
          }
        });
    assertThat(watched.buffers().get(0).value().data().asFloat())
        .isEqualTo(twin.buffers().get(0).value().data().asFloat());
    assertThat(watched.parameters().get(0).value().dup('c').data().asFloat())
        .isEqualTo(twin.parameters().get(0).value().dup('c').data().asFloat());
  }

  private float[] outputs() {
    return Evaluator.of(net).predict(data).data().asFloat();
  }

  private float[] statistics() {
    return net.buffers().get(0).value().dup('c').data().asFloat();
  }
}
