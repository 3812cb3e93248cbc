package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link SGD} promises its listeners. */
class ListenersTest {
  private static final Dataset DATA = Runs.data(1, 1, 2, 2);

  private final List<String> events = new ArrayList<>();
  private final Linear line = Runs.line();

  @Test
  void every_call_comes_in_its_turn_and_to_each_listener_in_theirs() {
    Runs.of(line).epochs(2).listen(new Noting("a"), new Noting("b")).fit(DATA);
    assertThat(events)
        .containsExactly(
            "a started 0/2 0/2", "b started 0/2 0/2",
            "a batchStarted 1/2 1/2", "b batchStarted 1/2 1/2",
            "a gradientReady 1/2 1/2", "b gradientReady 1/2 1/2",
            "a batchEnded 1/2 1/2", "b batchEnded 1/2 1/2",
            "a batchStarted 1/2 2/2", "b batchStarted 1/2 2/2",
            "a gradientReady 1/2 2/2", "b gradientReady 1/2 2/2",
            "a batchEnded 1/2 2/2", "b batchEnded 1/2 2/2",
            "a epochEnded 1/2 2/2", "b epochEnded 1/2 2/2",
            "a batchStarted 2/2 1/2", "b batchStarted 2/2 1/2",
            "a gradientReady 2/2 1/2", "b gradientReady 2/2 1/2",
            "a batchEnded 2/2 1/2", "b batchEnded 2/2 1/2",
            "a batchStarted 2/2 2/2", "b batchStarted 2/2 2/2",
            "a gradientReady 2/2 2/2", "b gradientReady 2/2 2/2",
            "a batchEnded 2/2 2/2", "b batchEnded 2/2 2/2",
            "a epochEnded 2/2 2/2", "b epochEnded 2/2 2/2",
            "a ended 2/2 2/2", "b ended 2/2 2/2");
  }

