package io.github.taeda.nn.optim.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Weighted;
import io.github.taeda.nn.data.transforms.RandomNoise;
import io.github.taeda.nn.data.transforms.RandomShift;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.ListenerException;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.metrics.R2;
import io.github.taeda.nn.optim.schedules.Schedule;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What one run leaves behind for the next: nothing but the values. */
class SecondRunTest {
  private final Linear line = line();
  private final Optim optim = new Optim(line, new MSELoss(), 0.25);
  private final Dataset ones = examples(1);

  @Test
  void a_run_stopped_before_an_update_leaves_no_gradient() {
    for (Listener stop : new Listener[] {new InBatchStarted(), new InGradientReady()}) {
      SGD.of(optim).batchSize(1).listen(stop).fit(ones);
      assertStands();
    }
  }

  @Test
  void a_run_that_failed_before_an_update_leaves_no_gradient() {
    Listener failing =
        new Listener() {
          @Override
          public void gradientReady(TrainingRun training) {
            throw new IllegalStateException("no");
          }
        };
    SGD sgd = SGD.of(optim).listen(failing);
    assertThatThrownBy(() -> sgd.fit(ones)).isInstanceOf(ListenerException.class);
    assertStands();
  }

  @Test
  void a_schedule_in_epochs_ends_with_its_run() {
    SGD.of(optim).epochs(4).schedule(Schedule.steps(1, 0.1)).fit(examples(0));
    assertThat(optim.learningRate()).isNotEqualTo(0.25);
    SGD.of(optim).fit(examples(0));
    assertThat(optim.learningRate()).isEqualTo(0.25);
  }

  @Test
  void errors_end_the_listeners_too() {
    boolean[] ended = new boolean[1];
    Listener watching =
        new Listener() {
          @Override
          public void ended(TrainingRun training) {
            ended[0] = true;
          }
        };
    Listener failing =
        new Listener() {
          @Override
          public void batchEnded(TrainingRun training) {
            throw new AssertionError("no");
          }
        };
    SGD sgd = SGD.of(optim).listen(watching, failing);
    assertThatThrownBy(() -> sgd.fit(ones)).isInstanceOf(AssertionError.class).hasMessage("no");
    assertThat(ended[0]).isTrue();
  }

  @Test
  void a_smaller_last_batch_can_be_left_out() {
    Sequential net = new Sequential(new Linear(1, 2), new BatchNorm(2), new Linear(2, 1));
    Optim norm = new Optim(net, new MSELoss(), 0.1);
    Dataset five = examples(1, 5);
    History seen = SGD.of(norm).batchSize(2).dropLast().epochs(2).fit(five);
    assertThat(norm.iterations()).isEqualTo(4);
    assertThat(seen.losses()).hasSize(2);
    assertThatThrownBy(() -> SGD.of(norm).batchSize(6).dropLast().fit(five))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SGD: dropLast() leaves no batch of 6 from 5 examples");
  }

