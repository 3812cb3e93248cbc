package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.TiedLinear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of an iteration hold nothing of the one before, however they are set to zero. */
class GradientStartTest {
  private static final long WIDTH = 80; // 6400 weights, which are overwritten rather than zeroed

  @Test
  void gradients_are_those_of_the_batch_whatever_they_held() {
    for (boolean shared : new boolean[] {false, true}) {
      Optim optim = new Optim(net(shared), new MSELoss(), 0.1);
      INDArray input = batch(1);
      optim.gradient(input, batch(2));
      INDArray expected = optim.vector().gradients().dup();
      optim.discardGradient();
      optim.vector().gradients().assign(Double.NaN);
      optim.gradient(input, batch(2));
      Compare.close("after NaN", optim.vector().gradients(), expected, 1e-12);
      optim.gradient(input, batch(2)); // the mean of two equal batches
      Compare.close("accumulated", optim.vector().gradients(), expected, 1e-12);
    }
  }

  @Test
  void a_gradient_that_a_pass_does_not_reach_is_zero() {
    Linear idle = new Linear(WIDTH, WIDTH, new SplitMix(3));
    Module forgetful = new Sequential(new Linear(WIDTH, WIDTH, new SplitMix(4)), new Skipped(idle));
    forgetful.to(DataType.DOUBLE);
    Optim optim = new Optim(forgetful, new MSELoss(), 0.1);
    optim.vector().gradients().assign(5);
    List<INDArray> kept = idle.parameters().stream().map(Parameter::gradient).toList();
    optim.gradient(batch(1), batch(2));
    for (INDArray gradient : kept) { // the arrays themselves, without asking anew
      assertThat(gradient.amaxNumber().doubleValue()).isZero();
    }
  }

  @Test
  void a_pass_that_fails_leaves_no_old_gradient_behind() {
    Linear first = new Linear(WIDTH, WIDTH, new SplitMix(3));
    Module failing = new Sequential(first, new Failing());
    failing.to(DataType.DOUBLE);
    Optim optim = new Optim(failing, new MSELoss(), 0.1);
    optim.vector().gradients().assign(5);
    INDArray kept = first.parameters().get(0).gradient();
    assertThatThrownBy(() -> optim.step(batch(1), batch(2))).hasMessageContaining("as it should");
    assertThat(kept.amaxNumber().doubleValue()).isZero();
  }

  private static Module net(boolean shared) {
    Linear first = new Linear(WIDTH, WIDTH, new SplitMix(3));
    List<Module> rest =
        shared ? List.of(new TanH(), new TiedLinear(first), first) : List.of(new TanH());
    Sequential net = new Sequential(first);
    rest.forEach(net::add);
    return net.to(DataType.DOUBLE);
  }

  private static INDArray batch(long seed) {
    return Make.normal(new SplittableRandom(seed), 7, WIDTH);
  }

  /** The identity beside a layer that it does not use. */
  private static final class Skipped extends Identity {
    private final Linear unused;

    Skipped(Linear unused) {
      this.unused = unused;
    }

    @Override
    public List<Parameter> parameters() {
      return unused.parameters();
    }
  }

  /** The identity, whose backward fails. */
  private static final class Failing extends Identity {
    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      throw new IllegalStateException("as it should");
    }
  }

  private abstract static class Identity extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return input.dup('c');
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.dup('c');
    }
  }
}
