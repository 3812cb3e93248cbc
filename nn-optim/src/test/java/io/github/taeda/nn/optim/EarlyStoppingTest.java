package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.MeanAbsoluteError;
import io.github.taeda.nn.optim.metrics.RocAuc;
import io.github.taeda.nn.testing.Compare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class EarlyStoppingTest {
  private static final Dataset DATA = Runs.data(1, 1);
  private static final double NAN = Double.NaN;

  private final Linear line = Runs.line();

  @Test
  void a_run_stops_when_its_patience_is_over_and_the_best_is_restored() {
    // w is 0.5, 0.75, 0.875 after three epochs; the second one is the best.
    EarlyStopping stopping = new EarlyStopping(2).on(Monitor.highest("validation share"));
    History history = run(stopping, 0.5, 0.9, 0.8, 0.9, 1);
    assertThat(history.epochs()).hasSize(4);
    assertThat(history.stopReason())
        .isEqualTo("EarlyStopping: validation share has not improved on 0.900000 for 2 epochs");
    assertThat(stopping.best()).isEqualTo(0.9);
    assertThat(weight()).isEqualTo(0.75f);
  }

  @Test
  void patience_begins_anew_with_each_improvement() {
    History history = run(new EarlyStopping(2).on(share()), 5, 6, 4, 6, 3, 6, 6);
    assertThat(history.epochs()).hasSize(7);
    assertThat(weight()).isEqualTo(1 - 1 / 32f); // of the fifth epoch
  }

  @Test
  void the_best_is_restored_also_if_the_run_was_not_stopped() {
    History history = run(new EarlyStopping(9).on(share()), 5, 4, 6);
    assertThat(history.stopReason()).isNull();
    assertThat(weight()).isEqualTo(0.75f);
  }

  @Test
  void an_improvement_must_be_larger_than_the_minimum() {
    EarlyStopping stopping = new EarlyStopping(2).on(share()).minimumImprovement(0.5);
    History history = run(stopping, 3, 2.5, 2.49, 0);
    assertThat(history.epochs()).hasSize(4); // 2.49 is better than 3 by more than 0.5
    assertThat(weight()).isEqualTo(1 - 1 / 16f);
    History slow = run(new EarlyStopping(2).on(share()).minimumImprovement(0.5), 3, 2.5, 2.5, 0);
    assertThat(slow.epochs()).hasSize(3);
    assertThat(weight()).isEqualTo(1 - 1 / 32f); // half of 1/16 after the first epoch
  }

  @Test
  void nan_is_no_improvement_but_anything_is_better() {
    History history = run(new EarlyStopping(2).on(share()), NAN, 5, NAN, NAN, 4);
    assertThat(history.epochs()).hasSize(4);
    assertThat(history.stopReason())
        .isEqualTo(
            "EarlyStopping: validation share has not improved on 5.00000 for 2 epochs, in 2 of"
                + " which it was not a number (NaN)");
    assertThat(weight()).isEqualTo(0.75f);
  }

  @Test
  void a_value_that_is_always_nan_stops_the_run_which_says_so() {
    double[] values = new double[40];
    Arrays.fill(values, NAN);
    EarlyStopping stopping = new EarlyStopping(3).on(share());
    History history = run(stopping, values);
    assertThat(history.epochs()).hasSize(3);
    assertThat(history.stopReason())
        .isEqualTo("EarlyStopping: validation share was not a number (NaN) in each of 3 epochs");
    assertThat(stopping.best()).isNaN();
    assertThat(weight()).isEqualTo(0.875f); // of the last epoch, for there is no best
  }

  @Test
  void an_area_under_the_curve_of_one_class_stops_the_run() {
    History history =
        Runs.of(line)
            .epochs(40)
            .validate(Runs.data(1, 1, 2, 1))
            .metrics(new RocAuc())
            .listen(new EarlyStopping(3).on(Monitor.best(new RocAuc())))
            .fit(DATA);
    assertThat(history.epochs()).hasSize(3);
    assertThat(history.stopReason()).contains("ROC AUC was not a number");
  }

  @Test
  void infinite_values_are_compared_as_others_are() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(run(new EarlyStopping(2).on(share()), inf, inf, inf, 1).epochs()).hasSize(3);
    EarlyStopping stopping = new EarlyStopping(2).on(share());
    assertThat(run(stopping, inf, inf, 7, inf, -inf, NAN).epochs()).hasSize(6);
    assertThat(stopping.best()).isEqualTo(-inf);
  }

  @Test
  void the_validation_loss_counts_unless_there_is_none() {
    // w goes towards 1: away from what the validation asks for, 0.5 and then 0.25.
    Runs.of(line).epochs(9).validate(Runs.data(1, 0.5)).listen(new EarlyStopping(1)).fit(DATA);
    assertThat(weight()).isEqualTo(0.5f);
    History alone = Runs.of(line).epochs(9).listen(new EarlyStopping(1)).fit(DATA);
    assertThat(alone.stopReason()).isNull();
    assertThat(alone.epochs()).hasSize(9);
  }

  @Test
  void the_state_is_restored_with_the_parameters() {
    SplitMix random = new SplitMix(3);
    Module net = new Sequential(new Linear(1, 2, random), new BatchNorm(2), new Linear(2, 1));
    Map<String, INDArray> second = new LinkedHashMap<>();
    Listener keeping =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun training) {
            if (training.epoch() == 2) {
              ModuleArray.byName(net)
                  .forEach((name, array) -> second.put(name, array.value().dup()));
            }
          }
        };
    SGD.of(new Optim(net, new MSELoss(), 0.1))
        .epochs(4)
        .validate(DATA)
        .metrics(Runs.metric("share", 3, 1, 2, 2))
        .listen(keeping, new EarlyStopping(5).on(share()))
        .fit(Runs.data(1, 1, 2, 3, 3, 5));
    assertThat(second).containsKeys("1.runningMean", "1.runningVariance", "0.weight");
    ModuleArray.byName(net)
        .forEach((name, array) -> Compare.exact(name, array.value(), second.get(name)));
  }

  @Test
  void a_misspelt_value_is_an_error_before_training_with_those_there_are() {
    EarlyStopping stopping = new EarlyStopping(1).on(Monitor.highest("validation acuracy"));
    SGD sgd =
        Runs.of(line)
            .validate(DATA)
            .metrics(Accuracy.binary(0.5))
            .trainingMetrics(new MeanAbsoluteError())
            .listen(stopping);
    assertThatThrownBy(() -> sgd.fit(DATA))
        .isInstanceOf(ListenerException.class)
        .hasMessage(
            "SGD: the listener EarlyStopping(patience 1) failed in started, epoch 0:"
                + " highest validation acuracy: the epochs of this run have no such value, only"
                + " [loss, training mean absolute error, validation loss, validation accuracy,"
                + " learning rate, seconds]");
    assertThat(weight()).isZero();
  }

  @Test
  void the_names_known_before_training_are_those_of_the_history() {
    List<String> before = new ArrayList<>();
    Listener asking =
        new Listener() {
          @Override
          public void started(TrainingRun training) {
            before.addAll(training.valueNames());
          }
        };
    History history =
        Runs.of(line)
            .validate(DATA)
            .metrics(new RocAuc(), new MeanAbsoluteError())
            .trainingMetrics(new MeanAbsoluteError())
            .listen(asking)
            .fit(DATA);
    assertThat(before).containsExactlyElementsOf(history.names());
  }

  @Test
  void settings_are_checked() {
    assertThatThrownBy(() -> new EarlyStopping(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("EarlyStopping: patience must be at least 1, but was 0");
    assertThatThrownBy(() -> new EarlyStopping(1).minimumImprovement(NAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("EarlyStopping: minimumImprovement must be at least 0 and finite, but was NaN");
  }

  private static Monitor share() {
    return Monitor.lowest("validation share");
  }

  private History run(EarlyStopping stopping, double... values) {
    return Runs.of(line)
        .epochs(values.length)
        .validate(DATA)
        .metrics(Runs.metric("share", values))
        .listen(stopping)
        .fit(DATA);
  }

  private float weight() {
    return line.parameters().get(0).value().getFloat(0);
  }
}
