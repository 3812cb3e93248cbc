package io.github.taeda.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A wording that the glossary replaces: what it looks like, what to say instead, a sample. */
record Wording(Pattern pattern, String instead, String sample) {
  private static final String TABLE = "docs/src/test/resources/words.txt";

  /** All of them, from the table. */
  static List<Wording> all() {
    return Project.lines(Project.file(TABLE)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Wording::parse)
        .toList();
  }

  private static Wording parse(String line) {
    String[] columns = line.strip().split(" {2,}", -1);
    if (columns.length != 3) {
      throw new IllegalStateException(TABLE + " needs three columns in: " + line);
    }
    return new Wording(Pattern.compile(columns[0]), columns[1], columns[2]);
  }

  /** Where a text says it, as {@code file:line: word -> replacement}. */
  Stream<String> findings(String file, Prose prose) {
    Matcher word = pattern.matcher(prose.text());
    return word.results()
        .map(
            found ->
                file
                    + ":"
                    + prose.lines().get(found.start())
                    + ": \""
                    + found.group().strip()
                    + "\" -> "
                    + instead);
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