  @Test
  void a_call_sees_the_loss_before_the_update_and_the_epoch_so_far() {
    List<Double> seen = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void batchEnded(TrainingRun training) {
            seen.add(training.loss());
            seen.add(training.epochLoss());
            seen.add((double) line.parameters().get(0).value().getFloat(0));
          }

          @Override
          public void epochEnded(TrainingRun training) {
            seen.add(training.lastEpoch().loss());
          }
        };
    Runs.of(line).listen(listener).fit(DATA);
    // (0 · 1 - 1)² = 1, gradient -2, w = 0.5; (0.5 · 2 - 2)² = 1, gradient -4, w = 1.5
    assertThat(seen).containsExactly(1.0, 1.0, 0.5, 1.0, 1.0, 1.5, 1.0);
  }

  /** Up to which event a run goes that is stopped in a call, and how often w has moved. */
  @ParameterizedTest
  @CsvSource({
    "started, a started 0/2 0/2, 0, 0",
    "batchStarted, a gradientReady 1/2 1/2, 0, 0",
    "gradientReady, a gradientReady 1/2 1/2, 0, 0",
    "batchEnded, a batchEnded 1/2 1/2, 0.5, 0",
    "epochEnded, a epochEnded 1/2 2/2, 1.5, 1"
  })
  void a_run_that_is_stopped_ends_after_the_batch_without_the_update_if_there_was_none(
      String call, String last, float weight, int epochs) {
    Noting stopping = new Noting("a");
    stopping.act(call, training -> training.stop("enough"));
    stopping.act(call, training -> training.stop("more than enough")); // the first reason counts

    History history = Runs.of(line).epochs(2).listen(stopping).fit(DATA);

    assertThat(events.get(events.size() - 2)).isEqualTo(last);
    assertThat(events.get(events.size() - 1)).startsWith("a ended");
    assertThat(line.parameters().get(0).value().getFloat(0)).isEqualTo(weight);
    assertThat(history.epochs()).hasSize(epochs);
    assertThat(history.stopReason()).isEqualTo("enough");
  }

  @Test
  void a_run_that_is_not_stopped_has_no_reason() {
    assertThat(Runs.of(line).fit(DATA).stopReason()).isNull();
  }

  @Test
  void an_exception_names_the_listener_and_the_others_still_end() {
    Noting broken = new Noting("b");
    IllegalStateException cause = new IllegalStateException("no paper");
    broken.act(
        "batchEnded",
        training -> {
          throw cause;
        });
    assertThatThrownBy(
            () -> Runs.of(line).listen(new Noting("a"), broken, new Noting("c")).fit(DATA))
        .isInstanceOf(ListenerException.class)
        .hasMessage("SGD: the listener b failed in batchEnded, epoch 1: no paper")
        .hasCause(cause);
    assertThat(events)
        .endsWith("b batchEnded 1/1 1/2", "a ended 1/1 1/2", "b ended 1/1 1/2", "c ended 1/1 1/2");
  }

  @Test
  void a_listener_that_did_not_start_does_not_end() {
    Noting broken = new Noting("b");
    broken.act(
        "started",
        training -> {
          throw new IllegalStateException("no paper");
        });
    assertThatThrownBy(
            () -> Runs.of(line).listen(new Noting("a"), broken, new Noting("c")).fit(DATA))
        .hasMessage("SGD: the listener b failed in started, epoch 0: no paper");
    assertThat(events).containsExactly("a started 0/1 0/2", "b started 0/1 0/2", "a ended 0/1 0/2");
  }

  @Test
  void what_fails_at_the_end_does_not_hide_what_failed_first() {
    Noting broken = new Noting("b");
    for (String call : List.of("epochEnded", "ended")) {
      broken.act(
          call,
          training -> {
            throw new IllegalStateException("no " + call);
          });
    }
    assertThatThrownBy(() -> Runs.of(line).listen(broken, new Noting("c")).fit(DATA))
        .hasMessage("SGD: the listener b failed in epochEnded, epoch 1: no epochEnded")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("SGD: the listener b failed in ended, epoch 1: no ended"));
    assertThat(events).endsWith("c ended 1/1 2/2");
  }

  @Test
  void listeners_end_when_the_training_itself_fails() {
    Dataset wide =
        Dataset.of(NDArrays.of(new float[6], 2, 3), DATA.batch(new int[] {0, 1}).target());
    assertThatThrownBy(() -> Runs.of(line).listen(new Noting("a")).fit(wide))
        .hasMessageContaining("input must be [*, 1], but was [1, 3]");
    assertThat(events)
        .containsExactly("a started 0/1 0/2", "a batchStarted 1/1 1/2", "a ended 1/1 1/2");
  }

  @Test
  void checkpoints_are_called_last_so_that_they_keep_what_others_did(@TempDir Path directory) {
    Noting after = new Noting("a");
    after.act("epochEnded", training -> events.add("files " + files(directory)));
    Runs.of(line).listen(Checkpoints.in(directory), after).fit(DATA);
    assertThat(events).contains("files 0");
    assertThat(files(directory)).isEqualTo(1); // control
  }

  private static int files(Path directory) {
    String[] names = directory.toFile().list();
    return Files.exists(directory) && names != null ? names.length : 0;
  }

  /** Notes each call and may do something more in it. */
  private final class Noting implements Listener {
    private final String name;
    private final List<Action> actions = new ArrayList<>();

    Noting(String name) {
      this.name = name;
    }

    void act(String call, Consumer<TrainingRun> what) {
      actions.add(new Action(call, what));
    }

    private void note(String call, TrainingRun training) {
      events.add(
          String.format(
              Locale.ROOT,
              "%s %s %d/%d %d/%d",
              name,
              call,
              training.epoch(),
              training.epochs(),
              training.batch(),
              training.batches()));
      actions.stream()
          .filter(action -> action.call.equals(call))
          .forEach(action -> action.what.accept(training));
    }

    @Override
    public void started(TrainingRun training) {
      note("started", training);
    }

    @Override
    public void batchStarted(TrainingRun training) {
      note("batchStarted", training);
    }

    @Override
    public void gradientReady(TrainingRun training) {
      note("gradientReady", training);
    }

    @Override
    public void batchEnded(TrainingRun training) {
      note("batchEnded", training);
    }

    @Override
    public void epochEnded(TrainingRun training) {
      note("epochEnded", training);
    }

    @Override
    public void ended(TrainingRun training) {
      note("ended", training);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Action(String call, Consumer<TrainingRun> what) {}
}
