package io.github.taeda.benchmarks;

import java.util.Locale;

/** Shows that all libraries compute the same: their first losses from the same start agree. */
final class SameWork {
  private static final int STEPS = 5;
  private static final double TOLERANCE = 1e-4;

  private SameWork() {}

  /**
   * Trains a few steps in every library.
   *
   * @throws IllegalStateException if a loss differs from Taeda's by more than 1e-4 of it
   */
  static void require(Net net) {
    double[] expected = losses(Library.TAEDA, net);
    for (Library library : Library.values()) {
      requireAgree(net, library, expected, losses(library, net));
    }
  }

  /** The losses of the first steps. */
  static double[] losses(Library library, Net net) {
    double[] losses = new double[STEPS];
    try (TrainingStep step = library.start(net)) {
      for (int i = 0; i < STEPS; i++) {
        losses[i] = step.run();
      }
    }
    return losses;
  }

  static void requireAgree(Net net, Library library, double[] expected, double[] actual) {
    for (int i = 0; i < STEPS; i++) {
      // Negated, so that a NaN does not agree.
      if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE * Math.abs(expected[i]))) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s, step %d: %s has loss %.8f, %s has %.8f; they do not do the same work",
                net.title(),
                i + 1,
                Library.TAEDA.title(),
                expected[i],
                library.title(),
                actual[i]));
      }
    }
  }
}
