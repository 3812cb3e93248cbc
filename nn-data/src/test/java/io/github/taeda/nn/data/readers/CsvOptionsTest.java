package io.github.taeda.nn.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Quotes, separators, missing values, categories and types of CSV files. */
class CsvOptionsTest {
  private static final String HINT = " (missing(Missing.SKIP) skips such lines)";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"1, \"x\"\n2,\"x\"\n", "1,\"x\" \n2 , x \n", " \"1\" ,\"x\"\n2,x\n"})
  void blanks_around_quotes_belong_to_no_field(String text) throws IOException {
    CsvDataset table = Csv.withoutHeader().label(-1).read(file(text));
    assertThat(table.classNames()).containsExactly("x");
    assertThat(inputs(table)).isDeepEqualTo(new float[][] {{1}, {2}});
  }

  @Test
  void what_is_filled_in_must_be_a_value_of_the_type() throws IOException {
    Path file = file("x,y\n,1\n");
    Csv csv = Csv.withHeader().missing(Missing.fill(-1e39));
    assertThatThrownBy(() -> csv.read(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Csv: a FLOAT cannot hold Missing(fill -1.0E39); to(DataType.DOUBLE) makes inputs"
                + " DOUBLE");
    INDArray input = csv.to(DataType.DOUBLE).read(file).batch(0).input();
    assertThat(input.getDouble(0)).isEqualTo(-1e39);
  }

  @Test
  void a_column_of_weights_is_no_input() throws IOException {
    String text = "x,w,k\n1,2,a\n3,0.5,b\n";
    CsvDataset table = Csv.withHeader().label("k").weight("w").read(file(text));
    assertThat(table.columnNames()).containsExactly("x");
    assertThat(table.batch(1, 0).weights().toDoubleVector()).containsExactly(0.5, 2);
    assertThat(inputs(table)).isDeepEqualTo(new float[][] {{1}, {3}});
    CsvDataset byIndex = Csv.withoutHeader().weight(-1).read(file("1,2\n3,4\n"));
    assertThat(byIndex.batch(0, 1).weights().toDoubleVector()).containsExactly(2, 4);
    Csv csv = Csv.withHeader().weight("w");
    assertRejected(
        csv, "x,w\n1,-2\n", "line 2, column w: expected a weight of at least 0, but was \"-2\"");
    assertRejected(
        csv.missing(Missing.fill(1)),
        "x,w\n1,\n",
        "line 2, column w: expected a number, but was \"\"");
    assertRejected(
        csv.target("w"), "x,w\n1,1\n", "expected column w either as the weight or otherwise used");
    assertThat(csv.missing(Missing.SKIP).read(file("x,w\n1,\n2,3\n")).size()).isEqualTo(1);
  }

  @Test
  void quotes_after_a_blank_keep_separators_together() throws IOException {
    CsvDataset table = Csv.withHeader().label("k").read(file("x, \"k\"\n1, \"a, b\"\n"));
    assertThat(table.classNames()).containsExactly("a, b");
    CsvDataset tabs =
        Csv.withHeader().separator('\t').label("k").read(file("x\tk\n1\t \"a\tb\"\n2\t\"c\"\n"));
    assertThat(tabs.classNames()).containsExactly("a\tb", "c");
  }

  @Test
  void a_file_of_a_spreadsheet_in_a_language_with_decimal_commas_is_read_step_by_step()
      throws IOException {
    String text = "x;y\n1,5;-2,5e1\n,5;3\n";
    Csv csv = Csv.withHeader();
    assertRejected(
        csv, text, "line 2: expected 1 fields, but there are 3 (perhaps with separator(';')?)");
    csv = csv.separator(';');
    assertRejected(
        csv,
        text,
        "line 2, column x: expected a number, but was \"1,5\" (perhaps with decimalComma()?)");
    csv = csv.decimalComma();
    assertThat(inputs(csv.read(file(text)))).isDeepEqualTo(new float[][] {{1.5f, -25}, {.5f, 3}});
    assertRejected(
        csv,
        "x;y\n1,5;2.5\n",
        "line 2, column y: expected a number with a decimal comma, but was \"2.5\"");
    assertThat(inputs(Csv.withHeader().decimalComma().read(file("x,y\n\"1,5\",2\n"))))
        .isDeepEqualTo(new float[][] {{1.5f, 2}});
  }

  @Test
  void empty_columns_at_the_end_are_ignored() throws IOException {
    Csv csv = Csv.withHeader().target(-1);
    CsvDataset table = csv.read(file("a,b,,\n1,2,,\n3,4\n5,6, ,,\n,,,\n,\n"));
    assertThat(table.columnNames()).containsExactly("a");
    assertThat(inputs(table)).isDeepEqualTo(new float[][] {{1}, {3}, {5}});
    assertThat(inputs(Csv.withHeader().read(file("a,b\n1,2,,\n"))))
        .isDeepEqualTo(new float[][] {{1, 2}});
    assertRejected(csv, "a,b,,\n1,2,,\n1,2,,3\n", "line 3: expected 2 fields, but there are 4");
    assertRejected(csv, "a,,b\n1,,2\n", "line 2, column : expected a number, but was \"\"" + HINT);
    assertRejected(
        Csv.withoutHeader(), "1,2,\n", "line 1, column 2: expected a number, but was \"\"" + HINT);
    assertRejected(
        Csv.withoutHeader(), "1,2\n1,2,\n", "line 2: expected 2 fields, but there are 3");
  }

  @Test
  void comments_are_ignored() throws IOException {
    String text = "# one\nx,y\n#2,3\n4,5\n";
    assertThat(inputs(Csv.withHeader().comment('#').read(file(text))))
        .isDeepEqualTo(new float[][] {{4, 5}});
    assertRejected(
        Csv.withHeader().comment('#'),
        text + "x,6\n",
        "line 5, column x: expected a number, but was \"x\"");
    assertThatThrownBy(() -> Csv.withHeader().separator('#').comment('#').read(file(text)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Csv: separator and comment must differ, but both are '#'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "NA", "n/a", "#N/A", "NaN", "null", "?"})
  void a_missing_value_is_rejected_skipped_or_filled_in(String missing) throws IOException {
    String text = "x,y\n1,2\n4," + missing + "\n" + "7,6\n";
    Csv csv = Csv.withHeader();
    assertRejected(
        csv, text, "line 3, column y: expected a number, but was \"" + missing + "\"" + HINT);
    assertThat(inputs(csv.missing(Missing.SKIP).read(file(text))))
        .isDeepEqualTo(new float[][] {{1, 2}, {7, 6}});
    assertThat(inputs(csv.missing(Missing.fill(-1)).read(file(text))))
        .isDeepEqualTo(new float[][] {{1, 2}, {4, -1}, {7, 6}});
    assertThat(inputs(csv.missing(Missing.MEAN).read(file(text))))
        .isDeepEqualTo(new float[][] {{1, 2}, {4, 4}, {7, 6}}); // (2 + 6) / 2
  }

  @Test
  void other_text_is_no_missing_value() {
    for (Missing missing : List.of(Missing.SKIP, Missing.MEAN, Missing.fill(0))) {
      assertRejected(
          Csv.withHeader().missing(missing),
          "x,y\n1,none\n",
          "line 2, column y: expected a number, but was \"none\"");
    }
  }

  @Test
  void a_missing_target_or_category_is_never_filled_in() throws IOException {
    assertRejected(
        Csv.withHeader().target("y").missing(Missing.MEAN),
        "x,y\n1,2\n4,NA\n",
        "line 3, column y: expected a number, but was \"NA\"");
    assertRejected(
        Csv.withHeader().oneHot("y").missing(Missing.fill(1)),
        "x,y\n1,a\n4,\n",
        "line 3, column y: expected the name of a category, but was \"\"");
    Csv skip = Csv.withHeader().missing(Missing.SKIP);
    String text = "x,y,k\n1,a,r\n4,,s\n5,NA,\n6,NA,s\n";
    CsvDataset table = skip.category("y").label("k").read(file(text));
    assertThat(inputs(table)).isDeepEqualTo(new float[][] {{1, 0}, {6, 1}});
    assertThat(table.categories()).isEqualTo(Map.of("y", List.of("a", "NA"))); // Namibia
    assertThat(table.classNames()).containsExactly("r", "s");
  }

  @Test
  void a_column_without_any_value_has_no_mean() {
    assertRejected(
        Csv.withHeader().missing(Missing.MEAN),
        "x,y\n1,\n4,NA\n",
        "column y: expected a value at least once, for the mean");
  }

  @Test
  void categories_are_indices_or_one_hot() throws IOException {
    String text = "size,colour,x,k\nL,red,1,a\nS, blue,2,b\nL,red,3,b\n";
    Csv csv = Csv.withHeader().label("k");
    CsvDataset table = csv.category("size").oneHot("colour").read(file(text));
    assertThat(table.columnNames()).containsExactly("size", "colour=red", "colour=blue", "x");
    assertThat(inputs(table))
        .isDeepEqualTo(new float[][] {{0, 1, 0, 1}, {1, 0, 1, 2}, {0, 1, 0, 3}});
    assertThat(table.categories())
        .isEqualTo(Map.of("size", List.of("L", "S"), "colour", List.of("red", "blue")));
    assertThat(inputs(Csv.withoutHeader().oneHot(0).category(-1).read(file("a,1,c\nb,2,c\n"))))
        .isDeepEqualTo(new float[][] {{1, 0, 1, 0}, {0, 1, 2, 0}});
    assertRejected(csv.category("k"), text, "expected column k of categories among the inputs");
    assertRejected(
        csv.oneHot("kind"), text, "expected a column kind, but there are [size, colour, x, k]");
  }

  @Test
  void a_test_set_is_read_like_the_training_set() throws IOException {
    Csv csv = Csv.withHeader().label("k").oneHot("c").missing(Missing.MEAN);
    CsvDataset train = csv.read(file("x,c,k\n1,r,a\n,g,b\n3,b,c\n"));
    Csv like = csv.like(train);
    CsvDataset test = like.read(file("x,c,k\n,b,c\n100,g,a\n"));
    assertThat(test.columnNames()).containsExactly("x", "c=r", "c=g", "c=b");
    assertThat(inputs(test)) // the mean of the training set, 2
        .isDeepEqualTo(new float[][] {{2, 0, 0, 1}, {100, 0, 1, 0}});
    assertThat(test.batch(0, 1).target().toIntVector()).containsExactly(2, 0);
    assertRejected(
        like, "x,c,k\n1,y,a\n", "line 2, column c: expected one of [r, g, b], but was \"y\"");
    assertRejected(
        like, "x,c,k\n1,r,d\n", "line 2, column k: expected one of [a, b, c], but was \"d\"");
    assertRejected(
        like,
        "c,x,k\nr,1,a\n",
        "expected the input columns [x, c=r, c=g, c=b] of the other file, but there are [c=r, c=g,"
            + " c=b, x]");
  }

  @Test
  void means_are_never_those_of_the_test_set() throws IOException {
    Csv csv = Csv.withHeader().label("k");
    CsvDataset train = csv.read(file("x,k\n1,a\n3,b\n"));
    Path test = file("x,k\n,a\n7,b\n");
    assertThatThrownBy(() -> csv.missing(Missing.MEAN).like(train).read(test))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Csv: like(…) must be of a file that was read with missing(Missing.MEAN), for the mean"
                + " of x");
  }

  @Test
  void values_may_be_double() throws IOException {
    Csv csv = Csv.withHeader().target("y").to(DataType.DOUBLE);
    CsvDataset table = csv.read(file("x,y\n0.1,1e300\n16777217,-0.2\n"));
    assertThat(table.batch(0, 1).input().toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{0.1}, {16777217}});
    assertThat(table.batch(0, 1).target().toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{1e300}, {-0.2}});
    assertRejected(
        csv,
        "x,y\n1e309,1\n",
        "line 2, column x: expected a number between -1.7976931348623157E308 and"
            + " 1.7976931348623157E308, but was \"1e309\"");
    assertThatThrownBy(() -> Csv.withHeader().to(DataType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Csv: type must be FLOAT or DOUBLE, but was INT");
  }

  @Test
  void many_lines_are_read_whole() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 70_000; i++) { // more than are written at once
      text.append(i).append('\n');
    }
    CsvDataset table = Csv.withoutHeader().read(file(text.toString()));
    float[][] rows = table.batch(0, 65_535, 65_536, 69_999).input().toFloatMatrix();
    assertThat(rows).isDeepEqualTo(new float[][] {{0}, {65_535}, {65_536}, {69_999}});
  }

  private static float[][] inputs(CsvDataset table) {
    return table.batch(IntStream.range(0, table.size()).toArray()).input().toFloatMatrix();
  }

  private void assertRejected(Csv csv, String content, String problem) {
    assertThatThrownBy(() -> csv.read(file(content)))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(directory.resolve("data.csv") + ": " + problem);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("data.csv"), content);
  }
}
