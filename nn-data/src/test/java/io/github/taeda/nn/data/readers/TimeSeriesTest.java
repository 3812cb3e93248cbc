package io.github.taeda.nn.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class TimeSeriesTest {
  private static final String GESTURES =
      """
      # two channels
      @problemName Gestures
      @timeStamps false
      @missing true
      @univariate false
      @dimensions 2
      @equalLength false
      @classLabel true wave point -1
      @data
      1,2,3:-1,-2,-3:point
      4.5, ?, 1e1 : 7,8,9 : wave
      0,1:5,6:-1.0
      """;

  @TempDir Path directory;

  @Test
  void ts_files_have_channels_and_a_class_at_the_end() throws IOException {
    TimeSeriesDataset gestures = TimeSeries.read(file("a.ts", GESTURES));
    assertThat(gestures)
        .hasToString("TimeSeriesDataset(3 of length 2 to 3, 2 channels, 3 classes)");
    assertThat(gestures.classNames()).containsExactly("wave", "point", "-1");
    assertThat(gestures.missing()).isEqualTo(1);
    Batch batch = gestures.batch(1, 2);
    assertThat(batch.input().shape()).containsExactly(2, 3, 2);
    assertThat(batch.input().ravel().toFloatVector())
        .containsExactly(4.5f, 7, 7.25f, 8, 10, 9, 0, 5, 1, 6, 0, 0);
    assertThat(batch.target().toIntVector()).containsExactly(0, 2);
    assertThat(batch.target().dataType()).isEqualTo(DataType.INT32);
    assertThat(gestures.series(2)).isDeepEqualTo(new float[][] {{0, 5}, {1, 6}});
  }

  @Test
  void tsv_files_have_the_class_first() throws IOException {
    TimeSeriesDataset waves =
        TimeSeries.read(
            file("a.tsv", "\ufeff1\t0.5\t-1e-1\r\n\r\n-1\t3\t+.25 \r\n#\n1.0\t1.\t2\t"));
    assertThat(waves).hasToString("TimeSeriesDataset(3 of length 2, 1 channel, 2 classes)");
    assertThat(waves.classNames()).containsExactly("-1", "1");
    assertThat(waves.batch(0, 1, 2).input().ravel().toFloatVector())
        .containsExactly(0.5f, -0.1f, 3, 0.25f, 1, 2);
    assertThat(waves.batch(0, 1, 2).target().toIntVector()).containsExactly(1, 0, 1);
    assertThat(waves.label(1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", ",", ";", " ", "   "})
  void other_separators_are_found(String separator) throws IOException {
    String text = "b,1,2\na,3,4\n".replace(",", separator);
    TimeSeriesDataset series = TimeSeries.read(file("a.txt", text));
    assertThat(series.classNames()).containsExactly("a", "b");
    assertThat(series.series(0)).isDeepEqualTo(new float[][] {{1}, {2}});
  }

  @ParameterizedTest
  @CsvSource({
    "1.0 1 1.0000000e+00,           1",
    "10 9 -2,                       -2 9 10",
    "0.5 -0.5,                      -0.5 0.5",
    "b a 10,                        10 a b",
    "1e400 1e400,                   1e400",
    "007 7,                         7"
  })
  void classes_are_whole_numbers_or_text(String labels, String classes) throws IOException {
    String text = labels.replace(" ", "\t1\t2\n") + "\t1\t2\n";
    assertThat(TimeSeries.read(file("a.tsv", text)).classNames())
        .containsExactly(classes.split(" ", -1));
  }

  /** 1, ?, ?, 4 is 1, 2, 3, 4. */
  @ParameterizedTest
  @CsvSource({
    "1 ? nan 4,    1 2 3 4, 2",
    "? 2 ? 4,      2 2 3 4, 2",
    "1 2 NaN NaN,  1 2,     0",
    "1 NaN 3 NA,   1 2 3,   1",
    "1 2 3 ?,      1 2 3 3, 1",
    "NaN 2 3 NaN,  2 2 3,   1",
  })
  void missing_values_are_interpolated_and_padding_is_cut(String fields, String values, int missing)
      throws IOException {
    TimeSeriesDataset tabs = TimeSeries.read(file("a.tsv", "a\t" + fields.replace(' ', '\t')));
    TimeSeriesDataset commas =
        TimeSeries.read(
            file("a.ts", "@classLabel true a\n@data\n" + fields.replace(' ', ',') + ":a"));
    String[] expected = values.split(" ", -1);
    for (TimeSeriesDataset series : List.of(tabs, commas)) {
      assertThat(series.missing()).isEqualTo(missing);
      assertThat(series.length()).isEqualTo(expected.length);
      for (int step = 0; step < expected.length; step++) {
        assertThat(series.series(0)[step][0])
            .isCloseTo(Float.parseFloat(expected[step]), within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", ","})
  void nothing_at_the_end_of_a_line_is_padding(String separator) throws IOException {
    String lines = "a 1 2 3\nb 4 5 \nb 6  \na 7 8 9 \n".replace(" ", separator);
    TimeSeriesDataset series = TimeSeries.read(file("a.tsv", lines));
    assertThat(IntStream.range(0, 4).map(i -> series.series(i).length)).containsExactly(3, 2, 1, 3);
  }

  @Test
  void given_classes_are_read_as_those_of_a_file_are() throws IOException {
    Path file = file("a.tsv", "1.0\t2\n3\t4\n");
    assertThat(TimeSeries.read(file, List.of("3.0", "1")).label(0)).isEqualTo(1);
  }

  @Test
  void series_of_equal_length_have_that_of_the_first() {
    assertRejected(
        "a.ts",
        "@equalLength true\n@classLabel true a\n@data\n1,2,3:a\n1,2:a\n",
        "line 5: expected 3 values (@seriesLength or @equalLength), but there are 2");
  }

  @Test
  void series_may_have_no_classes() throws IOException {
    TimeSeriesDataset series =
        TimeSeries.read(file("a.ts", "@classLabel false\n@data\n1,2:3,4\n5,6:7,8\n"));
    assertThat(series.classNames()).isEmpty();
    assertThat(series.label(0)).isEqualTo(-1);
    Batch batch = series.batch(1);
    assertThat(batch.target().ravel().toFloatVector()).containsExactly(5, 7, 6, 8);
  }

  @Test
  void a_test_set_has_the_classes_of_its_training_set() throws IOException {
    Path train = file("train.tsv", "1\t1\t2\n3\t1\t2\n");
    Split<TimeSeriesDataset> split =
        TimeSeries.readSplit(train, file("test.tsv", "3.0\t5\t6\t7\n"));
    assertThat(split.test().classNames()).containsExactly("1", "3");
    assertThat(split.test().label(0)).isEqualTo(1);
    assertThat(TimeSeries.read(file("one.tsv", "1\t5\t6\n")))
        .hasToString("TimeSeriesDataset(1 of length 2, 1 channel, 1 class)");
    Path other = file("other.tsv", "# more\n1\t5\t6\n2\t5\t6\n");
    assertThatThrownBy(() -> TimeSeries.readSplit(train, other))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            other
                + ": line 3: expected one of the classes [1, 3] of the training set, but was"
                + " \"2\"");
    Path channels = file("channels.ts", "@classLabel true 1 3\n@data\n1,2:3,4:1\n");
    assertThatThrownBy(() -> TimeSeries.readSplit(train, channels))
        .hasMessage(
            channels
                + ": line 3: expected as many channels as in the training set, 1, but the number is"
                + " 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;2,3:1,2:a  | line 9: expected a number, but was \"1;2\"",
        "1,2:3,4      | line 9: expected as many channels as in the header, 2, but the number is 1",
        "1,2:3,4:b    | line 9: expected one of the classes [a], but was \"b\"",
        "1,2:3,4:?    | line 9: expected a class, but was \"?\"",
        "1,2:3:a      | line 9: expected 2 values (@seriesLength or @equalLength), but there are 1",
        "1,2:?,?:a    | line 9: expected a value in channel 1, but all are missing",
        "1,2:3,0x1p3:a| line 9: expected a number, but was \"0x1p3\"",
        "1,2:3,1e39:a | line 9: expected a number, but was \"1e39\"",
        "1,2:3,1f:a   | line 9: expected a number, but was \"1f\"",
        "1,inf:3,1:a  | line 9: expected a number, but was \"inf\"",
        "1            | line 9: expected values, a colon and a class, but there is no colon",
      })
  void damaged_lines_of_ts_files_are_rejected(String line, String problem) {
    String header =
        """
        @univariate false
        @missing false
        @dimensions 2
        @equalLength true
        @seriesLength 2
        @classLabel true a

        @data
        """;
    assertRejected("a.ts", header + line, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@timeStamps true    | line 2: series with time stamps (@timeStamps true) are not supported",
        "@targetLabel true   | line 2: regression targets (@targetLabel true) are not supported",
        "@dimensions none    | line 2: expected an integer of at least 1 after @dimensions, but was \"none\"",
        "@seriesLength 0     | line 2: expected an integer of at least 1 after @serieslength, but was \"0\"",
        "@classLabel perhaps | line 2: expected true or false after @classLabel, but was \"perhaps\"",
        "@classLabel true 1 1.0 | line 2: expected different classes after @classLabel, but \"1\" is repeated",
        "@classLabel false up | line 2: expected no classes after @classLabel false, but was \"up\"",
        "@attribute x        | line 2: expected a header of the form .ts, but this is Weka's form ARFF (@attribute)",
        "1,2:a               | line 2: expected a line @data before the first series",
        "@missing true       | expected a line @data after the header",
        "@data               | expected at least one series, but there is none",
      })
  void damaged_headers_are_rejected(String line, String problem) {
    assertRejected("a.ts", "@problemName x\n" + line + "\n", problem);
  }

  @Test
  void damaged_tables_are_rejected() {
    assertRejected("a.tsv", "", "expected at least one series, but there is none");
    assertRejected(
        "a.tsv", "1\t2\t3\n2\t4\n", "line 2: expected 3 fields as before, but there are 2");
    assertRejected("a.tsv", "1\t2\n\n1\tx\n", "line 3: expected a number, but was \"x\"");
    assertRejected("a.tsv", "1\t2\n\t3\n", "line 2: expected a class, but was \"\"");
    assertRejected(
        "a.tsv", "1\tNaN\n", "line 1: expected a value in channel 0, but all are missing");
    assertRejected(
        "a.tsv", "1\n", "line 1: expected a class and values, but there is one field only");
  }

  @Test
  void text_of_another_encoding_is_rejected() throws IOException {
    Path path = directory.resolve("latin1.tsv");
    Files.write(path, "a\t1\n\u00e4\t2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TimeSeries.read(path))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(path + ": line 2: expected text in UTF-8, but it is of another encoding");
  }

  private void assertRejected(String name, String content, String problem) {
    assertThatThrownBy(() -> TimeSeries.read(file(name, content)))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(directory.resolve(name) + ": " + problem);
  }

  private Path file(String name, String content) throws IOException {
    return Files.write(directory.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }
}
