package io.github.taeda.examples.series;

import io.github.taeda.examples.baselines.NearestNeighbours;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.ConfusionPicture;
import io.github.taeda.examples.draw.SeriesGrid;
import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.examples.report.ConfusionTable;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.readers.TimeSeriesDataset;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Evaluator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Trains the nets that classify series, compares them with the nearest neighbour, and draws. */
final class ClassificationRun {
  static final String NEIGHBOUR = "nearest neighbour";
  private static final String LARGEST = "largest class";
  private static final int MAX_DRAWN = 24;
  private static final int MAX_CLASSES = 20; // in a printed confusion matrix

  private final ClassData data;
  private final Training training;
  private final RunOutput out;
  private final Map<String, int[]> predictions = new LinkedHashMap<>(); // of the test
  private final ConfusionMatrix matrix; // of the net CONV

  private ClassificationRun(ClassData data, Training training, RunOutput out) {
    this.data = data;
    this.training = training;
    this.out = out;
    matrix = new ConfusionMatrix(data.test().classNames().toArray(String[]::new));
  }

  /** Returns the run, after training and evaluation. */
  static ClassificationRun of(ClassData data, Training training, RunOutput out) throws IOException {
    ClassificationRun run = new ClassificationRun(data, training, out);
    for (ClassNet net : ClassNet.values()) {
      run.train(net);
    }
    run.compare();
    run.draw();
    return run;
  }

  private void train(ClassNet kind) {
    ClassData own = data.shortened(kind.maxLength());
    TimeSeriesDataset train = own.isPadded() ? own.train().withStepChannel() : own.train();
    TimeSeriesDataset test = own.isPadded() ? own.test().withStepChannel() : own.test();
    int channels = (int) train.batch(0).input().size(2);
    int classes = train.classNames().size();
    Module net = kind.net(train.length(), channels, classes, own.isPadded(), training.random());
    double[] unused = training.train(kind.toString(), net, new CrossEntropyLoss(), train);
    Evaluator evaluator = Evaluator.of(net);
    predictions.put(kind.toString(), ClassScores.predictedClasses(evaluator.predict(test)));
    if (kind == ClassNet.CONV) {
      evaluator.evaluate(test, matrix);
    }
  }

  private void compare() throws IOException {
    TimeSeriesDataset train = data.train();
    int classes = train.classNames().size();
    predictions.put(
        NEIGHBOUR,
        new NearestNeighbours(ClassData.vectors(train), classes, 1, train::label)
            .predict(ClassData.vectors(data.test())));
    int[] counts = new int[classes];
    IntStream.range(0, train.size()).forEach(i -> counts[train.label(i)]++);
    int largest =
        IntStream.range(0, classes).reduce((a, b) -> counts[b] > counts[a] ? b : a).orElse(0);
    predictions.put(LARGEST, IntStream.range(0, data.test().size()).map(i -> largest).toArray());
    Table table = Table.of("", "accuracy");
    predictions.keySet().forEach(name -> table.row(name, percent(accuracy(name))));
    out.table(table);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /** The fraction of the test set that a model classifies correctly. */
  double accuracy(String model) {
    int[] predicted = Objects.requireNonNull(predictions.get(model));
    long correct =
        IntStream.range(0, predicted.length)
            .filter(i -> predicted[i] == data.test().label(i))
            .count();
    return correct / (double) predicted.length;
  }

  private void draw() throws IOException {
    int[] predicted = Objects.requireNonNull(predictions.get(ClassNet.CONV.toString()));
    TimeSeriesDataset test = data.test();
    SeriesGrid grid = new SeriesGrid("Series of the test set, as Conv1D classifies them", 4);
    IntStream.range(0, Math.min(MAX_DRAWN, test.size()))
        .forEach(i -> grid.add(test.series(i), caption(i, predicted), isRight(i, predicted)));
    out.picture("classes", "Series of the test set with the class that Conv1D predicts", grid);

    String title = "Conv1D: true classes in rows, predicted ones in columns";
    if (matrix.size() <= MAX_CLASSES) {
      out.text(title);
      out.table(ConfusionTable.of(matrix));
    }
    out.picture("confusion", title, new ConfusionPicture(title, matrix.names(), matrix.counts()));
  }

  private boolean isRight(int i, int... predicted) {
    return predicted[i] == data.test().label(i);
  }

  private String caption(int i, int... predicted) {
    String name = data.test().classNames().get(predicted[i]);
    return isRight(i, predicted)
        ? name
        : name + ", but is " + data.test().classNames().get(data.test().label(i));
  }
}
