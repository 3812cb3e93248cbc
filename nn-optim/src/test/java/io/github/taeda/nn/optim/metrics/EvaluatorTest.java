package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Identity;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EvaluatorTest {
  private final RandomGenerator random = new SplittableRandom(4);
  private final INDArray inputs = Make.normal(random, 23, 3);
  private final INDArray classes = Make.ids(random, 2, 23);
  private final Dataset data = Dataset.of(inputs, classes);
  private final Module net =
      new Sequential(
              new Linear(3, 5, random),
              new BatchNorm(5),
              new TanH(),
              new Dropout(0.5, random),
              new Linear(5, 2, random))
          .to(DataType.DOUBLE);

  @Test
  void a_part_may_stand_for_the_training_data_when_it_is_measured() {
    Dataset all = Runs.data(1, 1, 1, 1, 1, 3); // errors of y = 0: 1, 1, 9
    Dataset part = Runs.data(1, 3);
    History whole = never(all).trainingMetrics(new MeanSquaredError()).fit(all);
    History some = never(all).trainingMetrics(part, new MeanSquaredError()).fit(all);
    assertThat(whole.values("training mean squared error")).containsExactly(11 / 3.0);
    assertThat(some.values("training mean squared error")).containsExactly(9);
    assertThat(some.losses()).isEqualTo(whole.losses());
  }

  /** Training that changes nothing, for its step is too small. */
  private static SGD never(Dataset data) {
    Optim optim = new Optim(Runs.line(), new MSELoss(), 1e-30);
    return SGD.of(optim).batchSize(data.size()).inOrder();
  }

  @Test
  void values_come_by_name_in_order() {
    // outputs are the inputs: losses 4 and (1 + 9), absolute errors 2, 0, 1, 3
    Dataset small =
        Dataset.of(
            Make.matrix(new double[] {1, 2}, new double[] {3, 4}),
            Make.matrix(new double[] {3, 2}, new double[] {2, 1}));

    Map<String, Double> values =
        Evaluator.of(new Identity())
            .loss(new MSELoss())
            .evaluate(small, new MeanAbsoluteError(), new MeanSquaredError());

    assertThat(values)
        .containsExactly(
            entry("loss", 7.0),
            entry("mean absolute error", 1.5),
            entry("mean squared error", 3.5));
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void the_loss_is_that_of_one_large_batch(Reduction reduction) {
    Loss loss = new CrossEntropyLoss(reduction);
    double expected = loss.value(classes, predicted());
    for (int size : new int[] {1, 2, 7, 22, 23, 100}) {
      Map<String, Double> values = Evaluator.of(net).batchSize(size).loss(loss).evaluate(data);
      assertThat(values.get("loss")).as("batches of %d", size).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void metrics_are_those_of_one_large_batch_and_start_anew() {
    Accuracy whole = new Accuracy();
    whole.add(classes, predicted());
    Accuracy accuracy = new Accuracy();
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    Evaluator evaluator = Evaluator.of(net).batchSize(5);
    for (int i = 0; i < 2; i++) {
      Map<String, Double> values = evaluator.evaluate(data, accuracy, matrix);
      assertThat(values)
          .containsExactly(entry("accuracy", whole.value()), entry("macro F1", matrix.value()));
    }
    assertThat(matrix.total()).isEqualTo(23);
    assertThat(matrix.accuracy()).isEqualTo(whole.value()).isPositive();
  }

  @Test
  void all_outputs_come_in_one_array_of_ones_own() {
    INDArray expected = predicted();
    for (int size : new int[] {1, 7, 23, 24}) {
      Evaluator evaluator = Evaluator.of(net).batchSize(size);
      INDArray outputs = evaluator.predict(data);
      INDArray kept = outputs.dup();
      Compare.close("outputs", outputs, expected, 1e-14);
      Compare.exact("outputs of inputs", evaluator.predict(inputs), kept);
      for (INDArray laid : Make.layouts(inputs).values()) {
        Compare.exact("outputs of a view", evaluator.predict(laid), kept);
      }
      Compare.exact("the first outputs afterwards", outputs, kept);
    }
  }

  @Test
  void outputs_have_any_shape() {
    INDArray vector = Make.normal(random, 7);
    INDArray cube = Make.normal(random, 7, 2, 3);

    Compare.exact("[7]", Evaluator.of(new Identity()).batchSize(3).predict(vector), vector);
    Compare.exact("[7, 2, 3]", Evaluator.of(new Identity()).batchSize(3).predict(cube), cube);
  }

  @Test
  void every_module_is_in_its_mode_again() {
    Sequential inner = new Sequential(new TanH(), new Dropout(0.5, random));
    Sequential outer = new Sequential(new BatchNorm(3), inner, new Identity());
    outer.to(DataType.DOUBLE).train();
    outer.get(0).evaluate(); // a frozen normalisation
    inner.evaluate();
    inner.get(1).train(); // dropout that stays on
    INDArray mean = outer.buffers().get(0).value().dup();

    Evaluator.of(outer).predict(inputs);

    assertThat(outer.isTraining()).isTrue();
    assertThat(outer.get(0).isTraining()).isFalse();
    assertThat(inner.isTraining()).isFalse();
    assertThat(inner.get(0).isTraining()).isFalse();
    assertThat(inner.get(1).isTraining()).isTrue();
    assertThat(outer.get(2).isTraining()).isTrue();
    Compare.exact("running mean", outer.buffers().get(0).value(), mean);
  }

  @Test
  void the_mode_is_restored_when_something_throws() {
    net.train();

    assertThatThrownBy(() -> Evaluator.of(net).predict(Make.normal(random, 4, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Sequential[0] > Linear(3 -> 5): input must be [*, 3]");

    assertThat(net.isTraining()).isTrue();
    assertThat(((Sequential) net).get(1).isTraining()).isTrue();
  }

  @Test
  void an_evaluation_between_steps_changes_no_bit_of_a_training() {
    Dataset numbers = Dataset.of(Make.normal(random, 16, 3), Make.normal(random, 16, 1));
    Compare.exact("trained net", trained(numbers, true), trained(numbers, false));
  }

  @Test
  void errors_say_what_is_missing() {
    Evaluator evaluator = Evaluator.of(new Identity());
    Dataset empty =
        new Dataset() {
          @Override
          public int size() {
            return 0;
          }

          @Override
          public Batch batch(int... rows) {
            throw new AssertionError();
          }
        };

    assertThatThrownBy(() -> evaluator.evaluate(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Evaluator: there is nothing to evaluate, neither a loss nor a metric");
    assertThatThrownBy(() -> evaluator.evaluate(data, new Accuracy(), Accuracy.binary(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Evaluator: there are two metrics of the name accuracy");
    assertThatThrownBy(() -> evaluator.evaluate(empty, new Accuracy()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Evaluator: the data is empty");
    assertThatThrownBy(() -> evaluator.predict(empty)).hasMessage("Evaluator: the data is empty");
    assertThatThrownBy(() -> evaluator.predict(Nd4j.scalar(1.0)))
        .hasMessage("Evaluator: inputs must be [size, …], but was []");
    assertThatThrownBy(() -> evaluator.batchSize(0))
        .hasMessage("Evaluator: batchSize must be at least 1, but was 0");
  }

  private INDArray predicted() {
    INDArray prediction = net.evaluate().forward(inputs);
    net.train();
    return prediction;
  }

  /** The parameters after three steps, with or without a look at the net between them. */
  private static INDArray trained(Dataset numbers, boolean looking) {
    RandomGenerator random = new SplittableRandom(9);
    Sequential net =
        new Sequential(
            new Linear(3, 4, random), new BatchNorm(4), new Dropout(0.5, random), new Linear(4, 1));
    net.get(3).parameters().get(0).set(Make.normal(random, 4, 1).castTo(DataType.FLOAT));
    net.get(3).parameters().get(1).set(Make.normal(random, 1).castTo(DataType.FLOAT));
    net.to(DataType.DOUBLE);
    Optim optim = new Optim(net, new MSELoss(), 0.1);
    Batch batch = numbers.batch(0, 1, 2, 3, 4, 5, 6, 7);
    Evaluator evaluator = Evaluator.of(net).batchSize(8).loss(new MSELoss());
    for (int i = 0; i < 3; i++) {
      optim.step(batch.input(), batch.target());
      if (looking) {
        evaluator.evaluate(numbers, new R2());
      }
    }
    return net.evaluate().forward(batch.input());
  }
}
