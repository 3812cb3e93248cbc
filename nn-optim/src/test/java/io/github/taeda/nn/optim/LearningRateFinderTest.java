package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Subset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.LearningRateCurve.Trial;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LearningRateFinderTest {

  /** With x = 1 the error r = w + b − y becomes r (1 − 4 η), and the loss is r². */
  @Test
  void the_losses_are_those_of_updates_with_growing_learning_rates() {
    Linear line = line();
    Dataset train = Dataset.of(Make.filled(DataType.DOUBLE, 1, 6, 1), zeros(6));
    LearningRateCurve curve =
        LearningRateFinder.of(line, new MSELoss())
            .range(0.01, 0.16)
            .iterations(5)
            .batchSize(2)
            .run(train);
    double[] rates = {0.01, 0.02, 0.04, 0.08, 0.16}; // ratios of 2
    double error = 3; // w = 2, b = 1
    double[] losses = new double[5];
    for (int i = 0; i < 5; i++) {
      Trial trial = curve.points().get(i);
      losses[i] = error * error;
      assertThat(trial.learningRate()).isEqualTo(rates[i], within(1e-15));
      assertThat(trial.loss()).isEqualTo(error * error, within(1e-12));
      error *= 1 - 4 * rates[i];
    }
    double middle = losses[2] + 0.8 * (losses[1] + losses[3]) + 0.64 * (losses[0] + losses[4]);
    assertThat(curve.points().get(2).smoothed()).isEqualTo(middle / 3.88, within(1e-12));
    assertThat(curve.points()).hasSize(5);
    assertThat(curve.diverged()).isFalse();
  }

  /** Above η = 0.5 the error grows. */
  @Test
  void it_ends_when_the_loss_diverges_and_suggests_a_lower_learning_rate() {
    Dataset train = Dataset.of(Make.filled(DataType.DOUBLE, 1, 6, 1), zeros(6));
    LearningRateCurve curve =
        LearningRateFinder.of(line(), new MSELoss()).range(1e-4, 1e4).run(train);
    assertThat(curve.diverged()).isTrue();
    assertThat(curve.points()).hasSizeLessThan(100);
    assertThat(curve.points().get(curve.points().size() - 1).learningRate()).isBetween(0.5, 1e3);
    assertThat(curve.suggestion()).isPresent();
    assertThat(curve.suggestion().getAsDouble()).isBetween(1e-3, 0.5);
  }

  @Test
  void training_with_the_suggestion_beats_much_lower_and_much_higher_learning_rates() {
    Dataset train = examples();
    double rate =
        LearningRateFinder.of(net(new SplitMix(7)), new MSELoss())
            .rule(() -> new Adam(1))
            .batchSize(8)
            .shuffle(new SplitMix(1))
            .run(train)
            .suggestion()
            .orElseThrow();
    double[] losses = new double[3];
    for (int i = 0; i < 3; i++) {
      double factor = new double[] {0.01, 1, 100}[i];
      SplitMix random = new SplitMix(7);
      Optim optim = new Optim(net(random), new MSELoss(), new Adam(rate * factor));
      double[] all = SGD.of(optim).batchSize(8).epochs(10).shuffle(random).fit(train).losses();
      losses[i] = all[9];
    }
    assertThat(losses[1]).isLessThan(losses[0]).isLessThan(losses[2]);
  }

  @Test
  void the_net_is_as_before() {
    SplitMix random = new SplitMix(7);
    Sequential net = net(random);
    net.get(0).evaluate();
    Dataset train = examples();
    List<String> before = bits(net);
    long state = random.state();
    LearningRateCurve curve =
        LearningRateFinder.of(net, new MSELoss()).batchSize(8).shuffle(random).run(train);
    assertThat(curve.points()).hasSizeGreaterThan(20);
    assertThat(bits(net)).isEqualTo(before);
    assertThat(random.state()).isEqualTo(state);
    assertThat(net.isTraining()).isTrue();
    assertThat(net.get(0).isTraining()).isFalse();

    new Optim(net, new MSELoss(), 0.1).step(train.batch(1, 2, 3)); // the control
    assertThat(bits(net)).isNotEqualTo(before);
    assertThat(random.state()).isNotEqualTo(state);
  }

  @Test
  void the_suggestion_is_where_the_smoothed_loss_falls_most_steeply() {
    double[] smoothed = {9, 3, 5, 5, 5, 5, 4.9, 4.5, 3, 1, 0.9, 2, 0.95, 20};
    List<Trial> points = new ArrayList<>();
    for (int i = 0; i < smoothed.length; i++) {
      points.add(new Trial(i, smoothed[i], smoothed[i]));
    }
    // Differences from 6: 0.5, 1.9, 3.5, 2.1 (at 9); the fall from 0 to 1 is of too few losses
    assertThat(new LearningRateCurve(points, true).suggestion()).hasValue(8);
    List<Trial> rising = points.stream().map(p -> new Trial(p.learningRate(), 1, 9)).toList();
    assertThat(new LearningRateCurve(rising, true).suggestion()).isEmpty();
    assertThat(new LearningRateCurve(points.subList(0, 3), true).suggestion()).isEmpty();
  }

  @Test
  void misuse_is_rejected() {
    LearningRateFinder finder = LearningRateFinder.of(line(), new MSELoss());
    rejected(() -> finder.range(0, 1), "from must be > 0 and finite, but was 0.0");
    rejected(() -> finder.range(1, 1), "to must be greater than from, 1.0, but was 1.0");
    rejected(() -> finder.iterations(1), "iterations must be at least 2, but was 1");
    rejected(() -> finder.batchSize(0), "batchSize must be at least 1, but was 0");
    Dataset train = Dataset.of(zeros(4), zeros(4));
    rejected(
        () -> finder.rule(() -> (values, gradients, rate) -> {}).run(train),
        "the rule must have a learning rate");
    finder.rule(() -> new GradientDescent(1));
    rejected(() -> finder.run(Subset.of(train)), "the training data is empty");
    assertThat(finder).hasToString("LearningRateFinder(1.0E-6 to 10.0, 100 iterations)");
  }

  private static void rejected(Runnable run, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(run::run)
        .withMessage("LearningRateFinder: " + message);
  }

  /** y = 2 x + 1. */
  private static Linear line() {
    Linear line = new Linear(1, 1, new SplitMix(1));
    line.to(DataType.DOUBLE);
    line.parameters().get(0).set(Make.vector(2).reshape(1, 1));
    line.parameters().get(1).set(Make.vector(1));
    return line;
  }

  private static INDArray zeros(int count) {
    return Make.filled(DataType.DOUBLE, 0, count, 1);
  }

  private static Sequential net(SplitMix random) {
    return new Sequential(
        new Linear(3, 8, random),
        new BatchNorm(8),
        new TanH(),
        new Dropout(0.1, random),
        new Linear(8, 1, random));
  }

  private static Dataset examples() {
    INDArray x = Make.normal(new SplittableRandom(1), 64, 3);
    INDArray y = x.getColumn(0).sub(x.getColumn(1)).reshape(64, 1);
    return Dataset.of(x.castTo(DataType.FLOAT), y.castTo(DataType.FLOAT));
  }

  private static List<String> bits(Sequential net) {
    List<String> bits = new ArrayList<>();
    ModuleArray.of(net).forEach(array -> bits.add(text(array.value())));
    for (Parameter parameter : net.parameters()) {
      bits.add(text(parameter.gradient()));
    }
    return bits;
  }

  private static String text(INDArray array) {
    return Arrays.toString(array.dup('c').ravel().toDoubleVector());
  }
}
