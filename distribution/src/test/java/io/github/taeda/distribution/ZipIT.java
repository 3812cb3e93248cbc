package io.github.taeda.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked into a directory with spaces in its name, and its launcher. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/taeda is a script for a POSIX shell")
class ZipIT {
  private static final String VERSION = System.getProperty("taeda.version");

  @TempDir private static Path unpacked;

  @TempDir private Path directory;

  @BeforeAll
  static void unpack() throws IOException {
    Path zip = Path.of(System.getProperty("taeda.zip"));
    try (FileSystem files =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> entries = Files.walk(files.getPath("/"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path copy = home().resolve(files.getPath("/").relativize(entry).toString());
        if (Files.isDirectory(entry)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(entry, copy);
          Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(entry));
        }
      }
    }
  }

  @Test
  void it_holds_what_is_needed_and_no_second_platform() throws IOException {
    Path root = home().resolve("taeda-" + VERSION);
    assertThat(names(root)).containsOnly("bin", "lib", "LICENSE", "CHANGELOG.md", "README.txt");
    assertThat(root.resolve("README.txt")).content().startsWith("Taeda " + VERSION + ": ");
    assertThat(names(root.resolve("lib")))
        .contains("taeda-distribution.jar", "examples-" + VERSION + ".jar")
        .filteredOn(name -> name.matches("nd4j-native-[0-9].*-(linux|macosx|windows)-.*"))
        .hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(launcher())))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void the_page_about_dependencies_has_every_jar_in_its_version() throws IOException {
    List<String> rows = Files.readAllLines(Path.of("../docs/dependencies.md"));
    assertThat(names(home().resolve("taeda-" + VERSION + "/lib")))
        .map(name -> name.replaceFirst("(-(linux|macosx|windows)-.*)?\\.jar$", ""))
        .filteredOn(jar -> !jar.endsWith(VERSION) && !jar.equals("taeda-distribution"))
        .hasSizeGreaterThan(25)
        .allSatisfy(jar -> assertThat(rows).as(jar).anyMatch(row -> lists(row, jar)));
  }

  /** Whether a row of a table is about a jar: {@code | `name`, … | version | …}. */
  private static boolean lists(String row, String jar) {
    String[] cells = row.split("\\|", 4);
    String end = "-" + (cells.length == 4 ? cells[2].strip() : "");
    return jar.endsWith(end)
        && cells[1].contains("`" + jar.substring(0, jar.length() - end.length()) + "`");
  }

  @Test
  void it_says_its_version() throws Exception {
    assertThat(run(Map.of(), launcher(), "--version")).isEqualTo("taeda " + VERSION + "\n");
  }

  @Test
  void an_example_runs_from_another_directory_through_symbolic_links() throws Exception {
    Path bin = Files.createDirectory(directory.resolve("my bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), launcher());
    Path second = Files.createSymbolicLink(bin.resolve("taeda"), first.getFileName());

    String output = run(Map.of(), second, "xor");

    assertThat(output).contains("Learnt: every error is below 0.1.");
    assertThat(directory.resolve("out/xor")).isDirectory();
  }

  @Test
  void digits_are_exported() throws Exception {
    String output =
        run(
            Map.of(),
            launcher(),
            "digits",
            "--model=linear",
            "--epochs=1",
            "--train=200",
            "--test=50",
            "--min-accuracy=0",
            "--export=digits.onnx");
    assertThat(output)
        .contains("Net exported to digits.onnx: ONNX Runtime's outputs for 50 images");
    assertThat(directory.resolve("digits.onnx")).isNotEmptyFile();
  }

  @Test
  void a_run_is_shown_on_the_live_page_and_later_from_its_history() throws Exception {
    String output =
        run(
            Map.of(),
            launcher(),
            "digits",
            "--model=linear",
            "--epochs=2",
            "--train=200",
            "--test=50",
            "--min-accuracy=0",
            "--live",
            "--live-wait=0");
    assertThat(output)
        .containsPattern("^Live page: http://127\\.0\\.0\\.1:\\d+/#[0-9a-f]{32}\n")
        .endsWith("The live page stays while a browser shows it; Ctrl-C ends it.\n");

    assertThat(run(Map.of(), launcher(), "live", "out", "--live-wait=0"))
        .matches("Live page: http://\\S+\n1 run\n");
    assertThat(run(Map.of(), launcher(), "live", "out/digits/none"))
        .startsWith("taeda live: out/digits/none is no directory\n");
  }

  @Test
  void a_java_that_is_too_old_or_not_there_is_an_error() throws Exception {
    Path old = java("11.0.2");
    assertThat(run(Map.of("JAVA_HOME", old.toString()), launcher(), "xor"))
        .isEqualTo(
            "taeda: Java must be 17 or later, but '"
                + old
                + "/bin/java' is openjdk version \"11.0.2\"\n");
    assertThat(run(Map.of("JAVA_HOME", "/no where"), launcher(), "xor"))
        .isEqualTo(
            "taeda: there is no Java at '/no where/bin/java'; install 17 or later, or set"
                + " JAVA_HOME\n");
  }

  @Test
  void options_and_arguments_reach_java_as_they_are() throws Exception {
    String jar =
        home().toRealPath().resolve("taeda-" + VERSION + "/lib/taeda-distribution.jar") + "";
    Map<String, String> options = Map.of("JAVA_OPTS", "-Xmx1g -Da=*");
    assertThat(run(with(options, java("17")), launcher(), "xor", "a b", "*", ""))
        .isEqualTo(String.join("\n", "-Xmx1g", "-Da=*", "-jar", jar, "xor", "a b", "*", "", ""));
    assertThat(run(with(Map.of(), java("25.0.1")), launcher(), "xor"))
        .isEqualTo(
            String.join(
                "\n",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar,
                "xor",
                ""));
  }

  private static Map<String, String> with(Map<String, String> environment, Path java) {
    Map<String, String> more = new HashMap<>(environment);
    more.put("JAVA_HOME", java.toString());
    return more;
  }

  /** A JAVA_HOME whose program says this version, and prints its arguments in lines. */
  private Path java(String version) throws IOException {
    Path home = directory.resolve("java " + version);
    Path bin = Files.createDirectories(home.resolve("bin"));
    String script =
        "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\"' >&2; else printf '%s\\n' \"$@\"; fi\n";
    Files.writeString(bin.resolve("java"), script);
    Files.setPosixFilePermissions(
        bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  /** What the program prints, both streams. */
  private String run(Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(Set.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Path home() {
    return unpacked.resolve("a directory");
  }

  private static Path launcher() {
    return home().resolve("taeda-" + VERSION + "/bin/taeda");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
