package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.docs.Page.Block;
import io.github.taeda.docs.Page.Link;
import io.github.taeda.docs.Page.Marker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reader of Markdown that the checks of {@link PagesTest} stand on. */
class PageTest {
  @Test
  void blocks_have_language_marker_and_text() {
    Page page =
        page(
            """
            Words.
            <!-- code: SomeTest#loop -->
            ```java
            int a;

              int b;
            ```
            ~~~ Sh
            mvn
            ~~~
            """);

    assertThat(page.blocks())
        .containsExactly(
            new Block(
                3,
                "java",
                Optional.of(new Marker(2, "code", "SomeTest#loop")),
                "int a;\n\n  int b;\n"),
            new Block(8, "sh", Optional.empty(), "mvn\n"));
  }

  @Test
  void blocks_in_a_list_lose_the_indentation_of_their_fence() {
    Page page = page("1. First\n\n   ```java\n   if (a) {\n     b();\n   }\n   ```\n");

    assertThat(page.blocks()).extracting(Block::text).containsExactly("if (a) {\n  b();\n}\n");
  }

  @Test
  void a_longer_fence_contains_shorter_ones() {
    Page page = page("````text\n```java\nint a;\n```\n````\n");

    assertThat(page.blocks()).extracting(Block::text).containsExactly("```java\nint a;\n```\n");
  }

  @Test
  void a_block_without_an_end_is_an_error() {
    Page page = page("Words\n```java\nint a;\n");

    assertThatThrownBy(page::blocks).hasMessage("/p/page.md:2: this block never ends");
  }

  @Test
  void markers_are_found_outside_blocks() {
    Page page = page("<!-- code: A#b -->\n\n```java\n<!-- code: C#d -->\n```\n");

    assertThat(page.markers()).containsExactly(new Marker(1, "code", "A#b"));
    assertThat(page.blocks()).extracting(Block::marker).containsExactly(Optional.empty());
  }

  @Test
  void links_are_found_in_prose_and_not_in_code() {
    Page page =
        page(
            """
            See [one](a.md#top), `[no](link)` and ![two](images/b.png "B").
            ```java
            x[i](j.md);
            ```
            [three]: c.md
            """);

    assertThat(page.links())
        .containsExactly(new Link(1, "a.md#top"), new Link(1, "images/b.png"), new Link(5, "c.md"));
  }

  @Test
  void anchors_are_headings_as_github_writes_them() {
    Page page = page("# Your `own` module, step 2\n```sh\n# not this\n```\n## In-place?\n");

    assertThat(page.anchors()).containsExactlyInAnyOrder("your-own-module-step-2", "in-place");
  }

  @Test
  void a_region_is_what_stands_between_its_tags() {
    List<String> lines =
        """
        before
          // region a
          one
          // region b
            two
          // endregion
          // endregion
        <!-- region c -->
        three
        <!-- endregion -->
        """
            .lines()
            .toList();

    assertThat(Code.region("a", lines)).containsExactly("  one", "    two");
    assertThat(Code.region("b", lines)).containsExactly("    two");
    assertThat(Code.region("c", lines)).containsExactly("three");
  }

  @Test
  void a_region_that_is_missing_or_there_twice_is_an_error() {
    List<String> lines = List.of("// region a", "1", "// endregion", "// region a", "2");

    assertThatThrownBy(() -> Code.region("b", lines))
        .hasMessage("there is no region b that ends and is not empty");
    assertThatThrownBy(() -> Code.region("a", lines)).hasMessage("region a is there twice");
  }

  @Test
  void a_marker_to_nowhere_is_an_error() {
    assertThatThrownBy(() -> Code.of(new Marker(1, "code", "NoSuchTest#a")))
        .hasMessage("there is no file docs/src/test/java/io/github/taeda/docs/NoSuchTest.java");
    assertThatThrownBy(() -> Code.of(new Marker(1, "output", "PageTest#nothing")))
        .hasMessage("there is no static method PageTest.nothing");
  }

  private static Page page(String text) {
    return new Page(Path.of("/p/page.md"), text.lines().toList());
  }
}
