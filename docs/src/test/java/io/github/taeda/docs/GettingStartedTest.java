package io.github.taeda.docs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import first.Sine;
import first.Xor;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code of docs/getting-started.md. */
class GettingStartedTest {
  private static final String PROJECT = "docs/src/test/resources/first/pom.xml";

  @Test
  void the_first_program_learns_xor() {
    assertThat(firstProgram().lines())
        .contains("33 parameters")
        .endsWith("0 xor 0 = 0.00", "0 xor 1 = 1.00", "1 xor 0 = 1.00", "1 xor 1 = 0.00");
  }

  static String firstProgram() {
    return printed(() -> Xor.main(new String[0]));
  }

  @Test
  void the_first_mistake_is_explained() {
    assertThat(firstMistake()).contains("Sequential[0] > Linear(2 -> 8): input must be [*, 2]");
  }

  static String firstMistake() {
    return printed(
        () -> {
          Module net = new Sequential(new Linear(2, 8), new TanH(), new Linear(8, 1));
          // region mistake
          INDArray three = Nd4j.create(new float[][] {{0, 0, 1}});
          try {
            net.forward(three);
          } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
          }
          // endregion
        });
  }

  @Test
  void the_second_program_learns_the_sine() {
    Matcher lines =
        Pattern.compile(
                "loss (0\\.\\d+), after 30 epochs (0\\.\\d+)\nsin 1 = 0.84, the net says (0\\.\\d\\d)\n")
            .matcher(secondProgram());

    assertThat(lines.matches()).isTrue();
    assertThat(Double.parseDouble(lines.group(2))).isLessThan(0.005);
    assertThat(Double.parseDouble(lines.group(1))).isGreaterThan(0.05);
    assertThat(Double.parseDouble(lines.group(3))).isBetween(0.8, 0.88);
  }

  static String secondProgram() {
    return printed(() -> Sine.main(new String[0]));
  }

  @Test
  void the_first_project_uses_the_versions_of_this_one() {
    String parent = text("pom.xml");

    assertThat(versions(text(PROJECT), "io.github.taeda"))
        .hasSize(2)
        .containsOnly(find("<artifactId>taeda-parent</artifactId>\\s*<version>([^<]+)", parent));
  }

  @Test
  void the_librarylibraries_for_gradle_have_the_versions_of_the_backend() {
    String page = text("README.md");
    String nd4j = find("<nd4j.version>([^<]+)", text("pom.xml"));
    Set<String> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .collect(toSet());

    assertThat(find("org.nd4j:nd4j-native:([^:]+):", page)).isEqualTo(nd4j);
    for (String library : List.of("openblas", "javacpp")) {
      String version = find("org.bytedeco:" + library + ":([^:]+):", page);
      assertThat(jars).contains(library + "-" + version + ".jar");
    }
    for (String library : List.of("dnnl", "opencl")) { // not on every platform
      String version = find("<" + library + ".version>([^<]+)", text("pom.xml"));
      assertThat(find("org.bytedeco:" + library + ":([^:]+):linux", page)).isEqualTo(version);
    }
  }

  private static List<String> versions(String pom, String group) {
    return Pattern.compile(
            "<groupId>" + Pattern.quote(group) + "</groupId>.*?<version>([^<]+)", Pattern.DOTALL)
        .matcher(pom)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static String text(String path) {
    return Project.lines(Project.file(path)).stream().collect(Collectors.joining("\n"));
  }

  private static String printed(Runnable program) {
    PrintStream screen = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(screen);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
