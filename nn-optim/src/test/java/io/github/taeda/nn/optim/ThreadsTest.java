package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * The number of threads has no influence on the bits of what Taeda computes or divides. The largest
 * products, and convolutions of less than four large images, are left to oneDNN whole and depend on
 * {@code OMP_NUM_THREADS} at most.
 */
@DisabledIfSystemProperty(
    named = "taeda.kernels",
    matches = "nd4j") // its programs do not follow it
class ThreadsTest {

  @Test
  void any_number_of_kernel_threads_trains_to_the_same_bits() throws Exception {
    List<String> one = hashes(1, Map.of());
    assertThat(one).hasSize(15);
    assertThat(hashes(2, Map.of())).isEqualTo(one);
    assertThat(hashes(3, Map.of())).isEqualTo(one);
  }

  @Test
  void any_number_of_openmp_threads_trains_to_the_same_bits_but_for_the_largest_products()
      throws Exception {
    List<String> one = shared(hashes(0, Map.of("OMP_NUM_THREADS", "1")));
    assertThat(one).hasSize(14);
    assertThat(shared(hashes(0, Map.of("OMP_NUM_THREADS", "2")))).isEqualTo(one);
  }

  private static List<String> shared(List<String> hashes) {
    return hashes.stream().filter(line -> line.startsWith("hash shared")).toList();
  }

  /** What {@link TrainWithThreads} prints in a JVM of its own; 0 threads leave it the choice. */
  private static List<String> hashes(int threads, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Dorg.nd4j.log.initialization=false"));
    if (threads > 0) {
      command.add("-Dtaeda.threads=" + threads);
    }
    command.add(TrainWithThreads.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().filter(line -> line.startsWith("hash ")).toList();
  }
}
