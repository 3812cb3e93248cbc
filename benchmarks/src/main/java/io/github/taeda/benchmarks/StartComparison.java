package io.github.taeda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of a whole program that trains XOR for one iteration, from the start of the JVM to its
 * end: with the native libraries unpacked already, and for the first time.
 */
final class StartComparison {
  private StartComparison() {}

  /** The program. */
  public static void main(String[] args) {
    try (Step step = Library.valueOf(args[0]).start(Net.XOR)) {
      System.out.println(step.run());
    }
  }

  /** Runs the program in each library and returns a table in Markdown. */
  static String table(int runs) throws IOException, InterruptedException {
    StringBuilder table =
        new StringBuilder(Table.heading("XOR, one iteration", "ms", "ms, the first time"));
    for (Library library : Library.MAIN) {
      Path empty = Files.createTempDirectory("start");
      try {
        double first = milliseconds(library, empty);
        Path home = Path.of(System.getProperty("user.home"));
        milliseconds(library, home); // unpacks what is missing
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
          times.add(milliseconds(library, home));
        }
        table.append(
            Table.row(library.title(), Table.whole(Measured.median(times)), Table.whole(first)));
      } finally {
        delete(empty);
      }
    }
    return table.toString();
  }

  /** Both libraries unpack below the folder. */
  private static double milliseconds(Library library, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Neighbour.java(),
            "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve(".javacpp/cache"),
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            StartComparison.class.getName(),
            library.name());
    builder.environment().put("DJL_CACHE_DIR", folder.resolve(".djl.ai").toString());
    builder.environment().put("ENGINE_CACHE_DIR", folder.resolve(".djl.ai").toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(library.title() + " ended with " + code);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
