package io.github.taeda.examples.series;

import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.losses.L1Loss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.metrics.Evaluator;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains the nets that forecast, compares them with the seasonal-naive forecast, and draws. */
final class ForecastRun {
  private static final String NAIVE = "seasonal naive";
  private static final double[] FAN = {0.1, 0.9}; // between them lie 80 %
  private static final int MAX_DRAWN = 4;

  private final ForecastData data;
  private final ForecastWindows.Parts parts;
  private final Training training;
  private final RunOutput out;
  private final Map<ForecastNet, Sequential> nets = new EnumMap<>(ForecastNet.class);
  private final Map<String, double[]> errors = new LinkedHashMap<>(); // scaled, by steps ahead
  private final Map<String, double[][]> forecasts = new LinkedHashMap<>(); // of the test
  private double[][] fan = {};

  private ForecastRun(
      ForecastData data, ForecastWindows.Parts parts, Training training, RunOutput out) {
    this.data = data;
    this.parts = parts;
    this.training = training;
    this.out = out;
  }

  /** Returns the run, after training and evaluation. */
  static ForecastRun of(ForecastData data, int horizon, long seed, Training training, RunOutput out)
      throws IOException {
    ForecastWindows.Parts parts = ForecastWindows.split(data, horizon, seed);
    ForecastRun run = new ForecastRun(data, parts, training, out);
    for (ForecastNet net : ForecastNet.values()) {
      run.train(net);
    }
    run.evaluate();
    run.draw();
    return run;
  }

  private void train(ForecastNet kind) {
    Sequential net = kind.net(data.context(), parts.train().horizon(), training.random());
    nets.put(kind, net);
    double[] unused =
        training.train(kind.toString(), net, new L1Loss(), dataset(kind, parts.train()));
  }

  /** The windows; the control does not see them. */
  private static Dataset dataset(ForecastNet kind, ForecastWindows windows) {
    Dataset data = windows.dataset();
    if (kind != ForecastNet.NO_CONTEXT) {
      return data;
    }
    INDArray all = data.batch(IntStream.range(0, data.size()).toArray()).target();
    return Dataset.of(
        NDArrays.zeros(all.dataType(), windows.size(), windows.context(0).length, 1), all);
  }

  private double[][] predict(ForecastNet kind, ForecastWindows windows) {
    Sequential net = Objects.requireNonNull(nets.get(kind));
    INDArray outputs = Evaluator.of(net).predict(dataset(kind, windows));
    return windows.inUnits(outputs.toDoubleMatrix());
  }

  private void evaluate() throws IOException {
    add(NAIVE, parts.test().seasonalNaive());
    for (ForecastNet kind : ForecastNet.values()) {
      add(kind.toString(), predict(kind, parts.test()));
    }
    Table table = Table.of("", "MASE", "relative to " + NAIVE);
    errors.forEach((name, steps) -> table.row(name, text(mean(steps)), text(ratio(name))));
    out.table(table);
    fan =
        ForecastScores.errorQuantiles(
            parts.validation(), predict(ForecastNet.CONV, parts.validation()), FAN);
    double[][] conv = Objects.requireNonNull(forecasts.get("Conv1D"));
    out.text(
        String.format(
            Locale.ROOT,
            "The fan of Conv1D, which should hold 80 %% of the true values, holds %.1f %%.",
            100 * ForecastScores.coverage(parts.test(), conv, fan)));
  }

  private void add(String name, double[][] values) {
    forecasts.put(name, values);
    errors.put(name, ForecastScores.scaledErrors(data, parts.test(), values));
  }

  /** The error of a model divided by that of the seasonal-naive forecast. */
  double ratio(ForecastNet kind) {
    return ratio(kind.toString());
  }

  private double ratio(String name) {
    return mean(Objects.requireNonNull(errors.get(name)))
        / mean(Objects.requireNonNull(errors.get(NAIVE)));
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private void draw() throws IOException {
    int[] series = // those of which a forecast is tested
        IntStream.range(0, data.series().size()).filter(i -> parts.test().last(i) >= 0).toArray();
    PicturePanel[] panels = new PicturePanel[Math.min(MAX_DRAWN, series.length)];
    Arrays.setAll(panels, i -> panel(series[i * series.length / panels.length]));
    out.picture("forecasts", "Forecasts at the end of some series, not trained on", panels);
    LineChart steps = new LineChart("Error by steps ahead", "steps ahead", "MASE");
    errors.forEach(steps::line);
    out.picture("forecast-errors", "Mean absolute scaled error by steps ahead", steps);
  }

  /** The forecasts for the end of a series. */
  private PicturePanel panel(int series) {
    ForecastWindows test = parts.test();
    int window = test.last(series);
    double[] before = test.context(window);
    double[] truth = test.truth(window);
    double[] x = steps(test.window(window).start() - before.length, before.length + truth.length);
    double[] all = Arrays.copyOf(before, x.length);
    System.arraycopy(truth, 0, all, before.length, truth.length);
    double[] ahead = Arrays.copyOfRange(x, before.length, x.length);
    LineChart chart = new LineChart(data.names().get(series), "step", "value");
    double[] conv = Objects.requireNonNull(forecasts.get("Conv1D"))[window];
    double unit = test.units(window)[1];
    chart.band("80 %", ahead, shifted(conv, fan[0], unit), shifted(conv, fan[1], unit));
    chart.line("truth", x, all);
    for (String name : new String[] {"Conv1D", "GRU", NAIVE}) {
      String shortName = name.equals(NAIVE) ? "naive" : name; // the legend is narrow
      chart.line(shortName, ahead, Objects.requireNonNull(forecasts.get(name))[window]);
    }
    return chart;
  }

  private static double[] steps(int first, int count) {
    double[] steps = new double[count];
    Arrays.setAll(steps, i -> first + i);
    return steps;
  }

  private static double[] shifted(double[] values, double[] errors, double unit) {
    double[] shifted = new double[values.length];
    Arrays.setAll(shifted, i -> values[i] + unit * errors[i]);
    return shifted;
  }
}
