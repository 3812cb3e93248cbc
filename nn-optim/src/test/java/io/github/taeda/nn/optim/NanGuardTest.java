package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.testing.Compare;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NanGuardTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void bad_data_stops_the_run_before_the_update_and_is_named() {
    Linear line = Runs.line();
    History history =
        Runs.of(line).epochs(3).listen(new NanGuard()).fit(Runs.data(1, 1, NAN, 2, 1, 1));
    assertThat(history.stopReason())
        .isEqualTo("NanGuard: epoch 1, batch 2: the input has NaN at [0, 0]");
    assertThat(line.parameters().get(0).value().getFloat(0)).isEqualTo(0.5f); // one update
    assertThat(line.parameters().get(0).gradient().getFloat(0)).isZero();

    History target = Runs.of(Runs.line()).listen(new NanGuard()).fit(Runs.data(1, INFINITY));
    assertThat(target.stopReason())
        .isEqualTo("NanGuard: epoch 1, batch 1: the target has Infinity at [0, 0]");
  }

  @Test
  void without_the_guard_the_parameters_are_lost() {
    Linear line = Runs.line();
    Runs.of(line).fit(Runs.data(1, 1, NAN, 2, 1, 1));
    assertThat(line.parameters().get(0).value().getFloat(0)).isNaN();
  }

  @Test
  void a_run_that_is_well_is_left_alone_bit_for_bit() {
    Dataset data = Runs.data(1, 1, 2, 2, 3, 1, 4, 5, -1, 3, 2, 0);
    Module guarded = net(new SplitMix(4));
    Module plain = net(new SplitMix(4));
    History history = loop(guarded, 0.01).epochs(5).listen(new NanGuard()).fit(data);
    loop(plain, 0.01).epochs(5).fit(data);
    assertThat(history.stopReason()).isNull();
    assertSame(guarded, arrays(plain));
  }

  @Test
  void the_first_module_is_named_and_everything_is_as_before_the_batch() {
    SplitMix random = new SplitMix(4);
    Sequential net = net(random);
    net.parameters().get(0).set(NDArrays.of(new float[] {1, 2}, 1, 2));
    List<INDArray> before = new ArrayList<>();
    long[] generator = new long[1];
    Listener watching =
        new Listener() {
          @Override
          public void batchStarted(TrainingRun training) {
            before.clear();
            before.addAll(arrays(net));
            generator[0] = random.state();
          }
        };
    // 2 · 3e38 is more than FLOAT has.
    Dataset data = Runs.data(1, 1, 2, 2, 3, 1, 3e38, 5, -1, 3, 2, 0);
    Optim optim = new Optim(net, new MSELoss(), 0.01);
    History history =
        SGD.of(optim).batchSize(3).inOrder().listen(watching, new NanGuard()).fit(data);

    assertThat(history.stopReason())
        .isEqualTo(
            "NanGuard: epoch 1, batch 2: Sequential[0] > Linear(1 -> 2): the output"
                + " has Infinity at [0, 1]");
    assertSame(net, before);
    assertThat(arrays(net)).allMatch(Reductions::isFinite);
    assertThat(random.state()).isEqualTo(generator[0]);
    assertThat(Reductions.norm(optim.vector().gradients())).isZero();
    assertThat(optim.state().accumulatedBatches()).isZero();
    assertThat(optim.iterations()).isEqualTo(1);
  }

  @Test
  void a_gradient_alone_stops_the_run_too() {
    // The error is 1e10, its square 1e20; the weight's gradient 2e40.
    History history = Runs.of(Runs.line()).listen(new NanGuard()).fit(Runs.data(1e30, 1e10));
    assertThat(history.stopReason())
        .isEqualTo(
            "NanGuard: epoch 1, batch 1: Linear(1 -> 1, without bias): the gradient of"
                + " weight has -Infinity"
                + " at [0, 0]");
  }

  @Test
  void a_huge_gradient_is_finite_although_its_norm_is_not() {
    // Twice -2 · 2^58 · 1.5 · 2^68 = -1.5 · 2^127, whose norm is 2.1 · 2^127, more than FLOAT has.
    Linear pair = new Linear(Linear.Config.of(2, 1).withoutBias(), new SplittableRandom(1));
    pair.parameters().get(0).set(NDArrays.of(new float[2], 2, 1));
    Dataset data =
        Dataset.of(
            NDArrays.of(new float[] {0x1.8p68f, 0x1.8p68f}, 1, 2),
            NDArrays.of(new float[] {0x1p58f}, 1, 1));
    History history =
        SGD.of(new Optim(pair, new MSELoss(), 1e-38)).listen(new NanGuard()).fit(data);
    assertThat(history.stopReason()).isNull();
    assertThat(pair.parameters().get(0).gradient().getFloat(0)).isEqualTo(-0x1.8p127f);
  }

  @Test
  void what_cannot_be_found_again_is_said() {
    // Each gradient alone is finite: -2 · 5e17 · 3e20 = -3e38, but not their sum.
    Linear line = Runs.line();
    Optim optim = new Optim(line, new MSELoss(Reduction.SUM), 0.25).accumulate(2);
    History history =
        SGD.of(optim)
            .batchSize(1)
            .inOrder()
            .listen(new NanGuard())
            .fit(Runs.data(3e20, 5e17, 3e20, 5e17));
    assertThat(history.stopReason())
        .isEqualTo(
            "NanGuard: epoch 1, batch 2: something was not finite, but all is when the batch is"
                + " computed again");
    assertThat(line.parameters().get(0).value().getFloat(0)).isZero();
  }

  private static Sequential net(SplitMix random) {
    return new Sequential(
        new Linear(1, 2, random),
        new BatchNorm(2),
        new Dropout(0.5, random),
        new Linear(2, 1, random));
  }

  private static SGD loop(Module net, double step) {
    return SGD.of(new Optim(net, new MSELoss(), step)).batchSize(3).inOrder();
  }

  private static List<INDArray> arrays(Module net) {
    List<INDArray> arrays = new ArrayList<>();
    net.parameters().forEach(parameter -> arrays.add(parameter.value().dup()));
    for (Buffer state : net.buffers()) {
      arrays.add(state.value().dup());
    }
    return arrays;
  }

  private static void assertSame(Module net, List<INDArray> expected) {
    List<INDArray> actual = arrays(net);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      Compare.exact("array " + i, actual.get(i), expected.get(i));
    }
  }
}
