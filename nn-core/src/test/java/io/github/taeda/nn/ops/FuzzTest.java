package io.github.taeda.nn.ops;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random calls of the primitives in JVMs of their own, once with the kernels that compute on the
 * arrays' memory and once with ND4J's operations. The system properties {@code taeda.fuzz.seed} and
 * {@code taeda.fuzz.calls} set other calls and more of them.
 */
@DisabledIfSystemProperty(
    named = "taeda.kernels",
    matches = "nd4j") // its programs compute on both paths
class FuzzTest {
  private static final long SEED = Long.getLong("taeda.fuzz.seed", 1);
  private static final int CALLS = Integer.getInteger("taeda.fuzz.calls", 100_000);

  /** ND4J's operations take longer. */
  private static final int COMPARED = CALLS / 3;

  @TempDir private Path directory;

  @Test
  void random_calls_never_crash_write_only_to_outputs_and_agree_with_nd4j() throws Exception {
    Process direct = start("direct", CALLS);
    Process nd4j = start("nd4j", COMPARED);
    List<String> lines = linesOf(direct, "direct");
    linesOf(nd4j, "nd4j");
    long accepted = sum(lines, "accepted ");
    long rejected = sum(lines, "rejected ");
    System.out.printf(
        "fuzz, seed %d: %d calls accepted, %d rejected%n%s%n",
        SEED,
        accepted,
        rejected,
        lines.stream().filter(line -> line.startsWith("rejected")).collect(joining("\n")));
    assertThat(accepted + rejected).isEqualTo(CALLS);
    assertThat(rejected).isBetween(CALLS / 10L, CALLS * 6L / 10);
    assertThat(lines.stream().filter(line -> line.startsWith("accepted")))
        .as("primitives of which calls were accepted")
        .hasSameSizeAs(Signatures.all().filter(row -> !row.operands().isEmpty()).toList());
    compare();
  }

  private Process start(String kernels, int calls) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--")) // what this version of Java needs
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:ErrorFile=" + errorFile(kernels),
            "-Dorg.nd4j.log.initialization=false",
            "-Dtaeda.kernels=" + kernels,
            Fuzz.class.getName(),
            Long.toString(SEED),
            Integer.toString(calls),
            directory.resolve(kernels).toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectOutput(directory.resolve(kernels + ".txt").toFile()).start();
  }

  private Path errorFile(String kernels) {
    return directory.resolve(kernels + ".crash");
  }

  /** What a child printed, which must end by itself without a failure. */
  private List<String> linesOf(Process child, String kernels) throws Exception {
    int status = child.waitFor();
    Path printed = directory.resolve(kernels + ".txt");
    List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
    List<String> problems =
        new ArrayList<>(
            lines.stream().filter(line -> !line.matches("(accepted|rejected) .*")).toList());
    if (Files.exists(errorFile(kernels))) {
      Files.readAllLines(errorFile(kernels)).stream().limit(60).forEach(problems::add);
    }
    assertThat(status).as("seed %d, %s: %s", SEED, kernels, String.join("\n", problems)).isZero();
    assertThat(lines.stream().filter(line -> line.startsWith("FAILED")))
        .as("seed %d, %s: %s", SEED, kernels, String.join("\n", problems))
        .isEmpty();
    return lines;
  }

  private static long sum(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> Long.parseLong(line.split(" ", 3)[1]))
        .sum();
  }

  /** Both children must accept the same calls and compute the same sums. */
  private void compare() throws IOException {
    try (DataInputStream direct = results("direct");
        DataInputStream nd4j = results("nd4j")) {
      for (int call = 0; call < COMPARED; call++) {
        double[] one = read(direct);
        double[] other = read(nd4j);
        if (one[0] == 2 || other[0] == 2) {
          continue; // one of them is not computed, or not comparable
        }
        double tolerance = 1e-4 * (1 + Math.max(one[3], other[3]));
        boolean agree =
            one[0] == other[0]
                && one[1] == other[1]
                && Math.abs(one[2] - other[2]) <= tolerance
                && Math.abs(one[3] - other[3]) <= tolerance;
        if (!agree) {
          assertThat(one)
              .as(
                  "seed %d, call %d, direct and ND4J's accepted, not finite, sum, magnitudes: %s",
                  SEED, call, Fuzz.text(SEED, call))
              .isEqualTo(other);
        }
      }
    }
  }

  private DataInputStream results(String kernels) throws IOException {
    InputStream file = Files.newInputStream(directory.resolve(kernels));
    return new DataInputStream(new java.io.BufferedInputStream(file));
  }

  private static double[] read(DataInputStream results) throws IOException {
    double[] numbers = new double[4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = results.readDouble();
    }
    return numbers;
  }
}
