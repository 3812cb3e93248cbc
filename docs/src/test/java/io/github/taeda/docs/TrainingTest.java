package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Weighted;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.listeners.CsvLog;
import io.github.taeda.nn.listeners.LearningCurves;
import io.github.taeda.nn.listeners.LearningRatePicture;
import io.github.taeda.nn.listeners.ProgressBar;
import io.github.taeda.nn.losses.BCEWithLogitsLoss;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.CustomLoop;
import io.github.taeda.nn.optim.EarlyStopping;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.LearningRateCurve;
import io.github.taeda.nn.optim.LearningRateFinder;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Monitor;
import io.github.taeda.nn.optim.NanGuard;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.ReduceOnPlateau;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.WeightAverage;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.lbfgs.LBFGS;
import io.github.taeda.nn.optim.lbfgs.MinimizationResult;
import io.github.taeda.nn.optim.lbfgs.MinimizationResult.Stop;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.metrics.MultiLabel;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.rules.WeightDecay;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The code of docs/training.md and docs/optimisation.md. */
class TrainingTest {
  @TempDir private Path directory;

  private final ImageDataset train = SyntheticDigits.images(400, new SplitMix(1));
  private final ImageDataset test = SyntheticDigits.images(200, new SplitMix(2));

  @Test
  void an_iteration_by_hand_is_a_step_of_optim() {
    INDArray x = train.batch(0, 1, 2, 3).input();
    INDArray y = train.batch(0, 1, 2, 3).target();
    Loss loss = new CrossEntropyLoss();
    Sequential net = net(new SplitMix(3));
    // region iteration
    net.zeroGradient();
    INDArray prediction = net.forward(x);
    Evaluated evaluated = loss.evaluate(y, prediction); // value and ∂loss / ∂prediction
    net.backwardUpdateGradient(x, evaluated.delta()); // gradient += …, for every parameter
    net.updateParameters(0.1); // value −= 0.1 · gradient
    // endregion
    Sequential other = net(new SplitMix(3));
    // region step
    Optim optim = new Optim(other, loss, 0.1);
    double same = optim.step(x, y); // the five lines above, returns the loss
    // endregion
    assertThat(same).isEqualTo(evaluated.value());
    assertThat(other.parameters().get(0).value().distance2(net.parameters().get(0).value()))
        .isZero();
  }

