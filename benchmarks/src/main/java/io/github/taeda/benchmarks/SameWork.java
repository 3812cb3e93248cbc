package io.github.taeda.benchmarks;

import java.util.Locale;

/**
 * Shows that all libraries compute the same: from the same parameters and without dropout, their
 * first losses agree, or outputs of an evaluation.
 */
final class SameWork {
  private static final int STEPS = 5;
  private static final double TOLERANCE = 1e-4;

  private SameWork() {}

  /** Thrown where a library computes something else. */
  static final class Difference extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Difference(String message) {
      super(message);
    }
  }

  /**
   * Trains a few iterations, or evaluates, in every library that has the network.
   *
   * @throws Difference if a loss differs from Taeda's by more than 1e-4 of it
   */
  static void require(Net net) {
    double[] expected = evidence(Library.TAEDA, net);
    for (Library library : Library.of(net)) {
      requireAgree(net, library, expected, evidence(library, net));
    }
  }

  /** The first losses, or outputs. */
  static double[] evidence(Library library, Net net) {
    try (Step step = library.startExact(net)) {
      return step.evidence(STEPS);
    }
  }

  static void requireAgree(Net net, Library library, double[] expected, double[] actual) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < library.agreeing(STEPS); i++) {
      // An output may be next to zero beside the others, a loss may not.
      double scale = net.isEvaluation() ? largest : Math.abs(expected[i]);
      // Negated, so that a NaN does not agree.
      if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE * scale)) {
        throw new Difference(
            String.format(
                Locale.ROOT,
                "%s, %s %d: %s has %.8f, %s has %.8f; they do not do the same work",
                net,
                net.isEvaluation() ? "output" : "loss",
                i + 1,
                Library.TAEDA.title(),
                expected[i],
                library.title(),
                actual[i]));
      }
    }
  }
}
