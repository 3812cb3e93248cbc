package io.github.taeda.examples.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.data.readers.TimeSeriesDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesExampleTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private final Terminal terminal = new Terminal();
  private final RandomGenerator random = new SplittableRandom(5);

  @TempDir private Path directory;

  @Test
  void one_epoch_is_too_few() {
    assertThat(run("--epochs=1")).as(terminal.err()).isEqualTo(3);
    assertThat(terminal.out())
        .contains("24 series of 360 steps, season 12; the nets see 36 steps and forecast 12.")
        .contains("Training set: TimeSeriesDataset(900 of length 80, 1 channel, 6 classes)")
        .contains("Not learnt: ")
        .contains("Conv1D less than 90 %; more epochs may help.")
        .endsWith("forecasts.png, forecast-errors.png, classes.png, confusion.png\n");
  }

  /** A sine without noise is forecast almost exactly, and its season found. */
  @Test
  void columns_of_a_csv_file_are_forecast() throws IOException {
    StringBuilder text = new StringBuilder("date;sine;\"rising\"\n");
    for (int i = 0; i < 160; i++) {
      double sine = 10 + 3 * Math.sin(2 * Math.PI * i / 8);
      double noise = 0.05 * random.nextGaussian();
      text.append(String.format(Locale.ROOT, "day %d;%.4f;%.4f\n", i, sine + noise, sine + i));
    }
    Path file = file("values.csv", text.toString());
    assertThat(run("--csv=" + file, "--epochs=50")).as(terminal.err()).isEqualTo(0);
    assertThat(terminal.out())
        .contains("2 series of 160 steps, season 8; the nets see 24 steps and forecast 8.");
    assertThat(value("Conv1D")).isLessThan(0.7); // the naive forecast is 8 too low for "rising"
    assertThat(value("GRU")).isLessThan(0.8);
    assertThat(value("no context")).isGreaterThan(0.9);
  }

  @Test
  void rows_of_a_csv_file_are_forecast() throws IOException {
    String row = ",1,2,3,4,3,2".repeat(12);
    Path file = file("rows.csv", "first" + row + "\nsecond" + row + "\n");
    assertThat(run("--csv=" + file, "--rows", "--horizon=6", "--epochs=1")).isEqualTo(0);
    assertThat(terminal.out()).contains("2 series of 72 steps, season 6;");
    assertThat(terminal.out()).contains("forecast 6.");
  }

  /** Bumps anywhere in series of unequal length, upwards or downwards, with a second channel. */
  @Test
  void padded_series_of_ts_files_are_classified() throws IOException {
    Path train = file("train.ts", bumps(120));
    Path test = file("test.ts", bumps(60));
    assertThat(run("--train=" + train, "--test=" + test, "--epochs=15"))
        .as(terminal.err())
        .isEqualTo(0);
    assertThat(terminal.out())
        .contains("of length 14 to 40, 2 channels, 2 classes)")
        .contains(" missing values are interpolated.");
    assertThat(value("Conv1D")).isGreaterThan(95);
    assertThat(value("GRU")).isGreaterThan(80);
    assertThat(value("largest class")).isEqualTo(50);
  }

  private String bumps(int count) {
    StringBuilder text = new StringBuilder("@dimensions 2\n@classLabel true down up\n@data\n");
    for (int i = 0; i < count; i++) {
      int length = i == 0 ? 14 : i == 1 ? 40 : 14 + random.nextInt(27);
      int start = random.nextInt(length - 6);
      StringBuilder noise = new StringBuilder();
      for (int step = 0; step < length; step++) {
        double bump = step < start || step > start + 5 ? 0 : i % 2 == 0 ? -1 : 1;
        String value = String.format(Locale.ROOT, "%.3f", bump + 0.2 * random.nextGaussian());
        text.append(step == 0 ? "" : ",").append(step == 3 ? "?" : value);
        noise.append(step == 0 ? "" : ",").append(random.nextInt(10));
      }
      text.append(':').append(noise).append(i % 2 == 0 ? ":down\n" : ":up\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--train=a.ts         | --train and --test must be given together",
        "--rows               | --rows needs --csv",
        "--season=3           | --season needs --csv",
        "--horizon=0          | --horizon must be at least 1, but was 0",
        "--epochs=-1          | --epochs must be at least 1, but was -1",
      })
  void arguments_that_make_no_sense_are_rejected(String option, String problem) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda series: " + problem + "\nTry 'taeda series --help'.\n");
  }

  @Test
  void series_that_are_too_short_are_rejected() throws IOException {
    Path file = file("short.csv", "a,b\n" + "1,2\n".repeat(30));
    assertThat(run("--csv=" + file, "--season=4")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith(
            "taeda series: --csv: "
                + file
                + ": expected series of at least 36 steps for a season of 4 and a horizon of 4,"
                + " but they have 30\n");
  }

  @Test
  void files_without_numbers_are_rejected() throws IOException {
    Path file = file("text.csv", "a,b\nx,y\n");
    assertThat(run("--csv=" + file)).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda series: " + file + ": expected a numeric column, but there is none: x,y\n");
  }

  @Test
  void a_file_that_does_not_exist_or_has_one_class_is_rejected() throws IOException {
    Path none = directory.resolve("none.csv");
    assertThat(run("--csv=" + none)).isEqualTo(1);
    assertThat(terminal.err()).isEqualTo("taeda series: " + none + ": there is no such file\n");
    Path one = file("one.tsv", "a\t1\t2\n");
    assertThat(run("--train=" + one, "--test=" + one)).isEqualTo(2);
    assertThat(terminal.err())
        .contains("--train: " + one + ": expected two classes or more, but there are [a]\n");
  }

  @Test
  void missing_values_of_csv_files_are_interpolated() throws IOException {
    SeriesTable table = SeriesTable.columns(file("gaps.csv", "a,b\n1,1\n,NA\nna,?\n4,\n5,2\n?,\n"));
    assertThat(table.missing()).isEqualTo(7);
    assertThat(table.series().get(0)).containsExactly(new double[] {1, 2, 3, 4, 5, 5}, EXACT);
    assertThat(table.series().get(1))
        .containsExactly(new double[] {1, 1.25, 1.5, 1.75, 2, 2}, EXACT);
    SeriesTable rows = SeriesTable.rows(file("rows.csv", "x,?,3,,5\n"));
    assertThat(rows.series().get(0)).containsExactly(new double[] {3, 3, 4, 5}, EXACT);
    assertThat(rows.names()).containsExactly("x");
  }

  @Test
  void the_season_is_the_lag_of_the_highest_autocorrelation() {
    double[] weekly = new double[100];
    double[] noise = new double[100];
    for (int i = 0; i < weekly.length; i++) {
      weekly[i] = 0.5 * i + (i % 7 == 2 ? 4 : 0) + 0.1 * random.nextGaussian();
      noise[i] = random.nextGaussian();
    }
    assertThat(ForecastData.season(List.of(weekly))).isEqualTo(7);
    assertThat(ForecastData.season(List.of(noise))).isEqualTo(1);
    assertThat(ForecastData.season(List.of(new double[100]))).isEqualTo(1);
  }

  /** Series 0, 1, …: each forecast one season earlier is a season too low, and so is the scale. */
  @Test
  void the_seasonal_naive_forecast_of_a_line_has_a_scaled_error_of_one() {
    double[] line = new double[60];
    Arrays.setAll(line, i -> i);
    ForecastData data = new ForecastData(List.of("line"), List.of(line), 0, 4);
    ForecastWindows test = ForecastWindows.split(data, 4, 1).test();
    double[] errors = ForecastScores.scaledErrors(data, test, test.seasonalNaive());
    assertThat(errors).hasSize(4);
    for (double error : errors) {
      assertThat(error).isCloseTo(1, within(1e-12));
    }
    assertThat(test.window(0)).isEqualTo(new ForecastWindows.Window(0, 48));
  }

  @Test
  void training_validation_and_test_share_no_step_of_a_horizon() {
    ForecastData data = GeneratedSeries.of(random);
    ForecastWindows.Parts parts = ForecastWindows.split(data, 12, 1);
    int lastTrain = parts.train().window(parts.train().last(3)).start();
    int lastValidation = parts.validation().window(parts.validation().last(3)).start();
    int test = data.testStart(3, 12);
    assertThat(lastTrain + 12).isLessThan(lastValidation);
    assertThat(lastValidation + 12).isEqualTo(test);
    assertThat(parts.test().window(parts.test().last(3)).start()).isEqualTo(360 - 12);
  }

  @Test
  void neighbouring_steps_are_averaged_to_shorten_series() {
    TimeSeriesDataset long5 =
        TimeSeriesDataset.of(
            List.<float[][]>of(new float[][] {{1}, {3}, {5}, {7}, {9}}),
            new int[] {0},
            List.of("a"));
    ClassData shorter = new ClassData(long5, long5).shortened(3);
    assertThat(shorter.test().series(0)).isDeepEqualTo(new float[][] {{2}, {6}, {9}});
  }

  /** The last number of the line of a table that begins with a name. */
  private double value(String name) {
    Pattern line = Pattern.compile("(?m)^  " + name + " .*?([\\d.]+)(?: %)?$");
    Matcher matcher = line.matcher(terminal.out());
    assertThat(matcher.find()).as(terminal.out()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private int run(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "series";
    arguments[1] = "--out=" + directory.resolve("out");
    System.arraycopy(options, 0, arguments, 2, options.length);
    return terminal.run(arguments);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
