package io.github.taeda.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Another program that keeps one processor busy: a JVM that spins, pinned to the second processor
 * where the system has {@code taskset}.
 */
final class Neighbour implements AutoCloseable {
  private static final String READY = "spinning";

  private final Process process;

  private Neighbour(Process process) {
    this.process = process;
  }

  /** Starts the neighbour, which spins when this returns. */
  static Neighbour start() {
    List<String> command = new ArrayList<>();
    if (canPin()) {
      command.addAll(List.of("taskset", "-c", "1"));
    }
    command.addAll(
        List.of(
            java(), "-XX:+UseSerialGC", "-Xmx16m", "-cp", location(), Neighbour.class.getName()));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      if (!READY.equals(output.readLine())) {
        process.destroy();
        throw new IllegalStateException("the neighbour did not start: " + command);
      }
      return new Neighbour(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where this class lies: the neighbour needs no other, and another class loader may have it. */
  private static String location() {
    try {
      URL location = Neighbour.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Whether the neighbour has a processor to itself, so that the other one stays free. */
  static boolean canPin() {
    return Runtime.getRuntime().availableProcessors() > 1
        && Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** The neighbour's own program: spins until its input ends, as it does when its parent dies. */
  public static void main(String[] args) throws IOException {
    Thread spinning = new Thread(Neighbour::spin);
    spinning.setDaemon(true);
    spinning.start();
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Nobody writes.
    }
  }

  private static void spin() {
    while (true) {
      // Without a pause: a neighbour that computes makes none.
    }
  }
}
