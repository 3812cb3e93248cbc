package io.github.taeda.nn.ops.internal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tuning happens once per JVM, before the native libraries load: so each test starts a JVM. */
@DisabledIfSystemProperty(
    named = "taeda.kernels",
    matches = "nd4j") // its programs do not follow it
class NativeTuningTest {
  private static final String LOGGER = "DEBUG " + NativeTuning.class.getName() + ": ";

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void fills_in_what_is_left_open_before_the_libraries_load_though_the_user_touches_nd4j_first()
      throws Exception {
    String kernel = NativeSettings.coreType(Files.readString(Path.of("/proc/cpuinfo"))).orElse("");

    List<String> lines = run(Map.of("OPENBLAS_VERBOSE", "2"), classPath());

    assertThat(lines)
        .contains("OPENBLAS_CORETYPE=" + (kernel.isEmpty() ? null : kernel))
        .contains("GOMP_SPINCOUNT=2000")
        .contains("BLAS threads=1");
    assertThat(lines.stream().filter(line -> line.startsWith("Core: ")))
        .isNotEmpty()
        .allMatch(line -> kernel.isEmpty() || line.equalsIgnoreCase("Core: " + kernel));
    assertThat(lines.stream().filter(line -> line.startsWith(LOGGER)))
        .singleElement()
        .asString()
        .startsWith(LOGGER + "native tuning: set {")
        .endsWith("}, BLAS threads 1, left to the user's []");
    assertThat(lines).noneMatch(line -> line.startsWith("WARN"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void overrides_nothing_that_the_user_set() throws Exception {
    Map<String, String> environment =
        Map.of(
            "OPENBLAS_CORETYPE", "NEHALEM",
            "OMP_WAIT_POLICY", "PASSIVE",
            "OPENBLAS_NUM_THREADS", "3",
            "OPENBLAS_VERBOSE", "2");

    List<String> lines = run(environment, classPath());

    assertThat(lines)
        .contains("OPENBLAS_CORETYPE=NEHALEM", "Core: Nehalem")
        .contains("GOMP_SPINCOUNT=null")
        .contains("BLAS threads=3")
        .contains(
            LOGGER
                + "native tuning: set {}, BLAS threads 3, left to the user's "
                + "[OPENBLAS_CORETYPE=NEHALEM, OMP_WAIT_POLICY=PASSIVE, OPENBLAS_NUM_THREADS=3]");
  }

  @Test
  void switched_off_changes_nothing() throws Exception {
    List<String> lines = run(Map.of(), classPath(), "-Dtaeda.tuning=off");

    assertThat(lines).contains("OPENBLAS_CORETYPE=null", "GOMP_SPINCOUNT=null");
    assertThat(value(lines, "BLAS threads")).isEqualTo(value(lines, "BLAS threads of ND4J"));
    assertThat(lines.stream().filter(line -> line.startsWith(LOGGER)))
        .containsExactly(LOGGER + "native tuning: off");
  }

  @Test
  void without_a_backend_every_call_and_nd4j_itself_say_what_to_add() throws Exception {
    List<String> lines =
        run(Map.of(), classPathWithout("nd4j-(native|cuda).*"), "-DwithoutBackend=true");

    assertThat(lines)
        .contains("call 1=" + Backend.MISSING, "call 2=" + Backend.MISSING)
        .contains(
            "WARN org.nd4j.linalg.factory.Nd4jBackend: Skipped [TuningBackend] backend"
                + " (unavailable): "
                + Backend.MISSING);
  }

  @Test
  void without_the_platforms_native_library_every_call_says_what_to_add() throws Exception {
    String classPath = classPathWithout("nd4j-(native|cuda).*-(linux|macosx|windows)-.*");

    List<String> lines = run(Map.of(), classPath, "-DwithoutBackend=true");

    assertThat(lines).contains("call 1=" + Backend.MISSING, "call 2=" + Backend.MISSING);
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .collect(joining());
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String classPathWithout(String jar) {
    return Arrays.stream(classPath().split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().matches(jar))
        .collect(joining(File.pathSeparator));
  }

  /** Runs {@link TuningProbe} in a JVM of its own and returns what it printed. */
  private static List<String> run(
      Map<String, String> environment, String classPath, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dslf4j.provider=" + PrintingLoggers.class.getName());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--")) // what this version of Java needs
        .forEach(command::add);
    command.addAll(Arrays.asList(options));
    command.add(TuningProbe.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(OMP|GOMP|OPENBLAS|ND4J)_.*"));
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
