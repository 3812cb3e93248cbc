package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReduceOnPlateauTest {
  private static final Dataset DATA = Runs.data(1, 1);
  private static final double NAN = Double.NaN;

  @TempDir private Path directory;

  @Test
  void the_learning_rate_is_reduced_after_patience_epochs_without_improvement() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(2).reduceBy(0.5);
    // the best is 3 in the second epoch; the fifth is the second one without improvement since 2
    assertThat(factors(plateau, 4, 3, 3, 2, 2, 2, 2, 2, 1, 1))
        .containsExactly(1, 1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25);
  }

  @Test
  void epochs_of_the_cooldown_do_not_count() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(2).reduceBy(0.5).cooldown(2);
    assertThat(factors(plateau, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1))
        .containsExactly(1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125);
  }

  @Test
  void nan_is_no_improvement_and_the_factor_does_not_fall_below_its_minimum() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(1).reduceBy(0.1).minimumFactor(0.02);
    assertThat(factors(plateau, NAN, NAN, NAN, 5, NAN, 4))
        .containsExactly(0.1, 0.02, 0.02, 0.02, 0.02, 0.02);
  }

  @Test
  void improvements_may_be_required_to_be_large_and_upwards() {
    ReduceOnPlateau plateau =
        new ReduceOnPlateau(1)
            .on(Monitor.highest("accuracy"))
            .minimumImprovement(0.1)
            .reduceBy(0.5);
    assertThat(factors(plateau, 0.5, 0.55, 0.7, 0.6)).containsExactly(1, 0.5, 0.5, 0.25);
  }

  @Test
  void a_run_trains_the_next_epoch_with_the_reduced_learning_rate_wherever_it_was_given() {
    double[] expected = {0.25, 0.25, 0.25, 0.125, 0.125, 0.0625};
    ReduceOnPlateau plateau = plateau();
    assertThat(rates(Runs.of(Runs.line()).listen(plateau))).isEqualTo(expected);
    assertThat(rates(Runs.of(Runs.line()).schedule(plateau))).isEqualTo(expected); // begins anew
    assertThat(rates(Runs.of(Runs.line()).schedule(plateau).listen(plateau))).isEqualTo(expected);
    Optim optim = new Optim(Runs.line(), new MSELoss(), 0.25).schedule(plateau);
    assertThat(rates(SGD.of(optim).batchSize(1))).isEqualTo(expected);
    assertThat(rates(SGD.of(optim).batchSize(1).listen(plateau))).isEqualTo(expected);
  }

  @Test
  void it_is_multiplied_with_other_schedules() {
    SGD sgd = Runs.of(Runs.line()).schedule(Schedule.steps(1, 0.5)).listen(plateau());
    assertThat(rates(sgd)).containsExactly(0.25, 0.125, 0.0625, 1 / 64.0, 1 / 128.0, 1 / 512.0);
  }

  @Test
  void a_resumed_run_is_the_same_bit_for_bit() {
    for (int epochs = 1; epochs < 9; epochs++) {
      Run whole = run(9);
      whole.fit();
      Path saved = directory.resolve("after " + epochs);
      Run first = run(epochs);
      first.sgd.listen(Checkpoints.in(saved).everyIterations(2));
      first.fit();
      Run second = run(9);
      History history = second.resume(saved);
      assertThat(second.bits()).isEqualTo(whole.bits());
      double[] rates = history.values("learning rate");
      assertThat(rates[8]).isLessThan(rates[0] / 4);
    }
  }

  /** Every epoch is a plateau, whose number the state has. */
  private static Run run(int epochs) {
    Run run = new Run(epochs);
    run.sgd.listen(new ReduceOnPlateau(2).minimumImprovement(100).reduceBy(0.5).cooldown(1));
    return run;
  }

  @Test
  void a_misspelt_monitor_and_a_rule_without_a_learning_rate_are_errors_before_training() {
    Module line = Runs.line();
    SGD sgd = Runs.of(line).listen(plateau().on(Monitor.lowest("los")));
    assertThatThrownBy(() -> sgd.fit(DATA))
        .isInstanceOf(ListenerException.class)
        .hasMessageContaining(
            "lowest los: the epochs of this run have no such value, only [loss, learning rate,"
                + " seconds]");
    UpdateRule lambda = (values, gradients, learningRate) -> values.subi(gradients);
    SGD without = SGD.of(new Optim(line, new MSELoss(), lambda)).listen(plateau());
    assertThatThrownBy(() -> without.fit(DATA))
        .isInstanceOf(ListenerException.class)
        .hasMessageContaining("ReduceOnPlateau needs the learning rate of the rule");
    assertThat(line.parameters().get(0).value().getDouble(0)).isZero();
  }

  @Test
  void settings_are_checked() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(3);
    assertThat(plateau).hasToString("ReduceOnPlateau(patience 3, factor 0.1)");
    assertThatThrownBy(() -> new ReduceOnPlateau(0))
        .hasMessage("ReduceOnPlateau: patience must be at least 1, but was 0");
    assertThatThrownBy(() -> plateau.reduceBy(1))
        .hasMessage("ReduceOnPlateau: reduceBy must be at least 0 and less than 1, but was 1.0");
    assertThatThrownBy(() -> plateau.reduceBy(0))
        .hasMessage("ReduceOnPlateau: reduceBy must be > 0 and finite, but was 0.0");
    assertThatThrownBy(() -> plateau.minimumFactor(NAN))
        .hasMessage("ReduceOnPlateau: minimumFactor must be between 0 and 1, but was NaN");
    assertThatThrownBy(() -> plateau.cooldown(-1))
        .hasMessage("ReduceOnPlateau: cooldown must be at least 0 and finite, but was -1.0");
    assertThatThrownBy(() -> plateau.warmUp(3))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("ReduceOnPlateau: warmUp(…) is for other schedules");
  }

  private static double[] factors(ReduceOnPlateau plateau, double... values) {
    return Arrays.stream(values)
        .map(
            value -> {
              plateau.observe(value);
              return plateau.factor(0);
            })
        .toArray();
  }

  private static ReduceOnPlateau plateau() {
    return new ReduceOnPlateau(1).reduceBy(0.5).on(Monitor.lowest("validation share"));
  }

  /** The learning rates of six epochs, of which the third and the fifth are no better. */
  private static double[] rates(SGD sgd) {
    return sgd.epochs(6)
        .validate(DATA)
        .metrics(Runs.metric("share", 5, 4, 4, 3, 3, 2))
        .fit(DATA)
        .values("learning rate");
  }
}