  @Test
  void a_step_has_two_halves() {
    INDArray x = train.batch(0, 1, 2, 3).input();
    INDArray y = train.batch(0, 1, 2, 3).target();
    Sequential net = net(new SplitMix(3));
    // region halves
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(1e-3));
    double value = optim.gradient(x, y).value(); // the loss
    double norm = Reductions.norm(optim.vector().gradients()); // or anything else to look at
    optim.update();
    // endregion
    assertThat(value).isPositive();
    assertThat(norm).isPositive();
    assertThat(optim.iterations()).isEqualTo(1);
  }

  @Test
  void options_change_the_update() {
    Sequential net = net(new SplitMix(3));
    // region options
    Optim optim =
        new Optim(net, new CrossEntropyLoss(), new Adam(1e-3))
            .accumulate(4) // one update for four batches
            .clip(GradientClipping.norm(5)) // then the gradient's norm is at most 5
            .decay(WeightDecay.l2(1e-4).except("bias")) // then g += 1e-4 · θ, but for biases
            .schedule(Schedule.cosine(1000).warmUp(100)) // of the learning rate, in iterations
            .learningRateFactor(net.get(0), 0.1); // a tenth of it for the first layer
    net.get(2).parameters().forEach(parameter -> parameter.freeze()); // and none for this one
    // endregion
    INDArray before = net.get(2).parameters().get(0).value().dup();
    for (int i = 0; i < 4; i++) {
      optim.step(train.batch(i, i + 1).input(), train.batch(i, i + 1).target());
    }
    assertThat(optim.iterations()).isEqualTo(1);
    assertThat(net.get(2).parameters().get(0).value()).isEqualTo(before);
    assertThat(optim.learningRate()).isEqualTo(1e-3 / 100, within(1e-18));
  }

  @Test
  void the_whole_loop() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    History history;
    try {
      history = learn();
    } finally {
      System.setOut(out);
    }
    double[] accuracies = history.values("validation accuracy");
    assertThat(accuracies[accuracies.length - 1]).isGreaterThan(0.7).isGreaterThan(accuracies[0]);
    assertThat(history.names())
        .containsExactly(
            "loss", "validation loss", "validation accuracy", "learning rate", "seconds");
    assertThat(directory.resolve("history.csv")).isNotEmptyFile();
    assertThat(directory.resolve("curves.png")).isNotEmptyFile();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("epoch 10/10  loss ");
    assertThat(directory.resolve("checkpoints/best.safetensors")).isNotEmptyFile();
  }

  @Test
  void examples_have_weights() {
    Sequential net = new Sequential(new Linear(784, 10, new SplittableRandom(1)));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(3e-3));
    double[] weights = new double[train.size()];
    Arrays.fill(weights, 0, 50, 2); // the others count for nothing
    INDArray targets = NDArrays.zeros(DataType.INT32, 2);
    INDArray predictions = NDArrays.of(new float[] {0, 0, 1, 0}, 2, 2);
    INDArray weightsOfBatch = NDArrays.of(new float[] {1, 0}, 2);
    // region weights
    Dataset weighted = Weighted.of(train, weights); // one for each example, at least 0
    History history = SGD.of(optim).epochs(2).validate(test).fit(weighted);
    double loss = optim.step(weighted.batch(0, 1, 2)); // in a custom loop
    Evaluated mean = optim.loss().evaluate(targets, predictions, weightsOfBatch); // [batch]
    // endregion
    assertThat(history.losses()[1]).isLessThan(history.losses()[0]);
    assertThat(loss).isPositive();
    assertThat(mean.value()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(mean.weight()).isEqualTo(1);
  }

  private History learn() {
    // region loop
    SplitMix random = new SplitMix(42);
    Sequential net =
        new Sequential(
            new Linear(784, 50, random),
            new TanH(),
            new Dropout(0.2, random),
            new Linear(50, 10, random));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(3e-3));
    History history =
        SGD.of(optim)
            .batchSize(50)
            .epochs(10)
            .shuffle(random)
            .validate(test)
            .metrics(new Accuracy())
            .schedule(Schedule.exponential(0.9)) // in epochs
            .listen(
                new ProgressBar(),
                new NanGuard(),
                new EarlyStopping(5).on(Monitor.highest("validation accuracy")),
                new CsvLog(directory.resolve("history.csv")),
                new LearningCurves(directory.resolve("curves.png")),
                Checkpoints.in(directory.resolve("checkpoints"))
                    .everyIterations(100)
                    .keepLast(2)
                    .keepBest(Monitor.highest("validation accuracy")))
            .fit(train);
    // endregion
    return history;
  }

  @Test
  void a_run_is_resumed() {
    SplitMix random = new SplitMix(42);
    Optim first = new Optim(net(random), new CrossEntropyLoss(), new Adam(1e-3));
    SGD.of(first)
        .epochs(2)
        .shuffle(random)
        .listen(Checkpoints.in(directory.resolve("checkpoints")))
        .fit(train);

    random = new SplitMix(42);
    Optim optim = new Optim(net(random), new CrossEntropyLoss(), new Adam(1e-3));
    // region resume
    Checkpoints checkpoints = Checkpoints.in(directory.resolve("checkpoints"));
    History history =
        SGD.of(optim)
            .epochs(4) // all in all
            .shuffle(random)
            .listen(checkpoints)
            .resume(checkpoints) // from the newest one there, or from the start
            .fit(train);
    // endregion
    assertThat(history.losses()).hasSize(4);
  }

  @Test
  void a_custom_loop_is_resumed_bit_for_bit() throws Exception {
    Sequential whole = customLoop("whole", 4);
    customLoop("parts", 2);
    Sequential resumed = customLoop("parts", 4);
    assertThat(resumed.parameters().get(0).value()).isEqualTo(whole.parameters().get(0).value());
    assertThat(customLoop("other", 3).parameters().get(0).value())
        .isNotEqualTo(whole.parameters().get(0).value());
  }

  private Sequential customLoop(String name, int epochs) throws Exception {
    Path directory = Files.createDirectories(this.directory.resolve(name));
    SplitMix random = new SplitMix(42);
    Sequential net = net(random);
    // region custom
    ReduceOnPlateau plateau = new ReduceOnPlateau(2);
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(1e-3)).schedule(plateau);
    CustomLoop loop = CustomLoop.of(optim).generators(random); // several Optims, if there are
    Path file = directory.resolve("loop.safetensors");
    int epoch = 0;
    if (Files.exists(file)) {
      epoch = loop.restore(Checkpoints.file(file).load()).get("epoch").intValue();
    }
    while (epoch < epochs) {
      double sum = 0;
      for (int[] rows : Batches.shuffled(train.size(), 50, random)) {
        Batch batch = train.batch(rows);
        sum += optim.step(batch.input(), batch.target());
      }
      plateau.observe(sum);
      epoch++;
      Checkpoints.write(file, loop.save(Map.of("epoch", epoch)));
    }
    // endregion
    return net;
  }

  @Test
  void a_discriminator_trains_a_generator() {
    SplitMix random = new SplitMix(8);
    Sequential generator = new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1));
    Linear discriminator = new Linear(1, 1, random);
    Loss loss = new BCEWithLogitsLoss();
    Optim generation = new Optim(generator, loss, new Adam(1e-3));
    Optim discrimination = new Optim(discriminator, loss, new Adam(1e-3));
    INDArray noise = NDArrays.of(new float[] {0.5f, -0.5f, 1, -1}, 2, 2);
    INDArray real = NDArrays.of(new float[] {3, 4}, 2, 1);
    INDArray ones = NDArrays.of(new float[] {1, 1}, 2, 1);
    INDArray zeros = NDArrays.of(new float[2], 2, 1);
    INDArray before = generation.vector().values().dup();
    // region gan
    discrimination.step(real, ones);
    discrimination.step(generator.forward(noise), zeros);
    generation.gradientBy(
        noise,
        fake -> {
          Evaluated judged = loss.evaluate(ones, discriminator.forward(fake));
          return judged.withDelta(discriminator.backwardDelta(fake, judged.delta()));
        });
    generation.update(); // the discriminator's values and gradients are as they were
    // endregion
    assertThat(generation.vector().values()).isNotEqualTo(before);
    assertThat(discrimination.iterations()).isEqualTo(2);
  }

  @Test
  void a_range_test_suggests_a_learning_rate() {
    SplitMix random = new SplitMix(42);
    Sequential net =
        new Sequential(new Linear(784, 20, random), new TanH(), new Linear(20, 10, random));
    // region range
    LearningRateCurve curve =
        LearningRateFinder.of(net, new CrossEntropyLoss())
            .rule(() -> new Adam(1e-3)) // its own learning rate does not matter
            .batchSize(50)
            .run(train);
    double rate = curve.suggestion().orElse(1e-3);
    LearningRatePicture.write(curve, directory.resolve("learning-rates.png"));
    // endregion
    assertThat(rate).isBetween(1e-4, 1.0);
    assertThat(directory.resolve("learning-rates.png")).exists();
  }

  @Test
  void epochs_are_evaluated_with_an_average_of_the_weights() {
    Linear net = new Linear(1, 1, new SplitMix(3));
    INDArray x = NDArrays.of(new float[] {0, 1, 2, 3}, 4, 1);
    INDArray y = NDArrays.of(new float[] {1, 0, 3, 2}, 4, 1);
    Dataset train = Dataset.of(x, y);
    Dataset test = Dataset.of(x, y);
    Optim optim = new Optim(net, new MSELoss(), 0.05);
    // region average
    WeightAverage average = WeightAverage.exponential(0.99); // a ← 0.99 a + 0.01 θ, each update
    SGD.of(optim).epochs(5).validate(test).listen(average).fit(train);
    // endregion
    assertThat(average.count()).isEqualTo(5);
  }

  @Test
  void lbfgs_finds_the_optimum_of_a_batch() {
    Linear net = new Linear(2, 1, new SplitMix(3));
    INDArray x = NDArrays.of(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    INDArray y = NDArrays.of(new double[] {0.1, 0.4, 0.6, 0.8}, 4, 1); // probabilities
    // region lbfgs
    net.to(DataType.DOUBLE);
    MinimizationResult result =
        LBFGS.of(net, new BCEWithLogitsLoss()).maxIterations(200).minimize(x, y);
    double lowest = result.loss(); // of the parameters that the net has now
    Stop reason = result.stop(); // GRADIENT: no gradient exceeds 1e-7
    // endregion
    assertThat(reason).isEqualTo(Stop.GRADIENT);
    assertThat(lowest).isEqualTo(new BCEWithLogitsLoss().value(y, net.forward(x)));
  }

  @Test
  void metrics_of_several_labels_and_without_a_class() {
    INDArray targets = NDArrays.of(new float[] {1, 0, 1, 1}, 2, 2);
    INDArray scores = NDArrays.of(new float[] {2, -1, 3, -2}, 2, 2);
    // region metrics
    Metric accuracy = new Accuracy().withIgnoreIndex(255); // as the loss, by the same method
    MultiLabel labels = MultiLabel.microF1(0); // of scores; 0.5 for probabilities
    labels.add(targets, scores); // 0 or 1 for each label
    double micro = labels.value();
    double exact = labels.exactMatch(); // all labels of an example are correct
    double ofFirst = labels.f1(0);
    // endregion
    accuracy.add(NDArrays.of(new float[] {0, 255}, 2), scores);
    assertThat(accuracy.value()).isEqualTo(1);
    assertThat(micro).isEqualTo(0.8);
    assertThat(exact).isEqualTo(0.5);
    assertThat(ofFirst).isEqualTo(1);
  }

  @Test
  void an_evaluator_measures() {
    Sequential net = net(new SplitMix(3));
    // region evaluate
    ConfusionMatrix confusion = new ConfusionMatrix(10);
    Map<String, Double> seen =
        Evaluator.of(net).loss(new CrossEntropyLoss()).evaluate(test, new Accuracy(), confusion);
    double value = seen.get("loss");
    double accuracy = seen.get("accuracy");
    String table = confusion.toString(); // counts, precision, recall, F1
    INDArray scores = Evaluator.of(net).predict(test); // [200, 10]
    // endregion
    assertThat(value).isEqualTo(2.3, within(0.5)); // ln 10: nothing learnt
    assertThat(accuracy).isLessThan(0.5);
    assertThat(table).contains("precision");
    assertThat(scores.shape()).containsExactly(200, 10);
  }

  @Test
  void a_listener_of_your_own() {
    Optim optim = new Optim(net(new SplitMix(3)), new CrossEntropyLoss(), 0.1);
    // region listener
    Listener goodEnough =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun run) {
            if (run.lastEpoch().loss() < 1) {
              run.stop("the loss is below 1");
            }
          }
        };
    History history =
        SGD.of(optim).epochs(200).shuffle(new SplitMix(1)).listen(goodEnough).fit(train);
    String reason = history.stopReason(); // null, if no listener has stopped the run
    // endregion
    assertThat(reason).isEqualTo("the loss is below 1");
    assertThat(history.losses()).hasSizeLessThan(200);
  }

  @Test
  void a_rule_of_your_own() {
    Optim optim = new Optim(net(new SplitMix(3)), new CrossEntropyLoss(), new SignDescent(1e-3));
    double first = optim.step(train.batch(0, 1, 2).input(), train.batch(0, 1, 2).target());
    double last = 0;
    for (int i = 0; i < 50; i++) {
      last = optim.step(train.batch(0, 1, 2).input(), train.batch(0, 1, 2).target());
    }
    assertThat(last).isLessThan(first / 2);
  }

  private static Sequential net(SplitMix random) {
    return new Sequential(new Linear(784, 20, random), new TanH(), new Linear(20, 10, random));
  }

  // region rule
  /** Updates of one size, {@code θ ← θ − η sign(g)}. */
  record SignDescent(double learningRate) implements UpdateRule {
    @Override
    public void update(INDArray values, INDArray gradients, double learningRate) {
      INDArray signs = Scratch.like(values);
      Elementwise.sign(gradients, signs);
      Elementwise.addScaled(-learningRate, signs, values);
    }
  }
  // endregion
}
