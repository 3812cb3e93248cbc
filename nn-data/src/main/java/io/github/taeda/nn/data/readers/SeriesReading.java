package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one file of time series. */
final class SeriesReading {
  private final Path path;
  private final List<String> given; // the classes of another set; empty: the file's
  private final int givenChannels; // of another set, or 0

  private final List<float[][]> series = new ArrayList<>(); // [length][channel]
  private final SeriesLabels labels = new SeriesLabels();
  private long missing;
  private int number; // of the line
  private @Nullable SeriesHeader header; // of the form .ts
  private String separator = ""; // of the form .tsv, a regular expression
  private int fields; // of each line of the form .tsv
  private int channels;

  SeriesReading(Path path, List<String> given, int givenChannels) {
    this.path = path;
    this.given = given.stream().map(SeriesLabels::normal).toList();
    this.givenChannels = givenChannels;
  }

  TimeSeriesDataset read() throws IOException {
    try (BufferedReader text = TextFile.open(path)) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
          add(line);
        }
      }
    } catch (CharacterCodingException e) {
      throw TextFile.otherEncoding(path, e);
    }
    if (header != null && !header.isComplete()) {
      throw new FileFormatException(path, "expected a line @data after the header");
    }
    if (series.isEmpty()) {
      throw new FileFormatException(path, "expected at least one series, but there is none");
    }
    List<String> classes = classes();
    return TimeSeriesDataset.of(series, labels.indices(classes), classes, missing);
  }

  /** The classes in the order of their indices. */
  private List<String> classes() {
    List<String> known = known();
    return known.isEmpty() ? labels.classes() : known;
  }

  /** The classes that are known before the lines are read. */
  private List<String> known() {
    return given.isEmpty() && header != null ? header.classes() : given;
  }

  private void add(String line) throws FileFormatException {
    boolean isFirst = header == null && series.isEmpty();
    if (isFirst && line.strip().startsWith("@")) {
      header = new SeriesHeader();
    }
    if (header == null) {
      addFields(line);
    } else if (header.isComplete()) {
      addChannels(line.strip(), header);
    } else if (line.strip().startsWith("@")) {
      String fault = header.add(line.strip());
      require(fault.isEmpty(), fault);
    } else {
      throw problem("expected a line @data before the first series");
    }
  }

  /** Adds a line of the form {@code .ts}. */
  private void addChannels(String line, SeriesHeader header) throws FileFormatException {
    String[] parts = line.split(":", -1);
    int count = parts.length - (header.isLabelled() ? 1 : 0);
    require(count > 0, "expected values, a colon and a class, but there is no colon");
    requireChannels(count, header.dimensions());
    float[][] values = new float[count][];
    for (int i = 0; i < count; i++) {
      String[] texts = parts[i].split(",", -1);
      require(
          header.length() == 0 || texts.length == header.length(),
          "expected "
              + header.length()
              + " values (@seriesLength or @equalLength), but there are "
              + texts.length);
      header.fixLength(texts.length);
      values[i] = values(texts, 0);
    }
    addLabel(header.isLabelled() ? parts[count].strip() : "", header.isLabelled());
    add(values);
  }

  private void requireChannels(int count, int announced) throws FileFormatException {
    int expected = channels > 0 ? channels : announced;
    String where = channels > 0 ? "lines before" : "header";
    if (givenChannels > 0) {
      expected = givenChannels;
      where = "training set";
    }
    require(
        expected == 0 || count == expected,
        "expected as many channels as in the "
            + where
            + ", "
            + expected
            + ", but the number is "
            + count);
    channels = count;
  }

  /** Adds a line of the form {@code .tsv}: the class, then values. */
  private void addFields(String line) throws FileFormatException {
    if (separator.isEmpty()) {
      separator = separator(line.strip());
    }
    boolean blanks = separator.startsWith("\\s");
    String[] texts = (blanks ? line.strip() : line).split(separator, -1);
    if (texts.length == fields + 1 && texts[fields].isBlank()) {
      texts = Arrays.copyOf(texts, fields); // a separator at the end of the line
    }
    require(texts.length > 1, "expected a class and values, but there is one field only");
    fields = fields == 0 ? texts.length : fields;
    require(
        texts.length == fields,
        "expected " + fields + " fields as before, but there are " + texts.length);
    requireChannels(1, 1);
    float[][] values = {values(texts, 1)};
    addLabel(texts[0].strip(), true);
    add(values);
  }

  private static String separator(String line) {
    for (String separator : List.of("\t", ",", ";")) {
      if (line.contains(separator)) {
        return separator;
      }
    }
    return "\\s+";
  }

  private float[] values(String[] texts, int first) throws FileFormatException {
    try {
      return SeriesValues.of(texts, first);
    } catch (NumberFormatException e) {
      throw problem("expected a number, but was \"" + e.getMessage() + "\"");
    }
  }

  private void addLabel(String text, boolean isLabelled) throws FileFormatException {
    if (!isLabelled) {
      return;
    }
    String label = SeriesLabels.normal(text);
    List<String> known = known();
    require(!label.isEmpty() && !label.equals("?"), "expected a class, but was \"" + label + "\"");
    require(
        known.isEmpty() || known.contains(label),
        "expected one of the classes "
            + known
            + (given.isEmpty() ? "" : " of the training set")
            + ", but was \""
            + label
            + "\"");
    labels.add(label);
  }

  /** Adds a series whose channels may end at different steps. */
  private void add(float[][] values) throws FileFormatException {
    int length = Arrays.stream(values).mapToInt(channel -> channel.length).max().orElse(0);
    float[][] steps = new float[length][values.length];
    for (int channel = 0; channel < values.length; channel++) {
      require(
          SeriesValues.isAnything(values[channel]),
          "expected a value in channel " + channel + ", but all are missing");
      float[] filled = SeriesValues.filled(length, values[channel]);
      for (int step = 0; step < length; step++) {
        steps[step][channel] = filled[step];
        boolean isMissing = step >= values[channel].length || Float.isNaN(values[channel][step]);
        missing += isMissing ? 1 : 0;
      }
    }
    series.add(steps);
  }

  private void require(boolean condition, String problem) throws FileFormatException {
    if (!condition) {
      throw problem(problem);
    }
  }

  private FileFormatException problem(String problem) {
    return new FileFormatException(path, "line " + number + ": " + problem);
  }
}
