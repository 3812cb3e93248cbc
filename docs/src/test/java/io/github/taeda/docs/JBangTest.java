package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Taeda;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** Compiles and runs the scripts for JBang with the class path of the tests. */
class JBangTest {
  @TempDir private Path classes;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Project.file("docs/jbang"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** All but the commands that need what an example has saved. */
  @Test
  void each_example_has_a_script() throws IOException {
    List<String> names =
        Stream.of(Taeda.class.getAnnotation(Command.class).subcommands())
            .map(type -> type.getAnnotation(Command.class).name())
            .filter(name -> !List.of("predict", "live").contains(name))
            .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
            .toList();
    assertThat(scripts())
        .extracting(script -> script.getFileName().toString().replace(".java", ""))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void it_starts_with_what_jbang_needs(Path script) {
    String version = inPom("<artifactId>taeda-parent</artifactId>\\s*<version>(.+?)</version>");
    String slf4j = inPom("<slf4j.version>(.+?)</slf4j.version>");
    assertThat(Project.lines(script))
        .startsWith(
            "///usr/bin/env jbang \"$0\" \"$@\" ; exit $?",
            "//JAVA 17+",
            "//DEPS io.github.taeda:taeda:" + version,
            "//DEPS io.github.taeda:taeda-cpu:" + version,
            "//DEPS org.slf4j:slf4j-nop:" + slf4j,
            "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          Activations ~ TanH +-0.995 +-0.762 +-0.100 +0.100 +0.762 +0.995
          Addition ~ accuracy (0\\.9.|1\\.00) on 85 sums of the training, 0\\.[2-9]. on the 15 others
          Autoencoder ~ squared error per image: [56]..+ after the first epoch, [23]..+ after the last
          Charmodel ~ the north wind .+
          Cifar ~ accuracy 0\\.[4-9]. on 200 other images; by chance 0.10
          Digits ~ accuracy (0\\.9.|1\\.00) on 500 other synthetic digits
          Gates ~ XOR \\[0, 1, 1, 0]
          Regions ~ accuracy (0\\.9.|1\\.00)
          Regression ~ net: RMSE 0\\.1.; the noise alone has 0.10
          Series ~ RMSE of the next value: net 0\\.1., a season ago 0\\.1.; the noise alone has 0.10
          Text ~ wind and snow: (9.|100) % weather
          Words ~ accuracy (0\\.[5-9].|1\\.00) on 20 words that it never saw; by chance 0.50
          Xor ~ 1 xor 0 = 1\\.00
          """)
  void it_learns(String name, String line) throws Exception {
    assertThat(run(name).lines()).as(name).anyMatch(text -> text.matches(line));
  }

  private String run(String name) throws Exception {
    String classPath = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-encoding",
                "UTF-8",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                Project.file("docs/jbang/" + name + ".java").toString());
    assertThat(result).as(name).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Method main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      return printed(main);
    }
  }

  private static String printed(Method main) throws ReflectiveOperationException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String inPom(String pattern) {
    Matcher matcher =
        Pattern.compile(pattern).matcher(String.join("\n", Project.lines(Project.file("pom.xml"))));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
