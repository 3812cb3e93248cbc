package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import io.github.taeda.nn.data.Subset;
import io.github.taeda.nn.data.Weighted;
import io.github.taeda.nn.data.transforms.Standardize;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.metrics.MeanSquaredError;
import io.github.taeda.nn.testing.Compare;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights reach from the data to the update and the evaluation. */
class WeightedExamplesTest {
  private static final double[] WEIGHTS = {1, 2, 0, 3, 0.5};

  // ŷ = x + 0, y = 0: losses x², that is 1, 4, 9, 16, 25; Σ w x² = 1 + 8 + 0 + 48 + 12.5 = 69.5,
  // Σ w = 6.5, ∂/∂weight = 2 Σ w x² / Σ w = 139 / 6.5, ∂/∂bias = 2 Σ w x / Σ w = 2 (1 + 4 + 12 +
  // 2.5) / 6.5 = 39 / 6.5 = 6.
  private final Dataset plain =
      Examples.of(
          new double[][] {{1}, {2}, {3}, {4}, {5}}, new double[][] {{0}, {0}, {0}, {0}, {0}});
  private final Dataset weighted = Weighted.of(plain, WEIGHTS);

  @Test
  void a_step_goes_by_the_weighted_mean() {
    Linear line = line();
    Optim optim = new Optim(line, new MSELoss(), 0.1);
    double loss = optim.step(weighted.batch(0, 1, 2, 3, 4));
    assertThat(loss).isCloseTo(69.5 / 6.5, within(1e-12));
    assertThat(line.parameters().get(0).value().getDouble(0))
        .isCloseTo(1 - 0.1 * 139 / 6.5, within(1e-12));
    assertThat(line.parameters().get(1).value().getDouble(0)).isCloseTo(-0.6, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void accumulated_batches_are_as_good_as_one(Reduction reduction) {
    Linear whole = line();
    Linear parts = line();
    new Optim(whole, new MSELoss(reduction), 0.01).step(weighted.batch(0, 1, 2, 3, 4));
    Optim optim = new Optim(parts, new MSELoss(reduction), 0.01).accumulate(3);
    optim.step(weighted.batch(0, 1));
    optim.step(weighted.batch(2)); // of weight 0
    optim.step(weighted.batch(3, 4));
    for (int i = 0; i < 2; i++) {
      INDArray value = parts.parameters().get(i).value();
      Compare.close("parameter", value, whole.parameters().get(i).value(), 1e-12);
    }
  }

  @Test
  void training_and_validation_loss_and_metrics_are_weighted_means() {
    // Learning rate 1e-300: nothing moves.
    Optim optim = new Optim(line(), new MSELoss(), 1e-300);
    History history =
        SGD.of(optim)
            .batchSize(2)
            .epochs(1)
            .validate(weighted)
            .metrics(new MeanSquaredError())
            .fit(weighted);
    History.Epoch epoch = history.epochs().get(0);
    assertThat(epoch.loss()).isCloseTo(69.5 / 6.5, within(1e-12));
    assertThat(epoch.value("validation loss").orElseThrow()).isCloseTo(69.5 / 6.5, within(1e-12));
    assertThat(epoch.value("validation " + new MeanSquaredError().name()).orElseThrow())
        .isCloseTo(69.5 / 6.5, within(1e-12));
  }

  @Test
  void training_with_weights_is_training_with_repeated_examples() {
    Linear byWeights = line();
    Linear byRows = line();
    Dataset twice = Weighted.of(plain, 1, 2, 0, 1, 0);
    SGD.of(new Optim(byWeights, new MSELoss(), 0.01)).batchSize(5).epochs(20).fit(twice);
    Dataset rows = Subset.of(plain, 0, 1, 1, 3);
    SGD.of(new Optim(byRows, new MSELoss(), 0.01)).batchSize(5).epochs(20).fit(rows);
    for (int i = 0; i < 2; i++) {
      INDArray value = byWeights.parameters().get(i).value();
      Compare.close("parameter", value, byRows.parameters().get(i).value(), 1e-10);
    }
  }

  @Test
  void views_of_weighted_data_keep_the_weights() {
    Dataset view = Standardize.fit(plain).apply(Subset.of(weighted, 4, 1, 3));
    INDArray weights = view.batch(0, 2).weights();
    assertThat(weights).isNotNull();
    assertThat(weights.toDoubleVector()).containsExactly(0.5, 3);
    assertThat(weighted).hasToString("Weighted(" + plain + ")");
    assertThat(plain.batch(0).weights()).isNull();
  }

  @Test
  void weights_that_do_not_fit_are_rejected_before_anything_changes() {
    assertThatThrownBy(() -> Weighted.of(plain, 1, 2))
        .hasMessage(
            "Weighted: there must be one weight per example, but there are 2 weights and 5"
                + " examples");
    assertThatThrownBy(() -> Weighted.of(plain, 1, 2, -1, 1, 1))
        .hasMessage("Weighted: weights[2] must be at least 0 and finite, but was -1.0");
    Linear line = line();
    Optim optim = new Optim(line, new MSELoss(), 0.1);
    INDArray wrong = NDArrays.of(new double[] {1, 2}, 2);
    assertThatThrownBy(() -> optim.step(plain.batch(0, 1, 2).withWeights(wrong)))
        .hasMessage("MSELoss: weights must be [3], but was [2]");
    assertThat(optim.iterations()).isZero();
    assertThat(line.parameters().get(0).value().getDouble(0)).isEqualTo(1);
  }

  @Test
  void an_evaluator_takes_the_weights_of_the_data() {
    Map<String, Double> values =
        Evaluator.of(line()).batchSize(2).loss(new MSELoss()).evaluate(weighted);
    assertThat(values.get("loss")).isCloseTo(69.5 / 6.5, within(1e-12));
  }

  private static Linear line() {
    Linear line = new Linear(1, 1, new SplittableRandom(1));
    Module module = line.to(DataType.DOUBLE);
    module.parameters().get(0).value().assign(1);
    module.parameters().get(1).value().assign(0);
    return line;
  }
}
