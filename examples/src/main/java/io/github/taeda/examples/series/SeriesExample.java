package io.github.taeda.examples.series;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.readers.TimeSeries;
import io.github.taeda.nn.data.readers.TimeSeriesDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Time series: forecasts of seasonal series and the classification of waves, by convolutions and by
 * a recurrent unit.
 *
 * <p>Without files the series are generated; every page and line about them says so.
 */
@Command(
    name = "series",
    description = {
      "Forecasts seasonal series and classifies waves, by convolutions and by a recurrent unit.",
      "",
      "Without files the series are generated. --csv forecasts those of a file; --train and --test"
          + " classify those of two files."
    })
public final class SeriesExample implements Callable<Integer> {
  private static final int TRAIN = 900; // waves
  private static final int TEST = 600;
  private static final double MAX_RATIO = 0.9; // of the nets to the seasonal-naive forecast
  private static final double MIN_ACCURACY = 0.9; // of the net CONV

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Forecast the series of a CSV file: each numeric column is one, its rows are steps.")
  private @Nullable Path csv;

  @Option(
      names = "--rows",
      description = "Each row of the CSV file is a series, which may begin with its name.")
  private boolean isRows;

  @Option(
      names = "--season",
      paramLabel = "N",
      description =
          "Steps after which the series of the CSV file repeat, 1 for none (default: estimated by"
              + " autocorrelation).")
  private @Nullable Integer season;

  @Option(
      names = "--horizon",
      paramLabel = "N",
      description = "Steps to forecast (default: a season, but 4 to 24).")
  private @Nullable Integer horizon;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Classify series: the training set, a .ts or .tsv file of the UCR archive.")
  private @Nullable Path train;

  @Option(names = "--test", paramLabel = "FILE", description = "The test set, such a file.")
  private @Nullable Path test;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of epochs of each net (default: about 900 iterations).")
  private @Nullable Integer epochs;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    ForecastData table = csv == null ? null : table(csv); // before the output: they may fail
    Split<TimeSeriesDataset> files = train == null || test == null ? null : files(train, test);
    RunOutput out = options.output("Time series");
    Training training = new Training(epochs, new SplittableRandom(options.seed()), out);
    String missed = "";
    if (files == null) {
      ForecastData data = table == null ? GeneratedSeries.of(training.random()) : table;
      missed += forecast(data, table == null, training, out);
    }
    if (table == null) {
      missed += classify(files, training, out);
    }
    if (files != null || table != null) {
      return out.end(true, "Done: the tables compare the models on data not trained on.");
    }
    return out.end(
        missed.isEmpty(),
        missed.isEmpty()
            ? "Learnt: both nets forecast better than the seasonal-naive forecast, and classify"
                + " better than the nearest neighbour."
            : "Not learnt: " + missed + "more epochs may help.");
  }

  private void requireSettings() {
    options.require((train == null) == (test == null), "--train and --test must be given together");
    options.require(
        csv == null || train == null, "--csv forecasts, --train classifies: give one of them");
    options.require(csv != null || !isRows, "--rows needs --csv");
    options.require(csv != null || season == null, "--season needs --csv");
    options.requirePositive("--season", season == null ? 1 : season);
    options.requirePositive("--horizon", horizon == null ? 1 : horizon);
    options.requirePositive("--epochs", epochs == null ? 1 : epochs);
  }

  /** The training set and the test set, which have classes. */
  private Split<TimeSeriesDataset> files(Path train, Path test) throws IOException {
    Split<TimeSeriesDataset> files = TimeSeries.readSplit(train, test);
    List<String> names = files.train().classNames();
    String expected = ": expected two classes or more, but there are ";
    options.require(names.size() >= 2, "--train: " + train + expected + names);
    return files;
  }

  /** The series of the CSV file, each of which must be long enough. */
  private ForecastData table(Path file) throws IOException {
    SeriesTable table = isRows ? SeriesTable.rows(file) : SeriesTable.columns(file);
    int period = season == null ? ForecastData.season(table.series()) : season;
    ForecastData data = new ForecastData(table.names(), table.series(), table.missing(), period);
    int steps = table.series().get(0).length;
    int least = data.minLength(horizon(data));
    options.require(
        steps >= least,
        String.format(
            Locale.ROOT,
            "--csv: %s: expected series of at least %d steps for a season of %d and a horizon of"
                + " %d, but they have %d",
            file,
            least,
            period,
            horizon(data),
            steps));
    return data;
  }

  private int horizon(ForecastData data) {
    return horizon == null ? ForecastData.horizon(data.season()) : horizon;
  }

  /** Returns what is not learnt, or "". */
  private String forecast(ForecastData data, boolean isGenerated, Training training, RunOutput out)
      throws IOException {
    out.section(isGenerated ? "Forecasts of generated series" : "Forecasts of " + csv);
    out.text(
        String.format(
            Locale.ROOT,
            "%d series of %d steps, season %d; the nets see %d steps and forecast %d.",
            data.series().size(),
            data.series().get(0).length,
            data.season(),
            data.context(),
            horizon(data)));
    if (data.missing() > 0) {
      out.text(data.missing() + " missing values are interpolated.");
    }
    ForecastRun run = ForecastRun.of(data, horizon(data), options.seed(), training, out);
    double worst = Math.max(run.ratio(ForecastNet.CONV), run.ratio(ForecastNet.GRU_NET));
    return worst <= MAX_RATIO
        ? ""
        : "a net's error is above " + MAX_RATIO + " times that of the seasonal-naive forecast; ";
  }

  /** Returns what is not learnt, or "". */
  private static String classify(
      @Nullable Split<TimeSeriesDataset> files, Training training, RunOutput out)
      throws IOException {
    RandomGenerator random = training.random();
    TimeSeriesDataset train = files == null ? Waves.dataset(TRAIN, random) : files.train();
    TimeSeriesDataset test = files == null ? Waves.dataset(TEST, random) : files.test();
    out.section(files == null ? "Classification of generated waves" : "Classification");
    out.text("Training set: " + train);
    out.text("Test set: " + test);
    long missing = train.missing() + test.missing();
    if (missing > 0) {
      out.text(missing + " missing values are interpolated.");
    }
    ClassificationRun run = ClassificationRun.of(ClassData.of(train, test), training, out);
    double neighbour = run.accuracy(ClassificationRun.NEIGHBOUR);
    double worst = Math.min(run.accuracy("Conv1D"), run.accuracy("GRU"));
    return worst > neighbour && run.accuracy("Conv1D") >= MIN_ACCURACY
        ? ""
        : "a net classifies fewer series correctly than the nearest neighbour, or Conv1D less than"
            + " 90 %; ";
  }
}
