package io.github.taeda.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the measurements ran on. */
final class Machine {
  private Machine() {}

  /** Processor, Java and the libraries' versions, a line each. */
  static String description() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s %s%nJDK %s (%s)%nND4J %s; DJL %s on %s%n",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        version(org.nd4j.linalg.factory.Nd4j.class),
        version(ai.djl.engine.Engine.class),
        ai.djl.engine.Engine.getEngine("PyTorch"));
  }

  /** A sentence if other programs are using the processors, else nothing. */
  static String warning() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0.5
        ? ""
        : String.format(
            Locale.ROOT,
            "Other programs are running (load average %.2f): the times will be too long.%n",
            load);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "of unknown version" : version;
  }
}
