package io.github.taeda.nn.data.readers;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads one CSV file. */
final class CsvReading {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8; // FastCSV's own limits are lower

  private final Path path;
  private final Csv.Settings settings;
  private final Map<String, Integer> classes = new LinkedHashMap<>();
  private final List<float[]> inputs = new ArrayList<>();
  private final List<Float> targets = new ArrayList<>();
  private @Nullable CsvColumns columns;

  CsvReading(Path path, Csv.Settings settings) {
    this.path = path;
    this.settings = settings;
    for (String name : settings.classNames()) {
      classes.put(name, classes.size());
    }
  }

  CsvDataset read() throws IOException {
    InputFile.requireFile(path);
    try (BufferedReader text = Files.newBufferedReader(path)) { // UTF-8, strictly
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      for (CsvRecord line : records(text)) {
        add(line);
      }
    } catch (CsvParseException e) {
      throw new FileFormatException(path, "is no valid CSV file: " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw otherEncoding(e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException coding
          ? otherEncoding(coding)
          : e.getCause();
    }
    if (columns == null || inputs.isEmpty()) {
      throw new FileFormatException(path, "expected at least one example, but there is none");
    }
    return dataset(columns.inputNames());
  }

  private CsvReader<CsvRecord> records(BufferedReader text) {
    return CsvReader.builder()
        .fieldSeparator(settings.separator())
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(MAX_SIZE)
        .build(
            CsvRecordHandler.builder()
                .maxFields(MAX_SIZE)
                .maxFieldSize(MAX_SIZE)
                .maxRecordSize(MAX_SIZE)
                .build(),
            text);
  }

  /** Finds the line that is not UTF-8. */
  private IOException otherEncoding(CharacterCodingException e) throws IOException {
    long number = 1;
    try (BufferedReader bytes = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      for (String line = bytes.readLine(); line != null; line = bytes.readLine()) {
        byte[] original = line.getBytes(StandardCharsets.ISO_8859_1);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(original));
        number++;
      }
      return e;
    } catch (CharacterCodingException found) {
      return new FileFormatException(
          path,
          "line " + number + ": expected text in UTF-8, but it is of another encoding",
          found);
    }
  }

  private void add(CsvRecord line) throws IOException {
    if (columns == null) {
      columns = CsvColumns.of(path, settings, line.getStartingLineNumber(), line.getFields());
      if (settings.hasHeader()) {
        return;
      }
    }
    int size = columns.names().size();
    if (line.getFieldCount() != size) {
      throw problem(line, ": expected " + size + " fields, but there are " + line.getFieldCount());
    }
    float[] input = new float[columns.inputs().size()];
    for (int i = 0; i < input.length; i++) {
      input[i] = number(line, columns, columns.inputs().get(i));
    }
    inputs.add(input);
    if (columns.target() >= 0) {
      targets.add(
          settings.isLabel() ? label(line, columns) : number(line, columns, columns.target()));
    }
  }

  private float number(CsvRecord line, CsvColumns columns, int column) throws IOException {
    String field = line.getField(column);
    if (!NUMBER.matcher(field).matches()) {
      String hint = CsvColumns.hint(settings.separator(), field);
      throw problem(line, columns, column, "a number", field, hint);
    }
    float number = Float.parseFloat(field);
    if (!Float.isFinite(number)) {
      String range = "a number between " + -Float.MAX_VALUE + " and " + Float.MAX_VALUE;
      throw problem(line, columns, column, range, field, "");
    }
    return number;
  }

  private int label(CsvRecord line, CsvColumns columns) throws IOException {
    String name = line.getField(columns.target()).strip();
    boolean known = !settings.classNames().isEmpty();
    if (name.isEmpty() || (known && !classes.containsKey(name))) {
      String expected = known ? "one of " + settings.classNames() : "the name of a class";
      throw problem(line, columns, columns.target(), expected, name, "");
    }
    classes.putIfAbsent(name, classes.size());
    return classes.get(name);
  }

  private FileFormatException problem(
      CsvRecord line, CsvColumns columns, int column, String expected, String field, String hint) {
    String name = columns.names().get(column);
    return problem(
        line, ", column " + name + ": expected " + expected + ", but was \"" + field + "\"" + hint);
  }

  private FileFormatException problem(CsvRecord line, String problem) {
    return new FileFormatException(path, "line " + line.getStartingLineNumber() + problem);
  }

  private CsvDataset dataset(List<String> columnNames) {
    float[][] x = inputs.toArray(float[][]::new);
    if (targets.isEmpty()) {
      float[] values = new float[Math.multiplyExact(x.length, x[0].length)];
      for (int i = 0; i < x.length; i++) {
        System.arraycopy(x[i], 0, values, i * x[i].length, x[i].length);
      }
      INDArray matrix = NDArrays.of(values, x.length, x[0].length);
      return new CsvDataset(Dataset.of(matrix, matrix), columnNames, List.of());
    }
    if (!settings.isLabel()) {
      float[][] y = targets.stream().map(value -> new float[] {value}).toArray(float[][]::new);
      return new CsvDataset(Examples.of(x, y), columnNames, List.of());
    }
    int[] labels = targets.stream().mapToInt(Float::intValue).toArray();
    return new CsvDataset(Examples.of(x, labels), columnNames, List.copyOf(classes.keySet()));
  }
}
