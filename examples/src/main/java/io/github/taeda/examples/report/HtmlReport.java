package io.github.taeda.examples.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTML page about one run, {@code index.html}, self-contained: pictures are embedded.
 *
 * <p>The file is replaced after each addition, so an interrupted run leaves a valid page with
 * everything up to then and the remark that it is not finished.
 */
public final class HtmlReport {
  private static final String FILE = "index.html";
  private static final String UNFINISHED =
      "Not finished: the run is in progress or was interrupted.";
  private static final String PAGE = page();

  private final String title;
  private final @Nullable Path file;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, String> body = new LinkedHashMap<>(); // pieces of HTML by name
  private String result = UNFINISHED;

  private HtmlReport(String title, @Nullable Path file) {
    this.title = title;
    this.file = file;
  }

  /** A report that is not written to any file. */
  public static HtmlReport nowhere() {
    return new HtmlReport("", null);
  }

  /** A report in an existing directory; it replaces an earlier one. */
  public static HtmlReport in(Path directory, String title) {
    return new HtmlReport(title, directory.resolve(FILE));
  }

  /**
   * Adds a line to the table of settings at the head of the page, or replaces the one of that name.
   * A value of several lines, such as a net, is shown as a preformatted block.
   */
  public HtmlReport fact(String name, String value) throws IOException {
    facts.put(name, value);
    return write();
  }

  /** Begins a section. */
  public HtmlReport section(String heading) throws IOException {
    return add("<h2>" + escaped(heading) + "</h2>");
  }

  /** Adds a paragraph. */
  public HtmlReport text(String text) throws IOException {
    return add("<p>" + escaped(text) + "</p>");
  }

  /** Adds a preformatted text. */
  public HtmlReport lines(String text) throws IOException {
    return add(block(text));
  }

  /** Adds a table. */
  public HtmlReport table(Table table) throws IOException {
    StringBuilder html = new StringBuilder("<div class=\"wide\" tabindex=\"0\"><table>\n<tr>");
    List<String> headings = table.headings();
    for (int column = 0; column < headings.size(); column++) {
      html.append(cell("th", table.isNumeric(column), headings.get(column)));
    }
    for (List<String> row : table.rows()) {
      html.append("</tr>\n<tr>");
      for (int column = 0; column < headings.size(); column++) {
        String text = column < row.size() ? row.get(column) : "";
        html.append(cell("td", table.isNumeric(column), text));
      }
    }
    return add(html + "</tr>\n</table></div>");
  }

  /**
   * Embeds a picture; a later version of the same file takes its position.
   *
   * @param caption also the alternative text
   * @param picture a file whose name ends in {@code .png}, {@code .gif} or {@code .svg}
   */
  public HtmlReport picture(String caption, Path picture) throws IOException {
    if (file == null) {
      return this;
    }
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
    return put(
        picture.toString(),
        String.format(
            "<figure>%n<img alt=\"%s\" src=\"data:%s;base64,%s\">%n"
                + "<figcaption>%1$s</figcaption>%n</figure>",
            escaped(caption), mediaType(picture), data));
  }

  /** Shows the result at the head of the page. */
  public HtmlReport end(String sentence) throws IOException {
    result = sentence;
    return write();
  }

  /** The page's file; null if there is none. */
  public @Nullable Path file() {
    return file;
  }

  private HtmlReport add(String html) throws IOException {
    return put("addition " + body.size(), html);
  }

  private HtmlReport put(String name, String html) throws IOException {
    body.put(name, html + "\n");
    return write();
  }

  private HtmlReport write() throws IOException {
    if (file != null) {
      OutputDirectory.write("report", file, html().getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  private String html() {
    StringBuilder settings = new StringBuilder();
    facts.forEach(
        (name, value) ->
            settings
                .append("<tr>" + cell("th", false, name))
                .append(
                    value.contains("\n")
                        ? "<td>" + block(value) + "</td>"
                        : cell("td", false, value))
                .append("</tr>\n"));
    return PAGE.formatted(
        escaped(title), escaped(result), settings, String.join("", body.values()));
  }

  private static String cell(String tag, boolean number, String text) {
    String type = number ? " class=\"number\"" : "";
    return "<" + tag + type + ">" + escaped(text) + "</" + tag + ">";
  }

  private static String block(String text) {
    return "<pre class=\"wide\" tabindex=\"0\">" + escaped(text) + "</pre>";
  }

  private static String mediaType(Path picture) {
    String name = picture.toString();
    String type = name.substring(name.lastIndexOf('.') + 1);
    return switch (type) {
      case "png", "gif" -> "image/" + type;
      case "svg" -> "image/svg+xml";
      default ->
          throw new IllegalArgumentException(
              "Report: a picture must be .png, .gif or .svg, but was " + picture);
    };
  }

  /** Escapes a text for use in an element or an attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The template, with title, result, settings and body to be filled in. */
  private static String page() {
    try (InputStream page = HtmlReport.class.getResourceAsStream("report.html")) {
      return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
