package io.github.taeda.nn.data.readers;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class CsvTest {
  private static final String FLOWERS =
      "length,kind,width\n1.5,rose,2\n-3e-1,\"oak, old\",.25\n\n4,rose,+5.\n";

  private static final String NO_INPUTS =
      "expected an input column beside the target and the excluded ones, but there are only ";

  @TempDir Path directory;

  @Test
  void a_label_column_by_name_gives_classes_in_order_of_appearance() throws IOException {
    CsvDataset table = Csv.withHeader().label("kind").read(file(FLOWERS));
    assertThat(table).hasToString("CsvDataset(3 of 2 columns, 2 classes)");
    assertThat(table.columnNames()).containsExactly("length", "width");
    assertThat(table.classNames()).containsExactly("rose", "oak, old");
    Batch batch = table.batch(0, 1, 2);
    assertThat(batch.input().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1.5f, 2}, {-0.3f, .25f}, {4, 5}});
    assertThat(batch.target().toIntVector()).containsExactly(0, 1, 0);
    assertThat(batch.target().dataType()).isEqualTo(DataType.INT32);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, -1})
  void a_label_column_by_number_needs_no_header(int column) throws IOException {
    CsvDataset table =
        Csv.withoutHeader().separator(';').label(column).read(file("1;2;b\r\n3;4;a\r\n"));
    assertThat(table.columnNames()).containsExactly("0", "1");
    assertThat(table.classNames()).containsExactly("b", "a");
    assertThat(table.batch(1).input().toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 4}});
    assertThat(table.batch(1).target().toIntVector()).containsExactly(1);
  }

  @Test
  void classes_can_be_given() throws IOException {
    Csv csv = Csv.withoutHeader().label(-1).classes(List.of("a", "b", "c"));
    CsvDataset table = csv.read(file("1,b\n2,c\n"));
    assertThat(table.classNames()).containsExactly("a", "b", "c");
    assertThat(table.batch(0, 1).target().toIntVector()).containsExactly(1, 2);
    assertRejected(csv, "1,b\n2,d\n", "line 2, column 1: expected one of [a, b, c], but was \"d\"");
  }

  @Test
  void a_target_column_gives_numbers() throws IOException {
    Batch batch = Csv.withHeader().target("y").read(file("x,y\n1,2.5\n3,4\n")).batch(0, 1);
    assertThat(batch.input().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}, {3}});
    assertThat(batch.target().toFloatMatrix()).isDeepEqualTo(new float[][] {{2.5f}, {4}});
  }

  @Test
  void without_a_target_the_inputs_are_the_targets() throws IOException {
    CsvDataset table = Csv.withoutHeader().read(file("1,2\n3,4\n"));
    assertThat(table).hasToString("CsvDataset(2 of 2 columns)");
    assertThat(table.batch(1).target().toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 4}});
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_name() throws IOException {
    assertThat(Csv.withHeader().read(file("\ufeffä,b\n1,2\n")).columnNames())
        .containsExactly("ä", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0x1p3", "1f", "1.5.", "1 2", "1,5,2"})
  void what_is_no_finite_number_is_rejected(String field) {
    assertRejected(
        Csv.withHeader(),
        "x,y\n1,2\n3,\"" + field + "\"\n",
        "line 3, column y: expected a number, but was \"" + field + "\"");
  }

  @Test
  void a_line_of_another_length_is_rejected() {
    assertRejected(Csv.withHeader(), "x,y\n1,2\n3\n", "line 3: expected 2 fields, but there are 1");
    assertRejected(
        Csv.withoutHeader(), "1,2\n3,4,5\n", "line 2: expected 2 fields, but there are 3");
  }

  @Test
  void a_column_that_is_not_there_is_rejected() {
    assertRejected(
        Csv.withHeader().label("kin"),
        FLOWERS,
        "expected a column kin, but there are [length, kind, width]");
    assertRejected(
        Csv.withoutHeader().target(2), "1,2\n", "expected a column 2, but there are [0, 1]");
    assertRejected(Csv.withoutHeader().label(0), "a\n", NO_INPUTS + "[0]");
  }

  @Test
  void an_empty_label_is_rejected() {
    assertRejected(
        Csv.withoutHeader().label(0),
        "a,1\n ,2\n",
        "line 2, column 0: expected the name of a class, but was \"\"");
  }

  @Test
  void a_file_without_examples_is_rejected() {
    assertRejected(Csv.withHeader(), "", "expected at least one example, but there is none");
    assertRejected(Csv.withHeader(), "x,y\n", "expected at least one example, but there is none");
  }

  @Test
  void text_of_another_encoding_is_rejected() throws IOException {
    Path path = directory.resolve("latin1.csv");
    Files.write(path, "1,a\n2,\u00e4\n3,\u00f6\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Csv.withoutHeader().label(-1).read(path))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(path + ": line 2: expected text in UTF-8, but it is of another encoding");
    Files.write(path, "\ufeff1,a\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> Csv.withoutHeader().label(-1).read(path))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(path + ": line 1: expected text in UTF-8, but it is of another encoding");
  }

  @Test
  void a_quote_that_is_not_closed_is_rejected() {
    Csv csv = Csv.withoutHeader().label(-1);
    String problem =
        "is no valid CSV file: Unclosed quoted field at end of input (record starting at line 2)";
    assertRejected(csv, "1,a\n2,\"b\n3,c\n4,d\n", problem);
    assertRejected(csv, "1,a\n2,\"b", problem);
  }

  @Test
  void a_stray_quote_is_rejected() {
    assertRejected(
        Csv.withoutHeader().label(-1),
        "1,a\n\n2,\"b\"x\n",
        "is no valid CSV file: Unexpected character after closing quote: 'x' (0x78) (record"
            + " starting at line 3)");
  }

  @Test
  void a_directory_is_no_file() {
    assertThatThrownBy(() -> Csv.withoutHeader().read(directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(directory + ": expected a file, but it is a directory");
  }

  @Test
  void columns_can_be_left_out() throws IOException {
    String text = "Id,length,kind,width\n7,1.5,rose,2\nx,3,oak,4\n";
    Csv csv = Csv.withHeader().label("kind");
    for (Csv without :
        List.of(
            csv.without("Id", "width"),
            csv.without("Id").without("width"),
            csv.without(0, -1),
            csv.without("Id").without(3))) {
      CsvDataset table = without.read(file(text));
      assertThat(table.columnNames()).containsExactly("length");
      assertThat(table.classNames()).containsExactly("rose", "oak");
      assertThat(table.batch(0, 1).input().toFloatMatrix())
          .isDeepEqualTo(new float[][] {{1.5f}, {3}});
    }
    assertThat(Csv.withoutHeader().without(1).read(file("1,2,3\n")).columnNames())
        .containsExactly("0", "2");
    assertRejected(
        csv.without("id"), text, "expected a column id, but there are [Id, length, kind, width]");
    assertRejected(
        csv.without(4), text, "expected a column 4, but there are [Id, length, kind, width]");
    assertRejected(
        csv.without("kind"), text, "expected column kind either as the target or excluded");
    assertRejected(csv.without(0, 1, 3), text, NO_INPUTS + "[Id, length, kind, width]");
  }

  @Test
  void a_file_may_have_more_columns_than_fastcsv_allows_by_default() throws IOException {
    int columns = 30_000;
    String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(joining(","));
    String line = IntStream.range(0, columns).mapToObj(i -> i + ".25").collect(joining(","));
    CsvDataset table = Csv.withHeader().target(-1).read(file(header + "\n" + line + "\n"));
    Batch batch = table.batch(0);
    assertThat(batch.input().shape()).containsExactly(1, columns - 1);
    assertThat(batch.input().getFloat(0, 29_998)).isEqualTo(29_998.25f);
    assertThat(batch.target().getFloat(0, 0)).isEqualTo(29_999.25f);
  }

  @Test
  void a_line_may_be_longer_than_fastcsv_allows_by_default() throws IOException {
    String note = "\"" + "x".repeat(20_000_000) + "\""; // a field of 16 Mi characters is too long
    CsvDataset table = Csv.withoutHeader().without(1).read(file("1," + note + "\n"));
    assertThat(table.batch(0).input().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}});
  }

  @Test
  void names_of_columns_are_taken_without_blanks_around_them() throws IOException {
    CsvDataset table = Csv.withHeader().label("k").read(file("x , k\n3, b\n"));
    assertThat(table.columnNames()).containsExactly("x");
    assertThat(table.classNames()).containsExactly("b");
  }

  @Test
  void columns_of_one_name_are_rejected() {
    assertRejected(
        Csv.withHeader().label("k"),
        "\nk,x, k\n3,4,5\n",
        "line 2: expected a name for each column, but \"k\" is repeated");
  }

  @Test
  void another_separator_is_proposed() {
    assertRejected(
        Csv.withHeader().label("k"),
        "x;k\n3;b\n",
        "expected a column k, but there are [x;k] (perhaps with separator(';')?)");
    assertRejected(
        Csv.withoutHeader().label(-1),
        "3\tb\n",
        NO_INPUTS + "[0] (perhaps with separator('\\t')?)");
    assertRejected(
        Csv.withoutHeader().target(-1),
        "1,5;2,5\n",
        "line 1, column 1: expected a number, but was \"5;2\" (perhaps with separator(';')?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e39", "-1e99", "3.5e38"})
  void a_number_too_large_for_a_float_is_rejected(String field) {
    assertRejected(
        Csv.withoutHeader(),
        field + "\n",
        "line 1, column 0: expected a number between -3.4028235E38 and 3.4028235E38, but was \""
            + field
            + "\"");
  }

  @Test
  void classes_without_a_column_of_labels_are_rejected() {
    Csv csv = Csv.withoutHeader().classes(List.of("a", "b"));
    assertThatThrownBy(() -> csv.read(file("1,2\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Csv: classes are given, but no column of them; label(column) names it");
    assertThatThrownBy(() -> csv.target(0).read(file("1,2\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Csv: classes are given, but no column of them; label(column) names it");
  }

  @Test
  void repeated_classes_are_rejected() {
    assertThatThrownBy(() -> Csv.withHeader().classes(List.of("b", "a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Csv: classes must differ, but \"b\" is repeated");
  }

  private void assertRejected(Csv csv, String content, String problem) {
    assertThatThrownBy(() -> csv.read(file(content)))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(directory.resolve("data.csv") + ": " + problem);
  }

  private Path file(String content) throws IOException {
    return Files.write(directory.resolve("data.csv"), content.getBytes(StandardCharsets.UTF_8));
  }
}
