package io.github.taeda.nn.optim.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.EarlyStopping;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.ListenerException;
import io.github.taeda.nn.optim.Monitor;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.Run;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.Momentum;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class ResumeTest {
  private static final int EPOCHS = 10;

  @TempDir private Path directory;

  @Test
  void five_epochs_and_five_more_are_ten_bit_for_bit() {
    Run whole = new Run(EPOCHS);
    History seen = whole.fit();

    Run first = new Run(5);
    first.sgd.listen(Checkpoints.in(directory));
    first.fit();
    Run second = new Run(EPOCHS);
    second.sgd.listen(Checkpoints.in(directory));
    History resumed = second.resume(directory);

    assertThat(second.bits()).isEqualTo(whole.bits());
    assertSame(resumed, seen);
  }

  @ParameterizedTest(name = "after {0} iterations")
  @ValueSource(ints = {1, 3, 4, 5, 6, 27, 49, 50})
  void it_goes_on_within_an_epoch_bit_for_bit(int iterations) {
    Run whole = new Run(EPOCHS);
    History seen = whole.fit();

    Run first = new Run(EPOCHS);
    first.sgd.listen(Checkpoints.in(directory).everyIterations(1), stopAfter(iterations));
    first.fit();
    Run second = new Run(EPOCHS);
    History resumed = second.resume(directory);

    assertThat(second.optim.iterations()).isEqualTo(EPOCHS * Run.BATCHES);
    assertThat(second.bits()).isEqualTo(whole.bits());
    assertSame(resumed, seen);
  }

  @Test
  void accumulated_gradients_are_kept() {
    Run whole = new Run(4, 3);
    whole.fit();
    Run first = new Run(4, 3);
    SaveNow save = new SaveNow(directory.resolve("now.safetensors"), 2, 2); // 2 of 3 gathered
    first.sgd.listen(save);
    first.fit();
    Run second = new Run(4, 3);
    second.resume(directory.resolve("now.safetensors"));
    assertThat(second.bits()).isEqualTo(whole.bits());
  }

  @ParameterizedTest(name = "accumulating {0}")
  @ValueSource(ints = {1, 2, 3})
  void a_run_saved_in_any_call_of_any_batch_is_resumed_bit_for_bit(int accumulated) {
    Run whole = new Run(3, accumulated);
    History seen = whole.fit();
    for (String call : List.of("batchStarted", "gradientReady", "batchEnded")) {
      for (int batch = 1; batch <= Run.BATCHES; batch++) {
        Path file = directory.resolve(call + batch + ".safetensors");
        Run first = new Run(3, accumulated);
        first.sgd.listen(new SaveIn(call, file, 2, batch));
        first.fit();
        Run second = new Run(3, accumulated);
        History resumed = second.resume(file);
        assertThat(second.bits()).as("%s, batch %d", call, batch).isEqualTo(whole.bits());
        assertSame(resumed, seen);
      }
    }
  }

  @ParameterizedTest(name = "accumulating {0}")
  @ValueSource(ints = {1, 3})
  void a_run_that_stops_in_the_last_batch_of_an_epoch_is_saved_and_resumed(int accumulated)
      throws IOException {
    Run whole = new Run(3, accumulated);
    History seen = whole.fit();
    Run first = new Run(3, accumulated);
    first.sgd.listen(Checkpoints.in(directory).everyEpochs(100), new StopIn(1, Run.BATCHES));
    assertThat(first.fit().losses()).isEmpty(); // the epoch was not evaluated
    assertThat(names()).containsExactly("epoch-0001-batch-000005.safetensors");
    Run second = new Run(3, accumulated);
    second.sgd.listen(Checkpoints.in(directory).everyEpochs(100));
    History resumed = second.resume(directory);
    assertThat(second.bits()).isEqualTo(whole.bits());
    assertSame(resumed, seen);
  }

  @Test
  void a_run_stopped_before_an_update_resumes_with_that_update() {
    Run whole = new Run(2);
    whole.fit();
    Path file = directory.resolve("ended.safetensors");
    Run first = new Run(2);
    first.sgd.listen(new StopBeforeUpdate(file, 1, Run.BATCHES));
    first.fit();
    Run second = new Run(2);
    second.resume(file);
    assertThat(second.bits()).isEqualTo(whole.bits());
  }

  @Test
  void another_seed_gives_other_bits() { // the control: the comparison can fail
    Run whole = new Run(2);
    Run other = new Run(2);
    other.random.restore(8);
    whole.fit();
    other.fit();
    assertThat(other.bits()).isNotEqualTo(whole.bits());
  }

  @Test
  void a_run_that_was_over_is_not_trained_further() {
    Run first = new Run(2);
    first.sgd.listen(Checkpoints.in(directory));
    History seen = first.fit();
    Run second = new Run(2);
    assertSame(second.resume(directory), seen);
    assertThat(second.bits()).isEqualTo(first.bits());
  }

  @Test
  void an_empty_directory_begins_from_the_start() {
    Run whole = new Run(2);
    whole.fit();
    Run resumed = new Run(2);
    resumed.resume(directory);
    assertThat(resumed.bits()).isEqualTo(whole.bits());
  }

  @Test
  void the_last_ones_and_the_best_are_kept() throws IOException {
    Run run = new Run(EPOCHS);
    Checkpoints checkpoints =
        Checkpoints.in(directory)
            .everyIterations(2)
            .everyEpochs(3)
            .keepLast(2)
            .keepBest(Monitor.lowest("validation loss"));
    run.sgd.listen(checkpoints);
    History seen = run.fit();
    // iterations 48 (epoch 10, batch 3) and 50 (its end)
    assertThat(names())
        .containsExactly(
            "best.safetensors",
            "epoch-0010-batch-000003.safetensors",
            "epoch-0010-batch-000005.safetensors");
    assertThat(checkpoints.newest())
        .isEqualTo(directory.resolve("epoch-0010-batch-000005.safetensors"));

    double[] losses = seen.values("validation loss");
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    Run atBest = new Run(best + 1);
    atBest.fit();
    Run loaded = new Run(1);
    Checkpoints.loadInto(loaded.net, directory.resolve("best.safetensors"));
    assertThat(loaded.netBits()).isEqualTo(atBest.netBits());
  }

  @Test
  void an_epoch_whose_value_is_nan_is_not_the_best() throws IOException {
    Run run = new Run(4);
    double nan = Double.NaN;
    Checkpoints checkpoints =
        Checkpoints.in(directory).keepBest(Monitor.highest("validation share"));
    run.sgd.metrics(Runs.metric("share", nan, 2, 1, nan)).listen(checkpoints);
    run.fit();
    Run second = new Run(2);
    second.fit();
    Run loaded = new Run(1);
    Checkpoints.loadInto(loaded.net, directory.resolve("best.safetensors"));
    assertThat(loaded.netBits()).isEqualTo(second.netBits());

    Path other = directory.resolve("other");
    Run never = new Run(2);
    never
        .sgd
        .metrics(Runs.metric("share", nan, nan))
        .listen(Checkpoints.in(other).keepBest(Monitor.highest("validation share")));
    never.fit();
    assertThat(Checkpoints.in(other).best()).isNull();
  }

  @Test
  void a_misspelt_monitor_of_the_best_is_an_error_before_training() {
    Run run = new Run(1);
    List<String> before = run.netBits();
    run.sgd.listen(Checkpoints.in(directory).keepBest(Monitor.lowest("validation los")));
    assertThatThrownBy(run::fit)
        .isInstanceOf(ListenerException.class)
        .hasMessageContaining(
            "lowest validation los: the epochs of this run have no such value, only [loss,"
                + " validation loss, validation mean absolute error, learning rate, seconds]");
    assertThat(run.netBits()).isEqualTo(before);
  }

  @Test
  void the_best_is_remembered_by_a_resumed_run() throws IOException {
    Monitor goal = Monitor.lowest("validation loss");
    Run whole = new Run(EPOCHS);
    whole.sgd.listen(Checkpoints.in(directory.resolve("whole")).keepBest(goal));
    whole.fit();
    Run first = new Run(6);
    first.sgd.listen(Checkpoints.in(directory.resolve("parts")).keepBest(goal));
    first.fit();
    Run second = new Run(EPOCHS);
    second.sgd.listen(Checkpoints.in(directory.resolve("parts")).keepBest(goal));
    second.resume(directory.resolve("parts"));
    Run a = new Run(1);
    Run b = new Run(1);
    Checkpoints.loadInto(a.net, directory.resolve("whole/best.safetensors"));
    Checkpoints.loadInto(b.net, directory.resolve("parts/best.safetensors"));
    assertThat(b.netBits()).isEqualTo(a.netBits());
  }

  @Test
  void a_generator_whose_state_cannot_be_kept_is_refused_before_training() {
    Sequential net = new Sequential(new Linear(1, 1), new Dropout(0.5, new SplittableRandom(1)));
    Optim optim = new Optim(net, new MSELoss(), 0.1);
    double before = net.parameters().get(0).value().getDouble(0);
    SGD sgd = SGD.of(optim).listen(Checkpoints.in(directory));
    assertThatThrownBy(() -> sgd.fit(one()))
        .isInstanceOf(ListenerException.class)
        .hasMessage(
            "SGD: the listener Checkpoints("
                + directory
                + ") failed in started, epoch 0: the state of a java.util.SplittableRandom cannot be"
                + " saved: shuffle, and let modules such as Dropout draw, by a SplitMix");
    assertThat(net.parameters().get(0).value().getDouble(0)).isEqualTo(before);
  }

  @Test
  void a_checkpoint_of_something_else_is_refused_and_changes_nothing() {
    Run saved = new Run(1);
    saved.sgd.listen(Checkpoints.in(directory));
    saved.fit();
    Path file = directory.resolve("epoch-0001-batch-000005.safetensors");

    Linear other = new Linear(1, 1);
    Optim optim = new Optim(other, new MSELoss(), 0.1);
    assertRefused(
        SGD.of(optim).resume(Checkpoints.file(file)),
        "module must be \"Linear(1 -> 1)\" here, but was \"Sequential\"");

    Run momentum = new Run(1);
    List<String> bits = momentum.bits();
    Optim byMomentum = new Optim(momentum.net, new MSELoss(), new Momentum(0.1, 0.9));
    assertRefused(
        SGD.of(byMomentum).resume(Checkpoints.file(file)),
        "rule must be \"Momentum(learning rate 0.1, momentum 0.9)\" here, but was"
            + " \"Adam(learning rate 0.05, betas 0.9 and 0.999, epsilon 1.0E-8)\"");
    Optim byAdam = new Optim(momentum.net, new MSELoss(), new Adam(0.1));
    assertRefused(
        SGD.of(byAdam).resume(Checkpoints.file(file)),
        "rule must be \"Adam(learning rate 0.1, betas 0.9 and 0.999, epsilon 1.0E-8)\" here, but was"
            + " \"Adam(learning rate 0.05, betas 0.9 and 0.999, epsilon 1.0E-8)\"");
    Optim sums = new Optim(momentum.net, new MSELoss(Reduction.SUM), new Adam(0.05));
    assertRefused(
        SGD.of(sums).resume(Checkpoints.file(file)),
        "loss must be \"MSELoss SUM\" here, but was \"MSELoss MEAN\"");
    Optim same = new Optim(momentum.net, new MSELoss(), new Adam(0.05));
    assertRefused(
        SGD.of(same).resume(Checkpoints.file(file)), "examples must be \"1\" here, but was \"23\"");
    assertThat(momentum.bits()).isEqualTo(bits);

    Run deaf = new Run(1);
    List<String> before = deaf.bits();
    SGD without =
        SGD.of(deaf.optim).batchSize(5).shuffle(deaf.random).resume(Checkpoints.file(file));
    assertThatThrownBy(() -> without.fit(examples(23)))
        .hasMessageStartingWith("SGD: cannot resume: " + file + ": nothing here takes the arrays [")
        .hasMessageContaining("listener.EarlyStopping.0.progress");
    assertThat(deaf.bits()).isEqualTo(before);
  }

  @Test
  void a_directory_that_is_not_there_begins_from_the_start() {
    Path later = directory.resolve("later");
    Run run = new Run(1);
    run.sgd.listen(Checkpoints.in(later));
    assertThat(run.resume(later).losses()).hasSize(1);
    assertThat(later.resolve("epoch-0001-batch-000005.safetensors")).exists();
  }

  @Test
  void a_new_run_does_not_mix_with_another_ones_checkpoints() {
    Run first = new Run(2);
    first.sgd.listen(Checkpoints.in(directory));
    first.fit();
    Run other = new Run(1);
    List<String> before = other.netBits();
    other.sgd.listen(Checkpoints.in(directory));
    assertThatThrownBy(other::fit)
        .isInstanceOf(ListenerException.class)
        .hasMessageContaining(
            directory.resolve("epoch-0002-batch-000005.safetensors")
                + " is of another run: resume that one, or save into another directory");
    assertThat(other.netBits()).isEqualTo(before);
  }

  @Test
  void going_on_from_an_earlier_checkpoint_drops_the_later_ones() throws IOException {
    Run first = new Run(4);
    first.sgd.listen(Checkpoints.in(directory));
    first.fit();
    Run second = new Run(3);
    second.sgd.listen(Checkpoints.in(directory));
    second.resume(directory.resolve("epoch-0002-batch-000005.safetensors"));
    assertThat(names())
        .containsExactly(
            "epoch-0002-batch-000005.safetensors", "epoch-0003-batch-000005.safetensors");
  }

  @Test
  void frozen_parameters_stay_so() {
    Listener thaw =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun training) {
            if (training.epoch() == 1) {
              training.optim().module().parameters().get(0).unfreeze();
            }
          }
        };
    Run whole = new Run(4);
    whole.net.parameters().get(0).freeze();
    whole.sgd.listen(thaw);
    whole.fit();
    Run first = new Run(2);
    first.net.parameters().get(0).freeze();
    first.sgd.listen(thaw, Checkpoints.in(directory));
    first.fit();
    Run second = new Run(4);
    second.net.parameters().get(0).freeze();
    second.sgd.listen(thaw);
    second.resume(directory);
    assertThat(second.bits()).isEqualTo(whole.bits());
  }

  @Test
  void a_run_that_stopped_early_stays_stopped() {
    for (int i = 0; i < 3; i++) {
      Linear net = new Linear(1, 1, new SplitMix(1));
      EarlyStopping early = new EarlyStopping(2).minimumImprovement(1e9);
      History seen =
          SGD.of(new Optim(net, new MSELoss(), 0.01))
              .epochs(10)
              .inOrder()
              .listen(early, Checkpoints.in(directory))
              .resume(Checkpoints.in(directory))
              .fit(one());
      assertThat(seen.losses()).hasSize(3);
      assertThat(seen.stopReason()).startsWith("EarlyStopping: loss has not improved on ");
    }
  }

  @Test
  void listeners_begin_anew_with_another_run() throws IOException {
    EarlyStopping early = new EarlyStopping(1);
    Linear first = constant(5);
    SGD.of(new Optim(first, new MSELoss(), 1e-3)).epochs(3).inOrder().listen(early).fit(one());
    Linear second = constant(100);
    History seen =
        SGD.of(new Optim(second, new MSELoss(), 1e-3)).epochs(3).inOrder().listen(early).fit(one());
    assertThat(seen.losses()).hasSize(3);
    assertThat(second.parameters().get(0).value().getDouble(0)).isGreaterThan(50);
  }

  @Test
  void updates_at_the_end_of_an_epoch_count_for_every_iterations() throws IOException {
    Run run = new Run(4, 3); // 5 batches: 2 updates an epoch, the second at its end
    run.sgd.listen(Checkpoints.in(directory).everyIterations(2).everyEpochs(100).keepLast(9));
    run.fit();
    assertThat(names())
        .containsExactly(
            "epoch-0001-batch-000005.safetensors",
            "epoch-0002-batch-000005.safetensors",
            "epoch-0003-batch-000005.safetensors",
            "epoch-0004-batch-000005.safetensors");
  }

  @Test
  void a_rule_that_is_a_lambda_can_be_resumed() {
    UpdateRule lambda = (values, gradients, learningRate) -> values.subi(gradients.mul(0.1));
    for (int epochs = 1; epochs <= 2; epochs++) {
      Optim optim = new Optim(constant(1), new MSELoss(), lambda);
      SGD.of(optim)
          .epochs(epochs)
          .inOrder()
          .listen(Checkpoints.in(directory))
          .resume(Checkpoints.in(directory))
          .fit(one());
      assertThat(optim.iterations()).isEqualTo(epochs);
    }
  }

  private static Linear constant(double number) {
    Linear line = new Linear(1, 1, new SplitMix(1));
    line.parameters().get(0).set(Make.filled(DataType.FLOAT, number, 1, 1));
    return line;
  }

  @Test
  void a_missing_file_is_named() {
    Path file = directory.resolve("missing.safetensors");
    assertThatThrownBy(() -> new Run(1).resume(file))
        .hasMessage("SGD: cannot resume: there is no file " + file);
  }

  @Test
  void a_checkpoint_of_an_earlier_format_is_rejected_with_a_sentence() throws IOException {
    Path file = directory.resolve("old.safetensors");
    SafeTensors.write(
        file,
        Map.of("history", Make.filled(DataType.FLOAT, 1, 1)),
        Map.of("taeda.checkpoint", "1", "epoch", "3"));
    Run run = new Run(1);
    List<String> before = run.bits();
    assertThatThrownBy(() -> run.resume(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileFormatException.class)
        .hasMessage(
            "SGD: cannot resume: "
                + file
                + ": this version of Taeda reads checkpoints of format 2, but this one has format"
                + " 1");
    assertThat(run.bits()).isEqualTo(before);
  }

  @Test
  void only_the_module_of_a_checkpoint_can_be_loaded() throws IOException {
    Run saved = new Run(1);
    saved.sgd.listen(Checkpoints.in(directory));
    saved.fit();
    Path file = directory.resolve("epoch-0001-batch-000005.safetensors");
    Linear other = new Linear(1, 1);
    double before = other.parameters().get(0).value().getDouble(0);
    assertThatThrownBy(() -> Checkpoints.loadInto(other, file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": the array \"module.weight\" is missing");
    assertThat(other.parameters().get(0).value().getDouble(0)).isEqualTo(before);
  }

  private void assertRefused(SGD sgd, String problem) {
    assertThatThrownBy(() -> sgd.fit(one()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SGD: cannot resume: "
                + directory.resolve("epoch-0001-batch-000005.safetensors")
                + ": "
                + problem);
  }

  /** Equal but for the time it took. */
  private static void assertSame(History actual, History expected) {
    assertThat(actual.names()).isEqualTo(expected.names());
    for (String name : expected.names()) {
      if (!name.equals("seconds")) {
        assertThat(actual.values(name)).as(name).isEqualTo(expected.values(name));
      }
    }
  }

  private static Listener stopAfter(int iterations) {
    return new Listener() {
      @Override
      public void batchEnded(TrainingRun training) {
        if (training.optim().iterations() >= iterations && training.batch() < training.batches()) {
          training.stop("enough");
        }
      }

      @Override
      public void epochEnded(TrainingRun training) {
        if (training.optim().iterations() >= iterations) {
          training.stop("enough");
        }
      }
    };
  }

  private static Dataset one() {
    return examples(1);
  }

  private static Dataset examples(int count) {
    return Dataset.of(
        Make.filled(DataType.FLOAT, 1, count, 1), Make.filled(DataType.FLOAT, 1, count, 1));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Saves in one call of one batch. */
  private record SaveIn(String call, Path file, int epoch, int batch) implements Listener {
    @Override
    public void batchStarted(TrainingRun training) {
      save("batchStarted", training);
    }

    @Override
    public void gradientReady(TrainingRun training) {
      save("gradientReady", training);
    }

    @Override
    public void batchEnded(TrainingRun training) {
      save("batchEnded", training);
    }

    private void save(String called, TrainingRun training) {
      if (called.equals(call) && training.epoch() == epoch && training.batch() == batch) {
        write(file, training);
      }
    }
  }

  /** Stops after one batch. */
  private record StopIn(int epoch, int batch) implements Listener {
    @Override
    public void batchEnded(TrainingRun training) {
      if (training.epoch() == epoch && training.batch() == batch) {
        training.stop("enough");
      }
    }
  }

  /** Stops between gradient and update of one batch and saves at the end. */
  private record StopBeforeUpdate(Path file, int epoch, int batch) implements Listener {
    @Override
    public void gradientReady(TrainingRun training) {
      if (training.epoch() == epoch && training.batch() == batch) {
        training.stop("enough");
      }
    }

    @Override
    public void ended(TrainingRun training) {
      write(file, training);
    }
  }

  private static void write(Path file, TrainingRun training) {
    try {
      Checkpoint.write(file, training.save());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves at one place, whatever is accumulated there. */
  private record SaveNow(Path file, int epoch, int batch) implements Listener {
    @Override
    public void batchEnded(TrainingRun training) {
      if (training.epoch() == epoch && training.batch() == batch) {
        write(file, training);
      }
    }
  }
}
