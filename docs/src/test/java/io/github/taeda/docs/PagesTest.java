package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.docs.Page.Block;
import io.github.taeda.docs.Page.Link;
import io.github.taeda.docs.Page.Marker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every Markdown file: its code is tested code, its links go somewhere. */
class PagesTest {
  static List<Page> pages() {
    return Page.all();
  }

  @Test
  void the_pages_are_found() {
    assertThat(pages().stream().map(Page::toString))
        .contains("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/getting-started.md")
        .noneMatch(path -> path.contains("target/"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_block_names_its_language(Page page) {
    assertThat(page.blocks().stream().filter(block -> block.language().isEmpty()))
        .as(
            "blocks of %s without a language after the fence; where there is none, it is text",
            page)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_block_of_java_or_xml_has_a_marker(Page page) {
    assertThat(
            page.blocks().stream()
                .filter(block -> List.of("java", "xml").contains(block.language()))
                .filter(block -> block.marker().isEmpty()))
        .as("blocks of %s without <!-- code: Name#region --> on the line above", page)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_marker_stands_on_a_block(Page page) {
    List<Marker> used = page.blocks().stream().flatMap(block -> block.marker().stream()).toList();
    assertThat(page.markers())
        .as("markers of %s, each on the line above a block", page)
        .isEqualTo(used);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_marked_block_agrees_with_the_code(Page page) {
    for (Block block : page.blocks()) {
      if (block.marker().isPresent()) {
        Marker marker = block.marker().get();
        assertThat(block.text())
            .as("%s:%d against %s", page, block.line(), marker.target())
            .isEqualTo(code(page, marker));
      }
    }
  }

  private static String code(Page page, Marker marker) {
    try {
      return Code.of(marker);
    } catch (AssertionError | LinkageError e) {
      throw new AssertionError(page + ":" + marker.line() + ": " + e.getMessage(), e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_within_the_project_goes_somewhere(Page page) {
    assertThat(page.links().stream().filter(link -> !goesSomewhere(page, link)))
        .as("links of %s to files or headings that are not there", page)
        .isEmpty();
  }

  private static boolean goesSomewhere(Page page, Link link) {
    if (link.target().matches("[a-z]+:.*")) {
      return true;
    }
    String[] parts = link.target().split("#", 2);
    Path file = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
    return Files.exists(file)
        && file.startsWith(Project.ROOT)
        && (parts.length == 1 || Page.read(file).anchors().contains(parts[1]));
  }
}
