package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.StatisticsPass;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class StatisticsPassTest {

  /** By hand: means 2 and 7 of 2 and 3 examples; unbiased variances 2 and 9. */
  @Test
  void statistics_are_means_over_batches_counted_by_their_examples() {
    BatchNorm norm = doubles(new BatchNorm(1));
    StatisticsPass.over(norm, List.of(column(1, 3), column(4, 7, 10)));
    Compare.close("mean", norm.buffers().get(0).value(), Make.vector((4 + 21) / 5.0), 1e-14);
    Compare.close("variance", norm.buffers().get(1).value(), Make.vector((4 + 27) / 5.0), 1e-14);

    norm.forward(column(0, 2)); // afterwards the momentum is its own again: 0.9 · 5 + 0.1 · 1
    Compare.close("mean", norm.buffers().get(0).value(), Make.vector(4.6), 1e-14);
  }

  @Test
  void what_was_before_and_the_momentum_do_not_matter() {
    BatchNorm one = doubles(new BatchNorm(1));
    BatchNorm other = doubles(new BatchNorm(BatchNorm.Config.of(1).momentum(0)));
    one.forward(column(100, 200));
    BatchNorm spoiled = doubles(new BatchNorm(1));
    spoiled.forward(column(1, Double.NaN));
    assertThat(spoiled.buffers().get(0).value().getDouble(0)).isNaN();
    for (BatchNorm norm : List.of(one, other, spoiled)) {
      StatisticsPass.over(norm, List.of(column(1, 3)));
      Compare.close("mean", norm.buffers().get(0).value(), Make.vector(2), 1e-14);
      Compare.close("variance", norm.buffers().get(1).value(), Make.vector(2), 1e-14);
    }
  }

  @Test
  void generators_are_as_before() {
    SplitMix random = new SplitMix(3);
    Sequential net = new Sequential(new Dropout(0.5, random), doubles(new BatchNorm(1)));
    long state = random.state();
    StatisticsPass.over(net, List.of(column(1, 2, 3, 4)));
    assertThat(random.state()).isEqualTo(state);
    net.forward(column(1, 2, 3, 4)); // the control
    assertThat(random.state()).isNotEqualTo(state);
  }

  @Test
  void a_batch_that_does_not_fit_changes_nothing() {
    BatchNorm norm = doubles(new BatchNorm(1));
    norm.forward(column(5, 6));
    INDArray mean = norm.buffers().get(0).value().dup();
    assertThatThrownBy(
            () -> StatisticsPass.over(norm, List.of(column(1, 3), Make.vector(1, 2).reshape(1, 2))))
        .isInstanceOf(ShapeException.class);
    assertThat(norm.buffers().get(0).value()).isEqualTo(mean);
    norm.forward(column(5, 6)); // its own momentum: 0.9 · 0.55 + 0.1 · 5.5
    Compare.close("mean", norm.buffers().get(0).value(), Make.vector(1.045), 1e-14);
  }

  @Test
  void misuse_is_rejected() {
    BatchNorm norm = new BatchNorm(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatisticsPass.over(norm, List.of()))
        .withMessage("StatisticsPass: inputs must have at least one batch");
    norm.evaluate();
    assertThatIllegalStateException()
        .isThrownBy(() -> StatisticsPass.over(norm, List.of(column(1, 2))))
        .withMessage(
            "StatisticsPass: BatchNorm(1) is in evaluation, where statistics do not change; call"
                + " train() first");
  }

  private static BatchNorm doubles(BatchNorm norm) {
    norm.to(DataType.DOUBLE);
    return norm;
  }

  private static INDArray column(double... elements) {
    return Make.vector(elements).reshape(elements.length, 1);
  }
}
