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
 * A page about one run, {@code index.html}, which holds all it shows, pictures included.
 *
 * <p>The page is written anew, whole, after each addition: whenever the run is interrupted, what
 * was finished before is there, and the page says that the rest is missing.
 */
public final class HtmlReport {
  private static final String FILE = "index.html";
  private static final String UNFINISHED =
      "Not finished: the run is still under way, or it was interrupted.";
  private static final String PAGE = page();

  private final String title;
  private final @Nullable Path file;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, String> body = new LinkedHashMap<>(); // what was added, by a name
  private String result = UNFINISHED;

  private HtmlReport(String title, @Nullable Path file) {
    this.title = title;
    this.file = file;
  }

  /** A report that nobody asked for: it is written nowhere. */
  public static HtmlReport nowhere() {
    return new HtmlReport("", null);
  }

  /** A report in a directory that is there, in place of the one that was there. */
  public static HtmlReport in(Path directory, String title) {
    return new HtmlReport(title, directory.resolve(FILE));
  }

  /** Adds a line to the settings at the head of the page, or replaces the one of that name. */
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

  /** Adds a text whose line breaks and blanks count. */
  HtmlReport lines(String text) throws IOException {
    return add("<pre class=\"wide\">" + escaped(text) + "</pre>");
  }

  /** Adds a table. */
  public HtmlReport table(Table table) throws IOException {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    List<String> headings = table.headings();
    for (int column = 0; column < headings.size(); column++) {
      html.append(cell("th", table.ofNumbers(column), headings.get(column)));
    }
    for (List<String> row : table.rows()) {
      html.append("</tr>\n<tr>");
      for (int column = 0; column < headings.size(); column++) {
        String text = column < row.size() ? row.get(column) : "";
        html.append(cell("td", table.ofNumbers(column), text));
      }
    }
    return add(html + "</tr>\n</table></div>");
  }

  /**
   * Adds a copy of a picture, or puts it in the place of the one from the same file.
   *
   * @param caption what it shows, also for those who cannot see it
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

  /** Says how the run ended, at the head of the page. */
  public HtmlReport end(String sentence) throws IOException {
    result = sentence;
    return write();
  }

  /** The page's file; nothing if nobody asked for a report. */
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
                .append(cell("td", false, value) + "</tr>\n"));
    return PAGE.formatted(
        escaped(title), escaped(result), settings, String.join("", body.values()));
  }

  private static String cell(String tag, boolean number, String text) {
    String type = number ? " class=\"number\"" : "";
    return "<" + tag + type + ">" + escaped(text) + "</" + tag + ">";
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

  /** Text that is only read as text, in an element or an attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The page around what is added: title, result, settings, body. */
  private static String page() {
    try (InputStream page = HtmlReport.class.getResourceAsStream("report.html")) {
      return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
