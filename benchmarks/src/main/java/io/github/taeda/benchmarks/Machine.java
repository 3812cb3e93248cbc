package io.github.taeda.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the measurements ran on. */
final class Machine {
  private Machine() {}

  /** Processor, Java and the libraries' versions. */
  static String description() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s %s%nJDK %s (%s)%n%s%n",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        versions());
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

  /** What the build put into the resource. */
  private static String versions() {
    try (InputStream resource = Machine.class.getResourceAsStream("versions.txt")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
