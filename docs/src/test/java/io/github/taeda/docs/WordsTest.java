package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages, and the comments and messages of published code, use the words of the glossary. */
class WordsTest {
  static List<Wording> wordings() {
    return Wording.all();
  }

  @Test
  void pages_and_code_use_the_words_of_the_glossary() {
    List<String> findings = new ArrayList<>();
    for (Path file : files()) {
      String name = Project.ROOT.relativize(file).toString();
      for (Prose prose : prose(file)) {
        wordings().forEach(wording -> wording.findings(name, prose).forEach(findings::add));
      }
    }
    assertThat(findings).as("wordings that docs/conventions.md replaces").isEmpty();
  }

  @Test
  void the_table_has_the_words_of_the_glossary() {
    assertThat(wordings()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("wordings")
  void a_comment_with_the_wording_is_found(Wording wording) {
    String source = "class A {\n  /**\n   * Here is\n   * %s.\n   */\n  int a;\n}\n";

    assertThat(
            Prose.ofJava(source.formatted(wording.sample())).stream()
                .flatMap(prose -> wording.findings("A.java", prose)))
        .singleElement()
        .asString()
        .startsWith("A.java:4: \"")
        .endsWith("\" -> " + wording.instead());
  }

  @ParameterizedTest
  @MethodSource("wordings")
  void a_page_with_the_wording_is_found_unless_it_is_code(Wording wording) {
    Page page =
        new Page(
            Project.file("some.md"),
            List.of("```text", wording.sample(), "```", "`" + wording.sample() + "`"));
    Page prose = new Page(page.path(), List.of("Here is", wording.sample() + "."));

    assertThat(wording.findings("some.md", Prose.of(page))).isEmpty();
    assertThat(wording.findings("some.md", Prose.of(prose))).hasSize(1);
  }

  @Test
  void a_wording_is_found_across_lines_and_in_messages() {
    Wording wording =
        wordings().stream().filter(w -> w.sample().contains("comes twice")).findFirst().get();
    String source = "/** Name that comes\n * twice. */\nString s = \"{@code a} comes twice\";\n";

    assertThat(Prose.ofJava(source).stream().flatMap(prose -> wording.findings("A.java", prose)))
        .hasSize(2)
        .first()
        .isEqualTo("A.java:1: \"comes twice\" -> occurs twice, is repeated");
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      return files
          .filter(Project::isSource)
          .filter(file -> isChecked(Project.ROOT.relativize(file).toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isChecked(String file) {
    return !file.equals("CHANGELOG.md")
        && (file.endsWith(".md") || file.matches("(nn-[a-z]+|examples)/src/main/java/.*\\.java"));
  }

  private static List<Prose> prose(Path file) {
    return file.toString().endsWith(".md")
        ? List.of(Prose.of(Page.read(file)))
        : Prose.ofJava(file);
  }
}
