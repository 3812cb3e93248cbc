package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.layers.Linear;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What README.md says about a class path without a backend. */
class NoBackendTest {
  @Test
  void the_first_layer_says_what_to_add() throws Exception {
    assertThat(message()).startsWith("ND4J has no backend here: add ").hasLineCount(1);
  }

  /**
   * What {@link #main} prints in a JVM of its own whose class path has no backend, nor the jar of
   * the examples, whose manifest names one.
   */
  static String message() throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    !Path.of(entry)
                        .getFileName()
                        .toString()
                        .matches("(nd4j-(native|cuda)|examples-).*"))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            NoBackendTest.class.getName());
    builder.environment().put("CLASSPATH", classPath);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  public static void main(String[] arguments) {
    try {
      new Linear(2, 3);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
