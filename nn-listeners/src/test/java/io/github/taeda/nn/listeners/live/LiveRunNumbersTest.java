package io.github.taeda.nn.listeners.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link LiveRun} puts on the board, by a clock of the test. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveRunNumbersTest {
  private static final Dataset DATA = Runs.data(1, 1);

  private final Board board = new Board();
  private final AtomicLong time = new AtomicLong();
  private final LiveRun run = new LiveRun("run", new Curves(board, 1), time::get);
  @TempDir private Path directory;

  @Test
  void epochs_of_one_fast_batch_leave_time_for_the_layers() throws Exception {
    Runs.of(Runs.line()).epochs(50_000).listen(run, passing(200_000)).fit(DATA); // 10 s

    // once a second, but the second time 3 s after the first at most
    assertThat(x("ratio/weight").length).isBetween(7, 11);
  }

  @Test
  void an_update_at_the_end_of_an_epoch_is_looked_at_before_the_next_gradient() throws Exception {
    // w = 0, examples (1, 1) and (1, 3): an update of two after each epoch, by their mean gradient
    // -2 (1 - 0) and -2 (3 - 0): -4; w = 1; then 0 and -4: -2; w = 3/2
    Optim optim = new Optim(Runs.line(), new MSELoss(), 0.25).accumulate(3);
    SGD.of(optim).batchSize(1).inOrder().epochs(2).listen(run).fit(Runs.data(1, 1, 1, 3));

    assertThat(values("gradient norm/weight")).startsWith(4);
    assertThat(values("ratio/weight")[0]).isInfinite(); // of 0
  }

  @Test
  void iterations_per_second_are_updates() throws Exception {
    Optim optim = new Optim(Runs.line(), new MSELoss(), 0.25).accumulate(4);
    SGD.of(optim)
        .batchSize(1)
        .inOrder()
        .epochs(10)
        .listen(run, passing(100_000_000))
        .fit(Runs.data(1, 1, 1, 1, 1, 1, 1, 1));

    assertThat(progress().iterations()).isEqualTo(10);
    assertThat(progress().iterationsPerSecond()).isEqualTo(2.5); // 10 batches a second
    assertThat(progress().examplesPerSecond()).isEqualTo(10);
  }

  @Test
  void what_is_saved_in_a_pause_is_told_without_the_time_of_the_pause() throws Exception {
    LiveRun held = run.onSave(() -> {});
    CompletableFuture<Object> training =
        CompletableFuture.supplyAsync(
            () ->
                Runs.of(Runs.line())
                    .epochs(4)
                    .listen(held, passing(1_000_000_000), pausing(3))
                    .fit(DATA));
    await("paused", "");
    time.addAndGet(60_000_000_000L);
    held.request("save");

    RunProgress.Snapshot saved = await("paused", "saved");
    assertThat(saved.seconds()).isEqualTo(3);
    held.request("continue");
    training.get(30, TimeUnit.SECONDS);
    assertThat(progress().seconds()).isEqualTo(4);
  }

  @Test
  void a_confusion_matrix_is_told_once_after_each_validation() throws Exception {
    Dataset data =
        Dataset.of(NDArrays.of(new float[] {1}, 1, 1), NDArrays.of(new float[] {1}, 1, 1));
    long[] told = {0};
    Object[] last = {null};
    Listener counting =
        new Listener() {
          @Override
          public void batchEnded(TrainingRun training) {
            time.addAndGet(1_000_000_000);
            Object now = content("confusion", "");
            told[0] += now == last[0] ? 0 : 1;
            last[0] = now;
          }
        };
    Runs.of(Runs.line())
        .epochs(3)
        .validate(data)
        .metrics(ConfusionMatrix.binary(0.5))
        .listen(run, counting)
        .fit(Runs.data(1, 1, 1, 1, 1, 1, 1, 1));

    assertThat(told[0]).isEqualTo(2); // those of epochs 1 and 2
  }

  @Test
  void a_run_that_has_ended_does_not_keep_its_net() throws Exception {
    WeakReference<Optim> optim = trained();
    for (int i = 0; optim.get() != null && i < 100; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(optim.get()).isNull();
    assertThat(run.isOver()).isTrue();
  }

  private WeakReference<Optim> trained() {
    Optim optim = new Optim(Runs.line(), new MSELoss(), 0.25);
    SGD.of(optim).listen(run, Checkpoints.in(directory)).fit(DATA);
    return new WeakReference<>(optim);
  }

  @Test
  void a_histogram_is_of_the_finite_elements() {
    ArraySummary some = new ArraySummary(4);
    some.add(Double.NaN, -1, 1, Double.POSITIVE_INFINITY);
    assertThat(some.norm()).isNaN();
    assertThat(some.histogram().min()).isEqualTo(-1);
    assertThat(some.histogram().max()).isEqualTo(1);
    assertThat(some.histogram().counts()).startsWith(1).endsWith(1);

    ArraySummary none = new ArraySummary(2);
    none.add(Double.NaN, Double.NaN);
    assertThat(none.histogram().min()).isNaN();
    assertThat(Arrays.stream(none.histogram().counts()).sum()).isZero();
  }

  private Listener passing(long nanos) {
    return new Listener() {
      @Override
      public void batchEnded(TrainingRun training) {
        time.addAndGet(nanos);
      }
    };
  }

  private Listener pausing(int epoch) {
    return new Listener() {
      @Override
      public void epochEnded(TrainingRun training) {
        if (training.epoch() == epoch) {
          run.request("pause");
        }
      }
    };
  }

  private Object content(String kind, String name) {
    try {
      return board.await(-1, 0).contents().get(new Topic(1, kind, name));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private RunProgress.Snapshot progress() {
    return (RunProgress.Snapshot) content("progress", "");
  }

  private RunProgress.Snapshot await(String state, String message) throws InterruptedException {
    Board.Changes changes = new Board.Changes(0, Map.of(), false);
    while (true) {
      changes = board.await(changes.version(), 1000);
      RunProgress.Snapshot now = progress();
      if (now != null && List.of(now.state(), now.message()).equals(List.of(state, message))) {
        return now;
      }
    }
  }

  private double[] x(String name) {
    return ((Series) content(Topic.SERIES, name)).after(Series.Points.NONE).x();
  }

  private double[] values(String name) {
    return ((Series) content(Topic.SERIES, name)).after(Series.Points.NONE).y();
  }
}
