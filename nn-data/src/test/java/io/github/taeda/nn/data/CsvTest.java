package io.github.taeda.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.io.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class CsvTest {
  private static final String FLOWERS =
      "length,kind,width\n1.5,rose,2\n-3e-1,\"oak, old\",.25\n\n4,rose,+5.\n";

  @TempDir Path directory;

  @Test
  void a_label_column_by_name_gives_classes_in_order_of_appearance() throws IOException {
    Table table = Csv.withHeader().label("kind").read(file(FLOWERS));
    assertThat(table).hasToString("Table(3 of 2 columns, 2 classes)");
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
    Table table = Csv.withoutHeader().separator(';').label(column).read(file("1;2;b\r\n3;4;a\r\n"));
    assertThat(table.columnNames()).containsExactly("0", "1");
    assertThat(table.classNames()).containsExactly("b", "a");
    assertThat(table.batch(1).input().toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 4}});
    assertThat(table.batch(1).target().toIntVector()).containsExactly(1);
  }

  @Test
  void classes_can_be_given() throws IOException {
    Csv csv = Csv.withoutHeader().label(-1).classes(List.of("a", "b", "c"));
    Table table = csv.read(file("1,b\n2,c\n"));
    assertThat(table.classNames()).containsExactly("a", "b", "c");
    assertThat(table.batch(0, 1).target().toIntVector()).containsExactly(1, 2);
    assertRefused(csv, "1,b\n2,d\n", "line 2, column 1: expected one of [a, b, c], but was \"d\"");
  }

  @Test
  void a_target_column_gives_numbers() throws IOException {
    Batch batch = Csv.withHeader().target("y").read(file("x,y\n1,2.5\n3,4\n")).batch(0, 1);
    assertThat(batch.input().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}, {3}});
    assertThat(batch.target().toFloatMatrix()).isDeepEqualTo(new float[][] {{2.5f}, {4}});
  }

  @Test
  void without_a_target_the_inputs_are_the_targets() throws IOException {
    Table table = Csv.withoutHeader().read(file("1,2\n3,4\n"));
    assertThat(table).hasToString("Table(2 of 2 columns)");
    assertThat(table.batch(1).target().toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 4}});
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_name() throws IOException {
    assertThat(Csv.withHeader().read(file("\ufeffä,b\n1,2\n")).columnNames())
        .containsExactly("ä", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "NaN", "1e99", "0x1p3", "1f", "1,5", "1 2"})
  void what_is_no_finite_number_is_told(String field) {
    assertRefused(
        Csv.withHeader(),
        "x,y\n1,2\n3,\"" + field + "\"\n",
        "line 3, column y: expected a number, but was \"" + field + "\"");
  }

  @Test
  void a_line_of_another_length_is_told() {
    assertRefused(Csv.withHeader(), "x,y\n1,2\n3\n", "line 3: expected 2 fields, but there are 1");
    assertRefused(
        Csv.withoutHeader(), "1,2\n3,4,5\n", "line 2: expected 2 fields, but there are 3");
  }

  @Test
  void a_column_that_is_not_there_is_told() {
    assertRefused(
        Csv.withHeader().label("kin"),
        FLOWERS,
        "expected a column kin, but there are [length, kind, width]");
    assertRefused(
        Csv.withoutHeader().target(2), "1,2\n", "expected a column 2, but there are [0, 1]");
    assertRefused(
        Csv.withoutHeader().label(0), "a\n", "expected a column of inputs, but there is only [0]");
  }

  @Test
  void an_empty_label_is_told() {
    assertRefused(
        Csv.withoutHeader().label(0),
        "a,1\n ,2\n",
        "line 2, column 0: expected the name of a class, but was \"\"");
  }

  @Test
  void a_file_without_examples_is_told() {
    assertRefused(Csv.withHeader(), "", "expected at least one example, but there is none");
    assertRefused(Csv.withHeader(), "x,y\n", "expected at least one example, but there is none");
  }

  @Test
  void a_file_that_is_no_text_is_told() throws IOException {
    Path path = directory.resolve("binary.csv");
    Files.write(path, new byte[] {'1', ',', (byte) 0xff, (byte) 0xfe, '\n'});
    assertThatThrownBy(() -> Csv.withoutHeader().read(path))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(path + ": ");
  }

  private void assertRefused(Csv csv, String content, String problem) {
    assertThatThrownBy(() -> csv.read(file(content)))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(directory.resolve("data.csv") + ": " + problem);
  }

  private Path file(String content) throws IOException {
    return Files.write(directory.resolve("data.csv"), content.getBytes(StandardCharsets.UTF_8));
  }
}
