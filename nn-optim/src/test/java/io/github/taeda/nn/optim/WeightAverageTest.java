package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.transforms.RandomNoise;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class WeightAverageTest {
  private static final Dataset TRAIN = examples(1, 23);
  private static final Dataset TEST = examples(2, 9);

  @TempDir private Path directory;

  @Test
  void an_exponential_average_follows_its_formula() {
    Training training = new Training();
    WeightAverage average = WeightAverage.exponential(0.8);
    double[] expected = {};
    for (int i = 0; i < 12; i++) {
      training.optim.step(TRAIN.batch(i, i + 1, i + 2));
      average.add(training.optim);
      double[] present = training.optim.vector().values().toDoubleVector();
      expected = i == 0 ? present : combined(expected, 0.8, present, 0.2);
    }
    assertThat(average.count()).isEqualTo(12);
    average.copyInto(training.net);
    assertThat(training.optim.vector().values().toDoubleVector())
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(expected);
  }

  @Test
  void an_equal_average_is_the_mean() {
    Training training = new Training();
    WeightAverage average = WeightAverage.equal();
    double[] sum = new double[(int) training.optim.vector().length()];
    for (int i = 0; i < 5; i++) {
      training.optim.step(TRAIN.batch(i, i + 1, i + 2));
      average.add(training.optim);
      sum = combined(sum, 1, training.optim.vector().values().toDoubleVector(), 1);
    }
    double[] mean = combined(sum, 0.2, sum, 0);
    Module copy = training.net.copy();
    average.copyInto(copy);
    assertThat(values(copy)).usingComparatorWithPrecision(1e-6).containsExactly(mean);
    assertThat(values(training.net)).isNotEqualTo(values(copy));
  }

  @Test
  void what_never_changes_stays_exact() {
    Training training = new Training();
    training.net.parameters().get(0).freeze();
    INDArray before = training.net.parameters().get(0).value().dup();
    for (WeightAverage average : List.of(WeightAverage.exponential(0.9), WeightAverage.equal())) {
      for (int i = 0; i < 10; i++) {
        training.optim.step(TRAIN.batch(i, i + 1));
        average.add(training.optim);
      }
      average.copyInto(training.net);
      Compare.exact("frozen weight", training.net.parameters().get(0).value(), before);
    }
  }

  @Test
  void during_a_run_the_module_has_the_average_and_afterwards_its_own_values() {
    Training training = new Training();
    WeightAverage average = WeightAverage.equal();
    training.optim.step(TRAIN.batch(1, 2, 3));
    average.add(training.optim);
    List<String> averaged = bits(training.net);
    training.optim.step(TRAIN.batch(4, 5, 6));
    List<String> own = bits(training.net);
    assertThat(average.run(training.net, () -> bits(training.net)))
        .isEqualTo(averaged)
        .isNotEqualTo(own);
    assertThat(bits(training.net)).isEqualTo(own);
    try {
      average.run(
          training.net,
          () -> {
            throw new UnsupportedOperationException();
          });
    } catch (UnsupportedOperationException e) {
      assertThat(bits(training.net)).isEqualTo(own);
      return;
    }
    throw new AssertionError("not thrown");
  }

  /** The last of three epochs without the average, each evaluated by hand, is the control. */
  @Test
  void epochs_are_evaluated_with_the_average_and_training_is_as_without() {
    Training plain = new Training();
    History without = plain.sgd(3).fit(TRAIN);
    Training training = new Training();
    WeightAverage average = WeightAverage.exponential(0.9);
    History history = training.sgd(3).listen(average).fit(TRAIN);
    assertThat(history.losses()).isEqualTo(without.losses());
    assertThat(history.values("validation loss")).isNotEqualTo(without.values("validation loss"));
    double atTheEnd = loss(training.net);
    assertThat(history.values("validation loss")[2]).isEqualTo(atTheEnd);
    assertThat(average.count()).isEqualTo(15); // 5 updates in each epoch
  }

  /** Its pass over the data draws from the generator of the noise too. */
  @Test
  void an_equal_average_leaves_training_on_noisy_data_as_it_is() {
    List<History> histories = new ArrayList<>();
    for (boolean isAveraged : new boolean[] {false, true}) {
      Training training = new Training();
      SGD sgd = training.sgd(3);
      if (isAveraged) {
        sgd.listen(WeightAverage.equal());
      }
      histories.add(sgd.fit(RandomNoise.gaussian(TRAIN, 0.1, new SplitMix(3))));
    }
    assertThat(histories.get(1).losses()).isEqualTo(histories.get(0).losses());
  }

  @Test
  void an_average_of_other_shapes_does_not_fit() {
    WeightAverage average = WeightAverage.equal();
    average.add(new Optim(new Linear(2, 4), new MSELoss(), new Adam(0.1)));
    Linear other = new Linear(3, 3); // of 12 elements too
    assertThatThrownBy(() -> average.copyInto(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "WeightAverage(equal): the module must have the parameters [[2, 4], [4]], but has"
                + " [[3, 3], [3]]");
  }

  @Test
  void an_equal_average_counts_epochs_from_the_one_set() {
    Training training = new Training();
    WeightAverage average = WeightAverage.equal().from(3);
    List<String> before = new ArrayList<>();
    Listener watcher =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun run) {
            before.add(run.epoch() + " " + average.count());
          }
        };
    training.sgd(4).listen(average, watcher).fit(TRAIN);
    assertThat(before).containsExactly("1 0", "2 0", "3 1", "4 2");
  }

  @Test
  void an_equal_average_has_statistics_of_its_own() {
    Training training = new Training();
    training.sgd(4).listen(WeightAverage.equal().from(2)).fit(TRAIN);
    Linear first = (Linear) training.net.get(0);
    INDArray hidden = first.forward(TRAIN.batch(all()).input());
    INDArray mean = training.net.buffers().get(0).value();
    Compare.close("running mean", mean, hidden.mean(0), 1e-5);

    Training other = new Training(); // the control: an average of running means is another
    other.sgd(4).listen(WeightAverage.exponential(0.5)).fit(TRAIN);
    INDArray those = ((Linear) other.net.get(0)).forward(TRAIN.batch(all()).input()).mean(0);
    assertThat(other.net.buffers().get(0).value().sub(those).norm2Number().doubleValue())
        .isGreaterThan(1e-3);
  }

  @Test
  void early_stopping_restores_the_average_of_the_best_epoch() {
    Training training = new Training();
    EarlyStopping early = new EarlyStopping(100);
    History history = training.sgd(8).listen(early, WeightAverage.exponential(0.8)).fit(TRAIN);
    double best =
        history
            .best(Monitor.lowest("validation loss"))
            .orElseThrow()
            .value("validation loss")
            .orElseThrow();
    assertThat(early.best()).isEqualTo(best);
    assertThat(loss(training.net)).isEqualTo(best);
    assertThat(history.values("validation loss")[7]).isNotEqualTo(best);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exponential", "equal"})
  void a_resumed_run_has_the_bits_of_one_that_was_not_interrupted(String kind) {
    for (int accumulated : new int[] {1, 2}) {
      Supplier<WeightAverage> make =
          () ->
              kind.equals("equal") ? WeightAverage.equal().from(2) : WeightAverage.exponential(0.7);
      Training whole = new Training();
      whole.optim.accumulate(accumulated);
      WeightAverage expected = make.get();
      whole.sgd(4).listen(expected).fit(TRAIN);
      int updates = accumulated == 1 ? 5 : 3; // of an epoch
      assertThat(expected.count()).isEqualTo(kind.equals("equal") ? 3 : 4 * updates);
      for (int stop : new int[] {3, 8, 10, 13, 15, 17}) { // batches, of 5 in an epoch
        Training first = new Training();
        first.optim.accumulate(accumulated);
        Checkpoints checkpoints =
            Checkpoints.in(directory.resolve(kind + accumulated + "-" + stop));
        first.sgd(4).listen(make.get(), stopAfter(stop), checkpoints).fit(TRAIN);
        Training second = new Training();
        second.optim.accumulate(accumulated);
        WeightAverage average = make.get();
        second.sgd(4).listen(average, checkpoints).resume(checkpoints).fit(TRAIN);
        assertThat(bits(second.net)).as("stopped after batch %d", stop).isEqualTo(bits(whole.net));
        assertThat(average.count()).isEqualTo(expected.count());
      }
    }
  }

  @Test
  void a_custom_loop_resumes_with_its_average() throws Exception {
    Path file = directory.resolve("loop.safetensors");
    Training whole = new Training();
    WeightAverage expected = WeightAverage.exponential(0.6);
    steps(whole, expected, 0, 10);
    Training first = new Training();
    WeightAverage half = WeightAverage.exponential(0.6);
    steps(first, half, 0, 5);
    Checkpoints.write(file, CustomLoop.of(first.optim).average(first.optim, half).save(Map.of()));
    Training second = new Training();
    WeightAverage average = WeightAverage.exponential(0.6);
    CustomLoop.of(second.optim)
        .average(second.optim, average)
        .restore(Checkpoints.file(file).load());
    steps(second, average, 5, 10);
    expected.copyInto(whole.net);
    average.copyInto(second.net);
    assertThat(bits(second.net)).isEqualTo(bits(whole.net));
  }

  @Test
  void a_checkpoint_is_loaded_with_its_average() throws Exception {
    Training training = new Training();
    Checkpoints checkpoints = Checkpoints.in(directory.resolve("load"));
    WeightAverage average = WeightAverage.equal().from(2);
    training.sgd(3).listen(checkpoints, average).fit(TRAIN);
    Module loaded = new Training().net;
    Checkpoints.loadInto(loaded, checkpoints.newest());
    assertThat(bits(loaded)).isEqualTo(bits(training.net));

    Training early = new Training(); // the control: an average that has not begun
    Checkpoints others = Checkpoints.in(directory.resolve("early"));
    early.sgd(1).listen(others, WeightAverage.equal().from(2)).fit(TRAIN);
    Checkpoints.loadInto(loaded, others.newest());
    assertThat(bits(loaded)).isEqualTo(bits(early.net));
  }

  @Test
  void a_second_run_begins_anew() {
    Training training = new Training();
    WeightAverage average = WeightAverage.exponential(0.9);
    SGD sgd = training.sgd(1).listen(average);
    sgd.fit(TRAIN);
    sgd.fit(TRAIN);
    assertThat(average.count()).isEqualTo(5);
  }

  @Test
  void misuse_is_rejected() {
    rejected(
        () -> WeightAverage.exponential(1),
        "WeightAverage: decay must be at least 0 and less than 1, but was 1.0");
    rejected(
        () -> WeightAverage.equal().from(0), "WeightAverage: from must be at least 1, but was 0");
    Training training = new Training();
    assertThatIllegalStateException()
        .isThrownBy(() -> WeightAverage.equal().copyInto(training.net))
        .withMessage("WeightAverage(equal): nothing was added yet");
    rejected(
        () ->
            training
                .sgd(1)
                .listen(WeightAverage.equal(), WeightAverage.exponential(0.5))
                .fit(TRAIN),
        "SGD: there must be at most one WeightAverage, but there are WeightAverage(equal) and"
            + " WeightAverage(exponential 0.5)");
    WeightAverage average = WeightAverage.equal();
    average.add(training.optim);
    rejected(
        () -> average.copyInto(new Linear(2, 2)),
        "WeightAverage(equal): the module must have 57 elements, but has 6");
  }

  private static void rejected(Runnable run, String message) {
    assertThatIllegalArgumentException().isThrownBy(run::run).withMessage(message);
  }

  private static void steps(Training training, WeightAverage average, int from, int to) {
    for (int i = from; i < to; i++) {
      training.optim.step(TRAIN.batch(i, i + 1, i + 2));
      average.add(training.optim);
    }
  }

  private static Listener stopAfter(int batches) {
    return new Listener() {
      @Override
      public void batchEnded(TrainingRun run) {
        if ((run.epoch() - 1) * run.batches() + run.batch() == batches) {
          run.stop("enough");
        }
      }
    };
  }

  private static double loss(Module net) {
    return Evaluator.of(net).loss(new MSELoss()).evaluate(TEST).get("loss");
  }

  private static double[] combined(double[] a, double one, double[] b, double other) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> one * a[i] + other * b[i]);
    return sum;
  }

  private static double[] values(Module module) {
    return module.parameters().stream()
        .flatMapToDouble(p -> Arrays.stream(p.value().dup('c').ravel().toDoubleVector()))
        .toArray();
  }

  private static List<String> bits(Module module) {
    return ModuleArray.of(module).stream()
        .map(array -> Arrays.toString(array.value().dup('c').ravel().toDoubleVector()))
        .toList();
  }

  private static int[] all() {
    int[] rows = new int[TRAIN.size()];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static Dataset examples(int seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return Dataset.of(
        Make.normal(random, count, 3).castTo(DataType.FLOAT),
        Make.normal(random, count, 1).castTo(DataType.FLOAT));
  }

  /** A small net with running statistics and dropout, the same each time. */
  private static final class Training {
    final SplitMix random = new SplitMix(7);
    final Sequential net =
        new Sequential(
            new Linear(3, 8, random),
            new BatchNorm(8),
            new TanH(),
            new Dropout(0.2, random),
            new Linear(8, 1, random));
    final Optim optim = new Optim(net, new MSELoss(), new Adam(0.05));

    SGD sgd(int epochs) {
      return SGD.of(optim).batchSize(5).epochs(epochs).shuffle(random).validate(TEST);
    }
  }
}
