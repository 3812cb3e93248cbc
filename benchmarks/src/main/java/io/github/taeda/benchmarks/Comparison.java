package io.github.taeda.benchmarks;

import java.util.Locale;

/** One line of the table: a network's times in both libraries. */
record Comparison(Net net, Times taeda, Times peer) {
  private static final String LINE = "%-42s %10s %10s %7s   %s%n";

  static String header() {
    return String.format(
        Locale.ROOT,
        LINE,
        "training step of",
        "Taeda µs",
        "DJL µs",
        "ratio",
        "ratio of each round");
  }

  /** Taeda's time in parts of the peer's, both medians over everything measured. */
  double ratio() {
    return taeda.median() / peer.median();
  }

  /** The same of one round: the two forks that ran one after the other. */
  double ratio(int round) {
    return taeda.median(round) / peer.median(round);
  }

  @Override
  public String toString() {
    StringBuilder rounds = new StringBuilder();
    for (int round = 0; round < taeda.forks(); round++) {
      rounds.append(String.format(Locale.ROOT, "%.2f ", ratio(round)));
    }
    return String.format(
        Locale.ROOT,
        LINE,
        net.title(),
        microseconds(taeda.median()),
        microseconds(peer.median()),
        String.format(Locale.ROOT, "%.2f", ratio()),
        rounds.toString().trim());
  }

  private static String microseconds(double time) {
    return String.format(Locale.ROOT, time < 100 ? "%.1f" : "%.0f", time);
  }
}
