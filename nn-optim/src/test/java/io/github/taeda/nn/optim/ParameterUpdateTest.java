package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.Slice;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.rules.WeightDecay;
import io.github.taeda.nn.optim.rules.WholeVectorRule;
import io.github.taeda.nn.testing.Make;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An update is rejected before anything changes, and takes no memory that it does not need. */
class ParameterUpdateTest {
  private final SplittableRandom random = new SplittableRandom(4);
  private final Linear first = new Linear(2, 3, random);
  private final Linear last = new Linear(3, 1, random);
  private final Sequential net = new Sequential(first, last);
  private final INDArray x = Make.normal(random, 5, 2).castTo(DataType.FLOAT);
  private final INDArray y = Make.normal(random, 5, 1).castTo(DataType.FLOAT);

  /** {@code θ ← θ − η g / ‖g‖}. */
  private record NormalizedDescent(double learningRate) implements WholeVectorRule {
    @Override
    public void update(INDArray values, INDArray gradients, double learningRate) {
      values.subi(gradients.mul(learningRate / gradients.norm2Number().doubleValue()));
    }
  }

  @Test
  void a_rule_of_the_whole_vector_rejects_frozen_parameters() {
    UpdateRule rule = new NormalizedDescent(0.1);
    Optim optim = new Optim(net, new MSELoss(), rule);
    first.parameters().get(1).freeze();
    assertRejected(
        optim,
        IllegalStateException.class,
        rule
            + " updates the whole vector: no parameter may be frozen or have a learning-rate"
            + " factor");
    first.parameters().get(1).unfreeze();
    optim.learningRateFactor(last, 1); // the same for all
    optim.update();
    assertThat(optim.iterations()).isEqualTo(1);
  }

  @Test
  void a_rule_of_another_module_is_rejected() {
    Adam rule = new Adam(0.1);
    rule.update(Make.vector(1, 2, 3), Make.vector(1, 1, 1), 0.1);
    assertRejected(
        new Optim(net, new MSELoss(), rule),
        IllegalStateException.class,
        rule
            + ": the state mean is DOUBLE [3], but the values need FLOAT [13]; one rule serves one"
            + " module");
    assertThat(rule.state().get("iterations").getDouble(0)).isEqualTo(1);
  }

  @Test
  void a_learning_rate_that_overflows_is_rejected() {
    UpdateRule rule = new GradientDescent(1e10);
    Optim optim = new Optim(net, new MSELoss(), rule).learningRateFactor(last, 1e300);
    assertRejected(
        optim,
        IllegalArgumentException.class,
        rule + ": learning rate must be at least 0 and finite, but was Infinity");
  }

  private void assertRejected(Optim optim, Class<? extends Exception> type, String message) {
    optim
        .decay(WeightDecay.decoupled(0.5), WeightDecay.l2(0.5))
        .clip(GradientClipping.norm(1e-3))
        .gradient(x, y);
    INDArray values = optim.vector().values().dup();
    INDArray gradients = optim.vector().gradients().dup();
    assertThatThrownBy(optim::update).isInstanceOf(type).hasMessage(message);
    assertThat(optim.vector().values()).isEqualTo(values);
    assertThat(optim.vector().gradients()).isEqualTo(gradients);
    assertThat(optim.iterations()).isZero();
  }

  @Test
  void slices_are_made_anew_only_when_they_change() {
    LearningRates rates = new LearningRates(new Adam(0.1));
    List<Parameter> parameters = net.parameters();
    rates.factor(last, parameters, 0.5);
    ParameterSlices slices = new ParameterSlices(parameters, p -> true, rates);
    List<Slice> made = slices.at(0.1);
    assertThat(made).containsExactly(new Slice(0, 9, 0.1), new Slice(9, 13, 0.05));
    assertThat(slices.at(0.1)).isSameAs(made);
    first.parameters().get(0).freeze();
    assertThat(slices.at(0.1)).containsExactly(new Slice(6, 9, 0.1), new Slice(9, 13, 0.05));
    assertThat(slices.at(0.2)).containsExactly(new Slice(6, 9, 0.2), new Slice(9, 13, 0.1));
    first.parameters().get(0).unfreeze();
    assertThat(slices.at(0.1)).isEqualTo(made);
  }

  /** The arrays of a step are recycled, views kept, and rules compute without buffers. */
  @Test
  void an_update_leaves_less_than_1_kB_to_the_garbage_collector() {
    assumeFalse("nd4j".equals(System.getProperty("taeda.kernels")), "ND4J's calls leave more");
    Optim optim =
        new Optim(net, new MSELoss(), new Adam(1e-3))
            .decay(WeightDecay.decoupled(1e-3).except("bias"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long bytes = 0;
    int counted = 1000;
    for (int i = 0; i < 20_000 + counted; i++) {
      optim.gradient(x, y);
      long before = threads.getThreadAllocatedBytes(thread);
      optim.update();
      bytes += i < 20_000 ? 0 : threads.getThreadAllocatedBytes(thread) - before;
    }
    assertThat(bytes / counted).isLessThan(1000);
  }
}