  @Test
  void a_last_batch_of_one_example_is_an_error_before_training_if_the_module_needs_two() {
    SplitMix random = new SplitMix(3);
    Sequential net =
        new Sequential(
            new Linear(1, 2),
            new Dropout(0.5, random),
            new Sequential(new BatchNorm(2)),
            new Linear(2, 1));
    Optim norm = new Optim(net, new MSELoss(), 0.1);
    INDArray before = norm.vector().values().dup();
    net.evaluate();
    long state = random.state();
    SGD sgd = SGD.of(norm).batchSize(4).shuffle(random).listen(new NotStarted());
    assertThatThrownBy(() -> sgd.fit(examples(1, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "SGD: 5 examples in batches of 4 end with a batch of one; call dropLast() or choose"
                + " another batchSize: Sequential[2] > Sequential[0] > BatchNorm(2): input must have"
                + " at least 2 rows in training, for one row has no variance, but was [1, 2]; leave"
                + " out a last batch of one example (SGD: dropLast()), or call evaluate() to use the"
                + " running statistics");
    assertThat(norm.vector().values()).isEqualTo(before);
    assertThat(net.buffers().get(0).value().sumNumber().doubleValue()).isZero();
    assertThat(net.isTraining()).isFalse();
    assertThat(random.state()).isEqualTo(state);
    SGD.of(norm).batchSize(4).dropLast().fit(examples(1, 5));
    SGD.of(norm).batchSize(3).fit(examples(1, 5));
    assertThat(norm.iterations()).isEqualTo(3);
  }

  @Test
  void a_last_batch_of_one_image_is_normalised_over_its_positions() {
    Sequential net = new Sequential(new BatchNorm(1));
    Dataset images =
        Dataset.of(
            Make.normal(new SplitMix(1), 5, 3, 3, 1).castTo(DataType.FLOAT),
            Make.filled(DataType.FLOAT, 1, 5, 3, 3, 1));
    Optim norm = new Optim(net, new MSELoss(), 0.1);
    SGD.of(norm).batchSize(4).fit(images);
    assertThat(norm.iterations()).isEqualTo(2);
  }

  @Test
  void a_wrong_input_is_not_mistaken_for_a_last_batch_of_one() {
    Sequential net = new Sequential(new Linear(3, 2), new BatchNorm(2), new Linear(2, 1));
    SGD sgd = SGD.of(new Optim(net, new MSELoss(), 0.1)).batchSize(4);
    assertThatThrownBy(() -> sgd.fit(examples(1, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Sequential[0] > Linear(3 -> 2): input must be [*, 3], but was [4, 1]");
  }

  @Test
  void metrics_of_one_name_are_refused_before_training() {
    SGD sgd = SGD.of(optim).validate(ones).metrics(new R2(), new R2());
    assertThatThrownBy(() -> sgd.fit(ones))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SGD: metrics must have different names on one line, other than loss, but one is"
                + " \"R2\"");
    assertThat(optim.iterations()).isZero();
  }

  /** With the target that it predicts already the net must not move. */
  private void assertStands() {
    line.parameters().forEach(parameter -> parameter.value().assign(0));
    optim.step(examples(0).batch(0).input(), examples(0).batch(0).target());
    assertThat(line.parameters().get(0).value().getDouble(0)).isZero();
  }

  private static Linear line() {
    Linear line = new Linear(1, 1);
    line.parameters().forEach(parameter -> parameter.value().assign(0));
    return line;
  }

  private static Dataset examples(double target) {
    return examples(target, 2);
  }

  @Test
  void looking_at_the_last_batch_draws_nothing_from_transforms_of_the_data() {
    SplitMix noise = new SplitMix(7);
    SplitMix shift = new SplitMix(8);
    Dataset noisy = RandomNoise.gaussian(examples(1, 5), 0.1, noise);
    Dataset data = Weighted.of(RandomShift.of(noisy, 1, 1, 0, shift), 1, 1, 1, 1, 1);
    assertThat(data.generators()).containsExactly(noise, shift);
    long[] before = {noise.state(), shift.state()};
    Sequential net = new Sequential(new Linear(1, 2), new BatchNorm(2), new Linear(2, 1));
    SGD sgd = SGD.of(new Optim(net, new MSELoss(), 0.1)).batchSize(4).listen(new NotStarted());
    assertThatThrownBy(() -> sgd.fit(data)).hasMessageContaining("end with a batch of one");
    assertThat(new long[] {noise.state(), shift.state()}).isEqualTo(before);
  }

  private static Dataset examples(double target, int count) {
    return Dataset.of(
        Make.filled(DataType.FLOAT, 1, count, 1), Make.filled(DataType.FLOAT, target, count, 1));
  }

  private static final class NotStarted implements Listener {
    @Override
    public void started(TrainingRun training) {
      throw new AssertionError("started");
    }
  }

  private static final class InBatchStarted implements Listener {
    @Override
    public void batchStarted(TrainingRun training) {
      training.stop("enough");
    }
  }

  private static final class InGradientReady implements Listener {
    @Override
    public void gradientReady(TrainingRun training) {
      training.stop("enough");
    }
  }
}
