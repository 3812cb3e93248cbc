package io.github.taeda.examples.text;

import io.github.taeda.examples.baselines.WordBayes;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.BarColumns;
import io.github.taeda.examples.draw.ConfusionPicture;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.report.ConfusionTable;
import io.github.taeda.examples.report.Table;
import io.github.taeda.examples.text.TellingWords.Telling;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/** Trains the nets on documents, compares them with naive Bayes, and draws. */
final class TextRun {
  static final String BAYES = "naive Bayes";
  static final String BAG = "bag of embeddings";
  static final String CONV = "Conv1D";
  static final String SHUFFLED = "Conv1D, shuffled words";

  private static final double LEARNING_RATE = 3e-3;
  private static final int BATCH_SIZE = 50;
  private static final int TELLING = 8; // phrases of a class
  private static final int MAX_CLASSES = 20; // in tables and pictures of words

  private final Corpus train;
  private final Corpus test;
  private final Vocabulary vocabulary;
  private final TextSettings settings;
  private final RunOutput out;
  private final Map<String, Double> accuracies = new LinkedHashMap<>();
  private final Map<String, double[]> curves = new LinkedHashMap<>(); // accuracy on the test set
  private final Map<String, double[]> losses = new LinkedHashMap<>();

  private TextRun(
      Corpus train, Corpus test, Vocabulary vocabulary, TextSettings settings, RunOutput out) {
    this.train = train;
    this.test = test;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.out = out;
  }

  /** Returns the run, after training and evaluation. */
  static TextRun of(Corpus corpus, TextSettings settings, RunOutput out) throws IOException {
    List<Corpus> split = corpus.split(settings.seed());
    Vocabulary vocabulary = new Vocabulary(split.get(0), settings.minCount());
    out.text(
        String.format(
            Locale.ROOT,
            "Training set: %d documents, test set: %d, of %d classes; %d words that occur %d times"
                + " or more.",
            split.get(0).size(),
            split.get(1).size(),
            corpus.classNames().size(),
            vocabulary.size() - 2,
            settings.minCount()));
    TextRun run = new TextRun(split.get(0), split.get(1), vocabulary, settings, out);
    run.bayes();
    run.nets();
    return run;
  }

  /** The accuracy of a model on the test set. */
  double accuracy(String model) {
    return Objects.requireNonNull(accuracies.get(model));
  }

  private void bayes() {
    List<int[]> ids =
        train.documents().stream().map(d -> vocabulary.ids(d, settings.maxLength())).toList();
    WordBayes bayes =
        new WordBayes(ids, train.labels(), vocabulary.size(), train.classNames().size());
    int correct = 0;
    for (int i = 0; i < test.size(); i++) {
      int[] document = vocabulary.ids(test.documents().get(i), settings.maxLength());
      correct += bayes.predict(document) == test.labels().get(i) ? 1 : 0;
    }
    accuracies.put(BAYES, correct / (double) test.size());
  }

  private void nets() throws IOException {
    RandomGenerator random = settings.random();
    int words = vocabulary.size();
    int classes = train.classNames().size();
    TextNet bag = TextNet.bag(words, classes, random);
    train(BAG, bag, train, test);
    TextNet conv = TextNet.convolution(words, classes, random);
    train(CONV, conv, train, test);
    Random order = new Random(settings.seed());
    TextNet blind = TextNet.convolution(words, classes, random);
    train(SHUFFLED, blind, train.shuffled(order), test.shuffled(order));

    Table table = Table.of("", "accuracy");
    accuracies.forEach((name, accuracy) -> table.row(name, percent(accuracy)));
    out.table(table);
    curves();
    confusion(conv);
    telling("words-bag", BAG, bag, 1);
    telling("words-conv", CONV, conv, 3);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  private void train(String name, TextNet net, Corpus train, Corpus test) {
    Dataset data = vocabulary.dataset(train, settings.maxLength());
    int epochs = settings.epochs();
    History history =
        SGD.of(new Optim(net.module(), new CrossEntropyLoss(), new Adam(LEARNING_RATE)))
            .batchSize(Math.min(BATCH_SIZE, data.size()))
            .epochs(epochs)
            .shuffle(settings.random())
            .schedule(Schedule.cosine(epochs))
            .validate(vocabulary.dataset(test, settings.maxLength()))
            .metrics(new Accuracy(), new ConfusionMatrix(train.classNames().toArray(String[]::new)))
            .listen(out.live(name))
            .fit(data);
    net.module().evaluate();
    net.rest().evaluate();
    double[] accuracy = history.values("validation accuracy");
    accuracies.put(name, accuracy[epochs - 1]);
    curves.put(name, accuracy);
    losses.put(name, history.losses());
    print(name, history);
  }

  private void print(String name, History history) {
    double[] loss = history.losses();
    double seconds = DoubleStream.of(history.values("seconds")).sum();
    out.line(
        String.format(
            Locale.ROOT,
            "%s: %d epochs, loss %.3f -> %.3f, %.1f s",
            name,
            loss.length,
            loss[0],
            loss[loss.length - 1],
            seconds));
  }

  private void curves() throws IOException {
    LineChart loss = new LineChart("Loss in training", "epoch", "loss");
    losses.forEach((name, values) -> loss.line(shortName(name), values));
    LineChart accuracy = new LineChart("Accuracy on the test set", "epoch", "accuracy");
    curves.forEach((name, values) -> accuracy.line(shortName(name), values));
    out.picture("curves", "Loss and accuracy after each epoch", loss, accuracy);
  }

  /** A name that fits into the legend. */
  private static String shortName(String name) {
    return name.equals(BAG) ? "bag" : name.equals(SHUFFLED) ? "shuffled" : name;
  }

  private void confusion(TextNet net) throws IOException {
    ConfusionMatrix matrix = new ConfusionMatrix(test.classNames().toArray(String[]::new));
    Evaluator.of(net.module()).evaluate(vocabulary.dataset(test, settings.maxLength()), matrix);
    String title = CONV + ": true classes in rows, predicted ones in columns";
    if (matrix.size() <= MAX_CLASSES) {
      out.section(title);
      out.table(ConfusionTable.of(matrix));
    }
    out.picture("confusion", title, new ConfusionPicture(title, matrix.names(), matrix.counts()));
  }

  /** Shows the most telling phrases of the test set. */
  private void telling(String file, String name, TextNet net, int words) throws IOException {
    List<List<Telling>> found =
        TellingWords.of(net, vocabulary, test, settings.maxLength(), words, TELLING);
    int classes = Math.min(MAX_CLASSES, found.size());
    String what = words == 1 ? "words" : "phrases of " + words + " words";
    String title = name + ": the most telling " + what;
    out.section(title);
    Table table = Table.of("class", what);
    BarColumns bars = new BarColumns(title, Math.min(classes <= 6 ? 2 : 4, classes));
    for (int c = 0; c < classes; c++) {
      List<String> texts = new ArrayList<>(found.get(c).stream().map(Telling::text).toList());
      String className = test.classNames().get(c);
      table.row(className, String.join(", ", texts.subList(0, Math.min(4, texts.size()))));
      bars.add(className, texts, found.get(c).stream().mapToDouble(Telling::value).toArray());
    }
    out.table(table);
    out.picture(file, title, bars);
  }
}
