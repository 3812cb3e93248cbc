package io.github.taeda.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String UNFINISHED =
      "<p class=\"result\">Not finished: the run is in progress or was interrupted.</p>";

  @TempDir private Path directory;

  @Test
  void a_page_has_settings_sections_tables_and_the_result() throws IOException {
    HtmlReport.in(directory, "XOR")
        .fact("--seed", "1")
        .section("Answers")
        .text("Four of them.")
        .table(Table.of("a", "what").row("0", "no").row("12"))
        .lines("  epoch 1\n  epoch 2")
        .end("Learnt.");
    assertThat(page())
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n")
        .contains("<title>XOR</title>", "<h1>XOR</h1>\n<p class=\"result\">Learnt.</p>\n")
        .contains("<tr><th>--seed</th><td>1</td></tr>\n")
        .endsWith(
            """
            <h2>Answers</h2>
            <p>Four of them.</p>
            <div class="wide" tabindex="0"><table>
            <tr><th class="number">a</th><th>what</th></tr>
            <tr><td class="number">0</td><td>no</td></tr>
            <tr><td class="number">12</td><td></td></tr>
            </table></div>
            <pre class="wide" tabindex="0">  epoch 1
              epoch 2</pre>
            </body>
            </html>
            """);
  }

  @Test
  void text_is_never_read_as_html() throws IOException {
    String text = "<script>alert('&\"')</script> %s %1$s";
    String harmless = "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt; %s %1$s";
    Path picture = Files.write(directory.resolve("p.png"), new byte[] {1});
    HtmlReport.in(directory, text)
        .fact(text, text)
        .section(text)
        .text(text)
        .lines(text)
        .table(Table.of(text).row(text))
        .picture(text, picture)
        .end(text);
    assertThat(page()).doesNotContain("<script", "</script").contains(harmless);
    assertThat(page().split(java.util.regex.Pattern.quote(harmless), -1)).hasSize(13); // 12 times
  }

  @Test
  void pictures_are_part_of_the_page_and_nothing_is_loaded_from_elsewhere() throws IOException {
    byte[] bytes = {(byte) 0x89, 'P', 'N', 'G', -1, 0, 7};
    Path png = Files.write(directory.resolve("p.png"), bytes);
    Path gif = Files.write(directory.resolve("p.gif"), bytes);
    HtmlReport.in(directory, "XOR").picture("what it answers", png).picture("how", gif);
    String data = Base64.getEncoder().encodeToString(bytes);
    assertThat(page())
        .contains(
            "<figure>\n<img alt=\"what it answers\" src=\"data:image/png;base64,"
                + data
                + "\">\n<figcaption>what it answers</figcaption>\n</figure>")
        .contains("src=\"data:image/gif;base64," + data)
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"")
        .doesNotContain("http:", "https:", "<link", "url(", "@import");
  }

  @Test
  void a_page_is_light_or_dark_as_the_reader_prefers() throws IOException {
    HtmlReport.in(directory, "XOR").text("");
    assertThat(page())
        .contains("color-scheme: light dark", "@media (prefers-color-scheme: dark)")
        .contains("max-width: 100%;");
  }

  @Test
  void each_addition_is_on_disk_at_once_and_the_page_says_that_it_is_not_finished()
      throws IOException {
    HtmlReport report = HtmlReport.in(directory, "XOR").fact("--seed", "1");
    assertThat(page()).contains(UNFINISHED, "<th>--seed</th>").endsWith("</html>\n");
    report.text("first");
    assertThat(page()).contains(UNFINISHED, "<p>first</p>").endsWith("</html>\n");
    report.end("Learnt.");
    assertThat(page()).doesNotContain(UNFINISHED).contains("Learnt.", "<p>first</p>");
  }

  @Test
  void a_fact_of_the_same_name_is_replaced() throws IOException {
    HtmlReport.in(directory, "XOR").fact("data", "few").fact("data", "many");
    assertThat(page()).contains("<td>many</td>").doesNotContain("few");
  }

  @Test
  void a_fact_of_several_lines_is_a_block() throws IOException {
    HtmlReport.in(directory, "XOR").fact("net", "Sequential(\n  0: TanH\n)");
    assertThat(page())
        .contains(
            "<tr><th>net</th><td><pre class=\"wide\" tabindex=\"0\">Sequential(\n  0: TanH\n)</pre>"
                + "</td></tr>\n");
  }

  @Test
  void wide_tables_scroll() throws IOException {
    HtmlReport.in(directory, "XOR").table(Table.of("a").row("1"));
    assertThat(page()).contains(".wide { overflow-x: auto;", "<div class=\"wide\"");
  }

  @Test
  void a_picture_drawn_again_takes_the_place_of_the_one_before() throws IOException {
    Path picture = Files.write(directory.resolve("p.png"), new byte[] {1});
    HtmlReport report = HtmlReport.in(directory, "XOR").picture("after one", picture).text("below");
    Files.write(picture, new byte[] {2});
    report.picture("after two", picture);
    assertThat(page())
        .containsSubsequence("base64,Ag==", "after two", "<p>below</p>")
        .doesNotContain("after one", "AQ==");
  }

  @Test
  void a_report_without_a_directory_is_not_written() throws IOException {
    HtmlReport report =
        HtmlReport.nowhere().text("first").picture("none", directory.resolve("no.png"));
    assertThat(report.end("Learnt.").file()).isNull();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_page_that_cannot_be_written_is_an_error() throws IOException {
    Path inTheWay = Files.createDirectories(directory.resolve("index.html/x")).getParent();
    assertThatThrownBy(() -> HtmlReport.in(directory, "XOR").text(""))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write the report " + inTheWay + ": ");
  }

  @Test
  void only_picture_formats_of_browsers_are_accepted() throws IOException {
    Path bmp = Files.write(directory.resolve("p.bmp"), new byte[] {1});
    assertThatThrownBy(() -> HtmlReport.in(directory, "XOR").picture("", bmp))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Report: a picture must be .png, .gif or .svg, but was " + bmp);
  }

  private String page() throws IOException {
    return Files.readString(directory.resolve("index.html")).replace(System.lineSeparator(), "\n");
  }
}
