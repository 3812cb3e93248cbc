package io.github.taeda.examples.charmodel;

import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text in three parts: to train on, to choose settings with, and to test on.
 *
 * @param name of the text
 */
record CharText(String name, String train, String validation, String test) {
  private static final int MIN_LENGTH = 10_000; // characters of a file
  private static final int PART = 10; // one of ten files, or a tenth, is for the test

  /**
   * A part of Taeda's source code, each different line once and without its indent; the ninth and
   * the tenth of every ten files are held out.
   */
  static CharText sourceCode() throws IOException {
    StringBuilder[] parts = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    Set<String> lines = new HashSet<>();
    List<String> files = SourceCode.files();
    for (int i = 0; i < files.size(); i++) {
      int part = Math.max(0, i % PART - (PART - 3));
      files
          .get(i)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && lines.add(line))
          .forEach(line -> parts[part].append(line).append('\n'));
    }
    return new CharText(
        "Taeda's source code", parts[0].toString(), parts[1].toString(), parts[2].toString());
  }

  /** A text file in UTF-8, of which the last tenth is for the test, the one before to validate. */
  static CharText read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new FileFormatException(file, "the text must be UTF-8", e);
    }
    if (text.length() < MIN_LENGTH) {
      throw new FileFormatException(
          file, "the text must have 10000 characters or more, but has " + text.length());
    }
    int tenth = text.length() / PART;
    int validation = boundary(text, text.length() - 2 * tenth);
    int test = boundary(text, text.length() - tenth);
    return new CharText(
        file.toString(),
        text.substring(0, validation),
        text.substring(validation, test),
        text.substring(test));
  }

  /** The same index, or the next one where it would cut a character of two units. */
  private static int boundary(String text, int index) {
    return Character.isLowSurrogate(text.charAt(index)) ? index + 1 : index;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; %d characters for training, %d for validation, %d for the test",
        name,
        train.length(),
        validation.length(),
        test.length());
  }
}
