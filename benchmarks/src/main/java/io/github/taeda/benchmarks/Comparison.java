package io.github.taeda.benchmarks;

import java.util.Locale;
import java.util.Map;

/** A network's measurements in Taeda, in DJL, and in the other libraries that have it. */
record Comparison(Net net, Map<Library, Measured> measured) {

  static String timesHeading() {
    return Table.heading(
        "network", "batch", "Taeda µs", "DJL µs", "ratio", "aim", "ratio of each round");
  }

  static String memoryHeading() {
    return Table.heading(
        "network",
        "batch",
        "Taeda MB resident",
        "DJL MB resident",
        "Taeda bytes allocated per iteration",
        "DJL bytes allocated per iteration");
  }

  static String othersHeading() {
    return Table.heading(
        "network",
        "batch",
        "Taeda µs",
        "plain ND4J µs",
        "Encog µs",
        "Taeda / ND4J",
        "Taeda / Encog");
  }

  static String floorHeading() {
    return Table.heading("network", "batch", "Taeda µs", "its products alone µs", "of the time");
  }

  boolean hasFloor() {
    return measured.containsKey(Library.FLOOR);
  }

  String floor() {
    return Table.row(
        net.title(),
        String.valueOf(net.batch()),
        time(Library.TAEDA),
        time(Library.FLOOR),
        Table.ratio(1 / ratio(Library.FLOOR)));
  }

  /** Taeda's time divided by the other library's, both medians over everything measured. */
  double ratio(Library peer) {
    return of(Library.TAEDA).time() / of(peer).time();
  }

  /** Taeda's time divided by DJL's of one round: the two forks that ran one after the other. */
  double ratio(int round) {
    return of(Library.TAEDA).time(round) / of(Library.DJL).time(round);
  }

  boolean hasOthers() {
    return measured.containsKey(Library.ND4J) || measured.containsKey(Library.ENCOG);
  }

  String times() {
    StringBuilder rounds = new StringBuilder();
    for (int round = 0; round < of(Library.TAEDA).forks(); round++) {
      rounds.append(round == 0 ? "" : " ").append(Table.ratio(ratio(round)));
    }
    return Table.row(
        net.title(),
        String.valueOf(net.batch()),
        time(Library.TAEDA),
        time(Library.DJL),
        Table.ratio(ratio(Library.DJL)),
        net.aim() == 0 ? "" : String.format(Locale.ROOT, "%.2f", net.aim()),
        rounds.toString());
  }

  String memory() {
    return Table.row(
        net.title(),
        String.valueOf(net.batch()),
        Table.whole(of(Library.TAEDA).residentMegabytes()),
        Table.whole(of(Library.DJL).residentMegabytes()),
        Table.whole(of(Library.TAEDA).allocatedBytes()),
        Table.whole(of(Library.DJL).allocatedBytes()));
  }

  String others() {
    return Table.row(
        net.title(),
        String.valueOf(net.batch()),
        time(Library.TAEDA),
        time(Library.ND4J),
        time(Library.ENCOG),
        ratioOrNothing(Library.ND4J),
        ratioOrNothing(Library.ENCOG));
  }

  private Measured of(Library library) {
    return measured.get(library);
  }

  private String time(Library library) {
    return measured.containsKey(library) ? Table.microseconds(of(library).time()) : "";
  }

  private String ratioOrNothing(Library library) {
    return measured.containsKey(library) ? Table.ratio(ratio(library)) : "";
  }
}
