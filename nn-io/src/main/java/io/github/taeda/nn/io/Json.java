package io.github.taeda.nn.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON text of a file, read piece by piece and strictly; whatever is wrong is a {@link
 * FileFormatException} that says where.
 */
final class Json {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private final Path path;
  private final String what;
  private final JsonReader reader;
  private final int maxNesting;
  private int nesting; // of objects and lists that have begun; only newer versions of Gson bound it

  private Json(Path path, String what, Reader text, int maxNesting) {
    this.path = path;
    this.what = what;
    reader = new JsonReader(text);
    reader.setStrictness(Strictness.STRICT);
    this.maxNesting = maxNesting;
  }

  /** Reads the value whose first piece comes next. */
  @FunctionalInterface
  interface Value<T> {
    T read(Json json) throws IOException;
  }

  /** Reads the value of a member of an object. */
  @FunctionalInterface
  interface Member {
    void read(String name) throws IOException;
  }

  /**
   * Reads a text that holds one value and nothing else.
   *
   * @param what how messages call the text
   * @param maxNesting of objects and lists; at most 255, which is Gson's own limit
   */
  static <T> T parse(Path path, String what, Reader text, int maxNesting, Value<T> value)
      throws FileFormatException {
    try {
      Json json = new Json(path, what, text, maxNesting);
      T result = value.read(json);
      if (json.reader.peek() != JsonToken.END_DOCUMENT) { // or a strict reader's own error
        throw json.error("expected the end");
      }
      return result;
    } catch (FileFormatException e) {
      throw e;
    } catch (IOException | IllegalStateException e) { // the text is in memory: it is the text
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new FileFormatException(path, what + " is not valid JSON: " + shortened(reason), e);
    }
  }

  /** Reads an object, member by member; a name that occurs twice is an error. */
  void object(Member member) throws IOException {
    require(JsonToken.BEGIN_OBJECT, "an object");
    enter();
    reader.beginObject();
    Set<String> names = new HashSet<>();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (!names.add(name)) {
        throw error("\"" + name + "\" occurs twice");
      }
      member.read(name);
    }
    reader.endObject();
    nesting--;
  }

  /** Reads a list, element by element. */
  void list(Member element) throws IOException {
    require(JsonToken.BEGIN_ARRAY, "a list");
    enter();
    reader.beginArray();
    while (reader.hasNext()) {
      element.read("");
    }
    reader.endArray();
    nesting--;
  }

  /** Reads a string. */
  String string() throws IOException {
    require(JsonToken.STRING, "a string");
    return reader.nextString();
  }

  /** Reads a number as it is written. */
  String number() throws IOException {
    require(JsonToken.NUMBER, "a number");
    return reader.nextString();
  }

  /** Reads a whole number. */
  long integer() throws IOException {
    String number = number();
    if (!WHOLE.matcher(number).matches()) {
      throw error("expected a whole number, but was " + number);
    }
    return whole(number);
  }

  /** Reads a number, a Long if it is written as a whole one, else a Double. */
  Number wholeOrReal() throws IOException {
    String number = number();
    if (WHOLE.matcher(number).matches()) {
      return whole(number);
    }
    double real = Double.parseDouble(number);
    if (!Double.isFinite(real)) {
      throw error("expected a finite number, but was " + number);
    }
    return real;
  }

  /** Reads true or false. */
  boolean flag() throws IOException {
    require(JsonToken.BOOLEAN, "true or false");
    return reader.nextBoolean();
  }

  /** The kind of value that comes next. */
  JsonToken peek() throws IOException {
    return reader.peek();
  }

  /** An error in the value just read. */
  FileFormatException error(String problem) {
    return new FileFormatException(path, what + ", " + reader.getPreviousPath() + ": " + problem);
  }

  /** Paths of deeply nested values are long. */
  private static String shortened(String reason) {
    return reason.length() <= 200 ? reason : reason.substring(0, 200) + "…";
  }

  private void enter() throws FileFormatException {
    if (nesting == maxNesting) {
      throw new FileFormatException(
          path, what + ": objects and lists are nested more than " + maxNesting + " deep");
    }
    nesting++;
  }

  private long whole(String number) throws FileFormatException {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw error("expected a whole number of 64 bits, but was " + number);
    }
  }

  private void require(JsonToken kind, String expected) throws IOException {
    JsonToken actual = reader.peek();
    if (actual != kind) {
      throw new FileFormatException(
          path,
          what
              + ", "
              + reader.getPath()
              + ": expected "
              + expected
              + ", but was "
              + actual.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }
}
