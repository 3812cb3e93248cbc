package io.github.taeda.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Running text of a file: paragraphs end with a line feed, other line breaks are blanks, code is
 * blotted out.
 *
 * @param lines the line in the file of each character of the text
 */
record Prose(String text, List<Integer> lines) {
  /** Javadoc comments, line comments and string literals, which become messages. */
  private static final Pattern JAVA =
      Pattern.compile("/\\*\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\n])*+\"|//[^\n]*", Pattern.DOTALL);

  private static final Pattern CODE =
      Pattern.compile(
          "<pre>.*?</pre>|\\{@(?:code|link|linkplain|literal)\\b[^}]*\\}|`[^`\n]*`|\\]\\([^)]*\\)|<!--.*?-->",
          Pattern.DOTALL);

  /** The prose of a Markdown page. */
  static Prose of(Page page) {
    return of(page.prose(), 1);
  }

  /** The comments and messages of a Java source. */
  static List<Prose> ofJava(Path file) {
    return ofJava(String.join("\n", Project.lines(file)));
  }

  static List<Prose> ofJava(String source) {
    List<Prose> all = new ArrayList<>();
    int line = 1;
    int seen = 0;
    Matcher part = JAVA.matcher(source);
    while (part.find()) {
      line += (int) source.substring(seen, part.start()).chars().filter(c -> c == '\n').count();
      seen = part.start();
      all.add(of(part.group().replaceAll("\n\\s*\\*(?!/)", "\n").lines().toList(), line));
    }
    return all;
  }

  private static Prose of(List<String> source, int firstLine) {
    StringBuilder text = new StringBuilder();
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      String line = source.get(i).strip();
      String end = line.isEmpty() ? "\n" : " ";
      text.append(line).append(end);
      for (int c = 0; c < line.length() + 1; c++) {
        lines.add(firstLine + i);
      }
    }
    String prose = CODE.matcher(text).replaceAll(code -> "\u00b7".repeat(code.group().length()));
    return new Prose(prose, lines);
  }
}
