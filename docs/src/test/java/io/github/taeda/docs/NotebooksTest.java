package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the cells of the notebooks by JShell, as kernels do, and compares what they print with what
 * the notebooks show. {@code -Dnotebooks=write} replaces what they show.
 */
class NotebooksTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(Project.file("docs/notebooks"))) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @Test
  void there_are_three() throws IOException {
    assertThat(notebooks()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void cells_print_what_the_notebook_shows(Path file) throws IOException {
    Notebook notebook = Notebook.read(file);
    boolean isWriting = System.getProperty("notebooks", "").equals("write");
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      int count = 1; // the first cell is the one with the jars
      for (JsonObject cell : notebook.cells()) {
        StringBuilder value = new StringBuilder();
        String printed = printed(() -> value.append(run(shell, Notebook.source(cell))));
        if (isWriting) {
          Notebook.setOutput(cell, ++count, printed, value.toString());
        }
        requireLike(file, cell, printed + value);
      }
    }
    if (isWriting) {
      notebook.write();
    }
  }

  /** Runs a cell and returns the value of its last snippet, if that is an expression. */
  private static String run(JShell shell, String source) {
    String rest = source;
    String value = "";
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      assertThat(next.completeness().isComplete()).as(rest).isTrue();
      for (SnippetEvent event : shell.eval(next.source())) {
        assertThat(event.status())
            .as("%s: %s", next.source(), problems(shell, event))
            .isEqualTo(Snippet.Status.VALID);
        assertThat(event.exception()).as(next.source()).isNull();
        boolean isValue =
            event.snippet().kind() == Snippet.Kind.EXPRESSION
                && !next.source().strip().endsWith(";");
        value = isValue ? event.value() : "";
      }
      rest = next.remaining();
    }
    return value;
  }

  private static List<String> problems(JShell shell, SnippetEvent event) {
    return shell.diagnostics(event.snippet()).map(problem -> problem.getMessage(null)).toList();
  }

  private static String printed(Runnable cell) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      cell.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  /** Words are the same; numbers may differ a little from machine to machine. */
  private static void requireLike(Path file, JsonObject cell, String output) {
    String shown = Notebook.output(cell);
    assertThat(NUMBER.matcher(output).replaceAll("0"))
        .as("%s: %s", file, Notebook.source(cell))
        .isEqualTo(NUMBER.matcher(shown).replaceAll("0"));
    List<Double> expected = numbers(shown);
    List<Double> actual = numbers(output);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("%s: %s", file, Notebook.source(cell))
          .isCloseTo(expected.get(i), within(0.05));
    }
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).map(Double::valueOf).toList();
  }
}
