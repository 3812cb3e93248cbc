package io.github.taeda.examples.series;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Generated series with a trend, a season of 12 steps, noise and changes of regime: at two or three
 * random steps of each series its trend and the height of its season change, and its level jumps.
 */
final class GeneratedSeries {
  static final int SEASON = 12;
  static final int COUNT = 24;
  static final int LENGTH = 360;
  private static final double MAX_SLOPE = 0.03; // of the trend, per step
  private static final double NOISE = 0.3; // σ; the season's height is 1 on average
  private static final double JUMP = 1; // σ of the change of level

  private GeneratedSeries() {}

  static ForecastData of(RandomGenerator random) {
    List<String> names = new ArrayList<>();
    List<double[]> series = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      names.add("series " + i);
      series.add(one(random));
    }
    return new ForecastData(names, series, 0, SEASON);
  }

  private static double[] one(RandomGenerator random) {
    double[] values = new double[LENGTH];
    double phase = 2 * Math.PI * random.nextDouble();
    double harmonic = 0.6 * random.nextDouble(); // of half the season
    double level = 5 + 2 * random.nextGaussian();
    double slope = 0;
    double height = 0;
    int next = 0; // where the regime changes
    for (int step = 0; step < LENGTH; step++) {
      if (step == next) {
        level += step == 0 ? 0 : JUMP * random.nextGaussian();
        slope = MAX_SLOPE * (2 * random.nextDouble() - 1);
        height = 0.5 + random.nextDouble();
        next += 100 + random.nextInt(80);
      }
      double angle = 2 * Math.PI * step / SEASON + phase;
      double season = height * (StrictMath.sin(angle) + harmonic * StrictMath.cos(2 * angle));
      values[step] = level + season + NOISE * random.nextGaussian();
      level += slope;
    }
    return values;
  }
}
