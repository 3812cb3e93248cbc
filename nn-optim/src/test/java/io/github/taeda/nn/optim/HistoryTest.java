package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history =
      new History(
          List.of(
              new History.Epoch(1, 0.1 + 0.2, 2, Map.of("validation loss", 1e-7)),
              new History.Epoch(2, Double.NaN, 2.5, Map.of("share, of \"all\"", 0.5))),
          "it is late");

  @Test
  void values_are_found_by_name_and_are_nan_where_there_are_none() {
    assertThat(history.losses()).containsExactly(0.1 + 0.2, Double.NaN);
    assertThat(history.values("loss")).containsExactly(0.1 + 0.2, Double.NaN);
    assertThat(history.values("validation loss")).containsExactly(1e-7, Double.NaN);
    assertThat(history.values("seconds")).containsExactly(2, 2.5);
    assertThat(history.names())
        .containsExactly("loss", "validation loss", "share, of \"all\"", "seconds");
    assertThat(new History(List.of(), null).values("anything")).isEmpty();
    assertThatThrownBy(() -> history.values("cost"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "History: no value cost, only [loss, validation loss, share, of \"all\", seconds]");
  }

  @Test
  void the_best_epoch_is_the_first_of_the_best_value_that_is_not_nan() {
    double nan = Double.NaN;
    double[] values = {nan, 3, 1, nan, 1, Double.NEGATIVE_INFINITY, 5, nan};
    List<History.Epoch> epochs = new ArrayList<>();
    for (double value : values) {
      epochs.add(new History.Epoch(epochs.size() + 1, value, 1, Map.of("nothing", nan)));
    }
    History all = new History(epochs, null);
    assertThat(new History(epochs.subList(0, 5), null).best(Monitor.lowest("loss")))
        .hasValue(epochs.get(2));
    assertThat(all.best(Monitor.lowest("loss"))).hasValue(epochs.get(5));
    assertThat(all.best(Monitor.highest("loss"))).hasValue(epochs.get(6));
    assertThat(all.best(Monitor.lowest("nothing"))).isEmpty();
    assertThat(new History(List.of(), null).best(Monitor.lowest("loss"))).isEmpty();
    assertThatThrownBy(() -> all.best(Monitor.lowest("cost")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("History: no value cost, only [loss, nothing, seconds]");
  }

  @Test
  void what_is_given_may_be_changed_afterwards() {
    Map<String, Double> values = new LinkedHashMap<>(Map.of("a", 1.0));
    List<History.Epoch> epochs = new ArrayList<>(List.of(new History.Epoch(1, 1, 1, values)));
    History kept = new History(epochs, null);
    values.clear();
    epochs.clear();
    assertThat(kept.values("a")).containsExactly(1);
    assertThatThrownBy(() -> kept.epochs().get(0).values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_goal_is_the_lowest_or_the_highest_of_a_value() {
    Monitor lowest = Monitor.lowest("loss");
    Monitor highest = Monitor.highest("loss");
    assertThat(lowest).hasToString("lowest loss");
    assertThat(highest).hasToString("highest loss");
    assertThat(lowest.improvement(1, 3)).isEqualTo(2);
    assertThat(highest.improvement(1, 3)).isEqualTo(-2);
    assertThat(lowest.improvement(Double.NaN, 3)).isNaN();
    assertThat(lowest.of(history.epochs().get(0))).isEqualTo(0.1 + 0.2);
    assertThatThrownBy(() -> Monitor.highest("share").of(history.epochs().get(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "highest share: an epoch has no such value, only [loss, validation loss, seconds]");
  }
}
