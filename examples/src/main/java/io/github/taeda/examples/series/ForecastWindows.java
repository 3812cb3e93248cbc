package io.github.taeda.examples.series;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Windows of series: a context and the steps after it, the horizon. A net sees the context minus
 * its mean and divided by its standard deviation, and forecasts the horizon in the same units, so
 * that neither the level nor the scale of a series matters.
 */
final class ForecastWindows {
  private static final int MAX_WINDOWS = 8_000; // more are drawn from

  private final ForecastData data;
  private final int horizon;
  private final List<Window> windows;

  private ForecastWindows(ForecastData data, int horizon, List<Window> windows) {
    this.data = data;
    this.horizon = horizon;
    this.windows = windows;
  }

  /** A window: the horizon begins at a step of a series. */
  record Window(int series, int start) {}

  /** Three sets of windows: their horizons are apart in each series, in this order. */
  record Parts(ForecastWindows train, ForecastWindows validation, ForecastWindows test) {}

  /**
   * The windows of all series. The horizons of the test are in the last part of each series, those
   * of the validation in the last eighth before it.
   */
  static Parts split(ForecastData data, int horizon, long seed) {
    List<List<Window>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int series = 0; series < data.series().size(); series++) {
      int length = data.series().get(series).length;
      int test = data.testStart(series, horizon);
      int first = data.context();
      int validation = test - Math.max(horizon, (test - first) / 8);
      for (int start = first; start + horizon <= length; start++) {
        int part = start >= test ? 2 : start >= validation ? 1 : 0;
        int end = part == 2 ? length : part == 1 ? test : validation;
        if (start + horizon <= end) {
          parts.get(part).add(new Window(series, start));
        }
      }
    }
    parts.forEach(windows -> limit(windows, seed));
    return new Parts(
        new ForecastWindows(data, horizon, parts.get(0)),
        new ForecastWindows(data, horizon, parts.get(1)),
        new ForecastWindows(data, horizon, parts.get(2)));
  }

  private static void limit(List<Window> windows, long seed) {
    if (windows.size() > MAX_WINDOWS) {
      Collections.shuffle(windows, new Random(seed));
      windows.subList(MAX_WINDOWS, windows.size()).clear();
    }
  }

  int size() {
    return windows.size();
  }

  int horizon() {
    return horizon;
  }

  Window window(int i) {
    return windows.get(i);
  }

  /** The last window of a series, or −1 if there is none. */
  int last(int series) {
    int found = -1;
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      boolean later = found < 0 || window.start > windows.get(found).start;
      found = window.series == series && later ? i : found;
    }
    return found;
  }

  /** Contexts {@code [size, context, 1]} and horizons {@code [size, horizon]}, in their units. */
  Dataset dataset() {
    int context = data.context();
    float[] inputs = new float[size() * context];
    float[] targets = new float[size() * horizon];
    for (int i = 0; i < size(); i++) {
      double[] units = units(i);
      double[] before = context(i);
      double[] after = truth(i);
      for (int step = 0; step < context; step++) {
        inputs[i * context + step] = (float) ((before[step] - units[0]) / units[1]);
      }
      for (int step = 0; step < horizon; step++) {
        targets[i * horizon + step] = (float) ((after[step] - units[0]) / units[1]);
      }
    }
    return Dataset.of(
        NDArrays.of(inputs, size(), context, 1), NDArrays.of(targets, size(), horizon));
  }

  /** What a net forecasts in the units of a window, in those of its series. */
  double[][] inUnits(double[][] outputs) {
    double[][] values = new double[outputs.length][horizon];
    for (int i = 0; i < outputs.length; i++) {
      double[] units = units(i);
      for (int step = 0; step < horizon; step++) {
        values[i][step] = units[0] + units[1] * outputs[i][step];
      }
    }
    return values;
  }

  /** The value one season earlier, of the last season of the context. */
  double[][] seasonalNaive() {
    double[][] values = new double[size()][horizon];
    for (int i = 0; i < size(); i++) {
      double[] before = context(i);
      for (int step = 0; step < horizon; step++) {
        values[i][step] = before[before.length - data.season() + step % data.season()];
      }
    }
    return values;
  }

  /** The steps before the horizon. */
  double[] context(int i) {
    Window window = windows.get(i);
    double[] series = data.series().get(window.series);
    return Arrays.copyOfRange(series, window.start - data.context(), window.start);
  }

  /** The steps of the horizon. */
  double[] truth(int i) {
    Window window = windows.get(i);
    double[] series = data.series().get(window.series);
    return Arrays.copyOfRange(series, window.start, window.start + horizon);
  }

  /** Mean and standard deviation of the context; 1 for that of a constant one. */
  double[] units(int i) {
    double[] before = context(i);
    double mean = Arrays.stream(before).average().orElse(0);
    double variance = Arrays.stream(before).map(v -> (v - mean) * (v - mean)).sum() / before.length;
    double deviation = Math.sqrt(variance);
    return new double[] {mean, deviation > 1e-9 * Math.abs(mean) && deviation > 0 ? deviation : 1};
  }
}
