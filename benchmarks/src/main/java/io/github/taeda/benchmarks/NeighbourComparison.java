package io.github.taeda.benchmarks;

/** A network's times on a quiet machine and beside a busy neighbour, in Taeda and in DJL. */
record NeighbourComparison(
    Net net, Measured taeda, Measured busyTaeda, Measured djl, Measured busyDjl) {

  static String heading() {
    return Table.heading(
        "network",
        "batch",
        "Taeda quiet µs",
        "busy µs",
        "busy / quiet",
        "aim",
        "DJL quiet µs",
        "busy µs",
        "busy / quiet",
        "Taeda / DJL, busy");
  }

  String row() {
    return Table.row(
        net.title(),
        String.valueOf(net.batch()),
        Table.microseconds(taeda.time()),
        Table.microseconds(busyTaeda.time()),
        Table.ratio(busyTaeda.time() / taeda.time()),
        aim(),
        Table.microseconds(djl.time()),
        Table.microseconds(busyDjl.time()),
        Table.ratio(busyDjl.time() / djl.time()),
        Table.ratio(busyTaeda.time() / busyDjl.time()));
  }

  private String aim() {
    return switch (net) {
      case XOR, AUTOENCODER -> "1.5";
      case MLP_100 -> "2.5";
      default -> "";
    };
  }
}
