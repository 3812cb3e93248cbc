package io.github.taeda.examples.series;

import io.github.taeda.nn.data.readers.TimeSeriesDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Generated waves of six shapes with random frequency, phase, height and sign, and with noise: the
 * phase makes the value at any one step say nothing about the shape.
 */
enum Waves {
  SINE {
    @Override
    double value(double turn, double time) {
      return StrictMath.sin(2 * Math.PI * turn);
    }
  },
  SQUARE {
    @Override
    double value(double turn, double time) {
      return fraction(turn) < 0.5 ? 1 : -1;
    }
  },
  SAWTOOTH {
    @Override
    double value(double turn, double time) {
      return 2 * fraction(turn) - 1;
    }
  },
  TRIANGLE {
    @Override
    double value(double turn, double time) {
      return 4 * Math.abs(fraction(turn) - 0.5) - 1;
    }
  },
  PULSES {
    @Override
    double value(double turn, double time) {
      double distance = 12 * (fraction(turn) - 0.5);
      return 2 * StrictMath.exp(-distance * distance / 2) - 0.6;
    }
  },
  /** A sine whose frequency doubles. */
  CHIRP {
    @Override
    double value(double turn, double time) {
      return StrictMath.sin(2 * Math.PI * turn * (2 + time) / 3);
    }
  };

  static final int LENGTH = 80;
  private static final double NOISE = 0.15; // σ, at a height of 1

  /**
   * The value of a wave.
   *
   * @param turn how many periods have passed, plus the phase
   * @param time from 0 to 1
   */
  abstract double value(double turn, double time);

  static double fraction(double turn) {
    return turn - Math.floor(turn);
  }

  /** So many waves, whose classes are the shapes in turn. */
  static TimeSeriesDataset dataset(int size, RandomGenerator random) {
    List<float[][]> series = new ArrayList<>();
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % values().length;
      series.add(values()[labels[i]].wave(random));
    }
    List<String> names = Arrays.stream(values()).map(Waves::toString).toList();
    return TimeSeriesDataset.of(series, labels, names);
  }

  private float[][] wave(RandomGenerator random) {
    double periods = 2.5 + 2.5 * random.nextDouble();
    double phase = random.nextDouble();
    double height = (0.7 + 0.6 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
    float[][] steps = new float[LENGTH][1];
    for (int step = 0; step < LENGTH; step++) {
      double time = step / (double) LENGTH;
      double value = value(periods * time + phase, time);
      steps[step][0] = (float) (height * value + NOISE * random.nextGaussian());
    }
    return steps;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
