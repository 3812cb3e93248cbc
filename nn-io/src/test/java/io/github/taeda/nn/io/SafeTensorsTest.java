package io.github.taeda.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.testing.Make;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SafeTensorsTest {
  @TempDir Path directory;

  @Test
  void the_file_is_what_the_format_says() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("a", Make.vector(1.5, -2).castTo(DataType.FLOAT));
    tensors.put("b", Nd4j.scalar(DataType.INT64, 3));
    Path file = directory.resolve("net.safetensors");

    SafeTensors.write(file, tensors, Map.of("who", "me \"é\""));

    // Numbers of 8 bytes stand first; the header's 142 bytes are filled up to 144.
    String header =
        "{\"__metadata__\":{\"who\":\"me \\\"é\\\"\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
            + "\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}";
    assertThat(Files.readAllBytes(file))
        .isEqualTo(
            file(
                header + " ".repeat(144 - 142),
                bytes(16).putLong(3).putFloat(1.5f).putFloat(-2).array()));
  }

  @Test
  void reading_gives_what_was_written_in_order() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("z", Make.normal(new SplittableRandom(1), 3, 4).castTo(DataType.FLOAT));
    tensors.put("", Make.normal(new SplittableRandom(2), 2, 1, 5));
    tensors.put("whole", Nd4j.createFromArray(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
    tensors.put("long", Nd4j.createFromArray(Long.MIN_VALUE + 1, Long.MAX_VALUE));
    tensors.put("scalar", Nd4j.scalar(DataType.DOUBLE, 0.1));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("b", "");
    metadata.put("a", "two\nlines");
    Path file = directory.resolve("net.safetensors");

    SafeTensors.write(file, tensors, metadata);
    SafeTensors content = SafeTensors.read(file);

    assertThat(content.metadata()).containsExactlyEntriesOf(metadata);
    assertThat(content.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach((name, array) -> requireSame(name, content.tensors().get(name), array));
  }

  @Test
  void a_file_may_hold_nothing() throws IOException {
    Path file = directory.resolve("net.safetensors");

    SafeTensors.write(file, Map.of(), Map.of());

    assertThat(Files.readAllBytes(file)).isEqualTo(file("{}      ", new byte[0]));
    assertThat(SafeTensors.read(file)).isEqualTo(new SafeTensors(Map.of(), Map.of()));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT", "LONG"})
  void every_layout_is_written_in_c_order(DataType type) throws IOException {
    INDArray array =
        Make.of(
                new long[] {2, 3, 2}, // 1 to 12 in 'c' order
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                11,
                12)
            .castTo(type);

    Map<String, INDArray> layouts = Make.layouts(array);
    assertThat(layouts).hasSizeGreaterThan(3);
    for (Map.Entry<String, INDArray> layout : layouts.entrySet()) {
      Path file = directory.resolve("a.safetensors");
      SafeTensors.write(file, Map.of("a", layout.getValue()), Map.of());
      requireSame(layout.getKey(), SafeTensors.read(file).tensors().get("a"), array);
    }
  }

  @Test
  void arrays_longer_than_a_piece_are_whole() throws IOException {
    INDArray array = Make.normal(new SplittableRandom(3), 1 + (1 << 14), 3);
    Path file = directory.resolve("a.safetensors");

    SafeTensors.write(file, Map.of("a", array), Map.of());

    requireSame("a", SafeTensors.read(file).tensors().get("a"), array);
  }

  @Test
  void what_the_format_cannot_hold_is_refused_before_anything_is_written() {
    INDArray number = Make.vector(1);
    requireRefused(
        Map.of("__metadata__", number),
        "SafeTensors: no tensor may be called __metadata__, the format's own word");
    requireRefused(
        Map.of("a", number.castTo(DataType.BOOL)),
        "SafeTensors: tensor \"a\" must be FLOAT, DOUBLE, INT or LONG, but was BOOL");
    requireRefused(
        Map.of("a", Nd4j.empty(DataType.FLOAT)),
        "SafeTensors: tensor \"a\" is empty, its shape is []");
  }

  @Test
  void a_missing_file_and_a_directory_are_named() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> SafeTensors.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
    assertThatThrownBy(() -> SafeTensors.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(directory + ": is a directory, not a safetensors file");
  }

  static Stream<Arguments> narrow_types() {
    return Stream.of(
        // 1 = 0 01111 0000000000; -2.5 = -1.25 · 2; the largest, 65504; the smallest, 2^-24; -∞
        Arguments.of(
            "F16",
            shorts(0x3c00, 0xc100, 0x7bff, 0x0001, 0xfc00, 0x8000),
            DataType.FLOAT,
            new double[] {1, -2.5, 65504, 0x1p-24, Double.NEGATIVE_INFINITY, -0.0}),
        // the upper halves of the FLOATs 1, -2.5 and 2^-126
        Arguments.of(
            "BF16",
            shorts(0x3f80, 0xc020, 0x0080),
            DataType.FLOAT,
            new double[] {1, -2.5, 0x1p-126}),
        Arguments.of("I8", new byte[] {1, -128}, DataType.INT32, new double[] {1, -128}),
        Arguments.of("U8", new byte[] {1, -1}, DataType.INT32, new double[] {1, 255}),
        Arguments.of("BOOL", new byte[] {0, 1}, DataType.INT32, new double[] {0, 1}),
        Arguments.of("I16", shorts(1, 0x8000), DataType.INT32, new double[] {1, -32768}),
        Arguments.of("U16", shorts(1, 0xffff), DataType.INT32, new double[] {1, 65535}),
        Arguments.of(
            "U32", bytes(4).putInt(-1).array(), DataType.INT64, new double[] {4294967295.0}));
  }

  @ParameterizedTest
  @MethodSource("narrow_types")
  void narrow_types_are_widened(String type, byte[] elements, DataType wide, double[] expected)
      throws IOException {
    String offsets = "[0," + elements.length + "]";
    Path file = directory.resolve("narrow.safetensors");
    Files.write(file, file(a(type, "[" + expected.length + "]", offsets), elements));

    INDArray array = SafeTensors.read(file).tensors().get("a");

    assertThat(array.dataType()).isEqualTo(wide);
    assertThat(array.data().asDouble()).containsExactly(expected);
  }

  @Test
  void a_half_that_is_no_number_stays_none() throws IOException {
    Path file = directory.resolve("nan.safetensors");
    Files.write(file, file(a("F16", "[2]", "[0,4]"), shorts(0x7e00, 0x7c00)));
    assertThat(SafeTensors.read(file).tensors().get("a").data().asDouble())
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void what_no_array_can_hold_is_skipped() throws IOException {
    String header =
        "{\"u\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"f\":{\"dtype\":\"F8_E4M3\",\"shape\":[2,2],\"data_offsets\":[8,12]},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[12,12]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":["
            + "1,".repeat(32)
            + "1],\"data_offsets\":[12,16]},"
            + a("F32", "[2]", "[16,24]").substring(1);
    Path file = directory.resolve("others.safetensors");
    Files.write(file, file(header, bytes(24).putFloat(16, 1.5f).putFloat(20, -2).array()));

    SafeTensors content = SafeTensors.read(file);

    assertThat(content.tensors()).containsOnlyKeys("a");
    requireSame("a", content.tensors().get("a"), Make.vector(1.5, -2).castTo(DataType.FLOAT));
    assertThat(content.skipped())
        .containsExactly(
            Map.entry("u", "U64 [1]"),
            Map.entry("f", "F8_E4M3 [2, 2]"),
            Map.entry("e", "F32 [0, 3]"),
            Map.entry("w", "F32 [" + "1, ".repeat(32) + "1]"));
  }

  private static byte[] shorts(int... values) {
    byte[] bytes = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[2 * i] = (byte) values[i];
      bytes[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return bytes;
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("", "the header must begin with {"),
        Arguments.of("[]", "the header must begin with {"),
        Arguments.of(
            "{} x",
            "the header is not valid JSON: Use JsonReader.setStrictness(Strictness.LENIENT)"
                + " to accept malformed JSON at line 1 column 5 path $"),
        Arguments.of("{\"a\":3}", "the header, $.a: expected an object, but was number"),
        Arguments.of("{\"a\":null}", "the header, $.a: expected an object, but was null"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":3}}",
            "the header, $.__metadata__.a: expected a string, but was number"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}",
            "the header, $.__metadata__.a: \"a\" occurs twice"),
        Arguments.of(
            a("F32", "[2]", "[0,8]").replaceFirst("\\}\\}$", "},\"a\":{}}"),
            "the header, $.a: \"a\" occurs twice"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
            "tensor \"a\": must have dtype, shape and data_offsets, but has [dtype, shape]"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"size\":[2]}}", "the header, $.a.size: unknown member"),
        Arguments.of(
            a("F16", "[3]", "[0,8]"),
            "tensor \"a\": F16 [3] needs 6 bytes, but data_offsets give 8"),
        Arguments.of(
            a("F32", "[0]", "[0,8]"),
            "tensor \"a\": F32 [0] needs 0 bytes, but data_offsets give 8"),
        Arguments.of(
            a("F32", "[-2]", "[0,8]"),
            "tensor \"a\": no size may be negative, but its shape is [-2]"),
        Arguments.of(
            a("F128", "[-2]", "[0,8]"),
            "tensor \"a\": no size may be negative, but its shape is [-2]"),
        Arguments.of(
            a("F32", "[2.0]", "[0,8]"),
            "the header, $.a.shape[0]: expected a whole number, but was 2.0"),
        Arguments.of(
            a("F32", "[2e0]", "[0,8]"),
            "the header, $.a.shape[0]: expected a whole number, but was 2e0"),
        Arguments.of(
            a("F32", "[18446744073709551618]", "[0,8]"),
            "the header, $.a.shape[0]: expected a whole number of 64 bits, but was"
                + " 18446744073709551618"),
        Arguments.of(
            a("F32", "[4294967296,4294967296,2]", "[0,8]"),
            "tensor \"a\": shape [4294967296, 4294967296, 2] is too large for any file"),
        Arguments.of(
            a("F32", "[[2]]", "[0,8]"),
            "the header, $.a.shape[0]: expected a number, but was begin array"),
        Arguments.of("{\"a\":{\"x\":[[[]]]}}", "the header, $.a.x: unknown member"),
        Arguments.of(
            a("F32", "[2]", "[8,0]"),
            "tensor \"a\": data_offsets must be [begin, end] in order, but were [8, 0]"),
        Arguments.of(
            a("F32", "[2]", "[-8,0]"),
            "tensor \"a\": data_offsets must be [begin, end] in order, but were [-8, 0]"),
        Arguments.of(
            a("F32", "[2]", "[0,4,8]"),
            "tensor \"a\": data_offsets must be [begin, end] in order, but were [0, 4, 8]"),
        Arguments.of(
            a("F32", "[3]", "[0,12]"),
            "tensor \"a\": its elements end at byte 12, but only 8 bytes follow"),
        Arguments.of(
            a("F32", "[1]", "[0,8]"),
            "tensor \"a\": F32 [1] needs 4 bytes, but data_offsets give 8"),
        Arguments.of(
            a("F32", "[1]", "[4,8]"), "tensor \"a\": bytes 0 to 4 before it belong to no tensor"),
        Arguments.of(
            a("F32", "[1]", "[0,4]"),
            "the tensors have 4 bytes, but 8 follow the header in the file"),
        Arguments.of(
            "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + a("F32", "[1]", "[4,8]").substring(1),
            "tensor \"a\": its elements begin at byte 4 within another tensor's"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void a_wrong_header_is_an_error_that_says_so(String header, String message) throws IOException {
    Path file = directory.resolve("bad.safetensors");
    Files.write(file, file(header, new byte[8]));

    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void the_same_header_without_a_fault_is_read() throws IOException {
    Path file = directory.resolve("good.safetensors");
    Files.write(file, file(a("F32", "[2]", "[0,8]") + "   ", new byte[8]));

    requireSame("a", SafeTensors.read(file).tensors().get("a"), Make.filled(DataType.FLOAT, 0, 2));
  }

  @Test
  void a_wrong_length_is_an_error_that_says_so() throws IOException {
    requireError(new byte[7], "a safetensors file has at least 8 bytes, but this one has 7");
    requireError(
        bytes(10).putLong(3).putShort((short) 0).array(),
        "the header's length is 3 bytes, but only 2 follow in the file");
    requireError(
        bytes(10).putLong(100_000_001).putShort((short) 0).array(),
        "the header's length must be at most 100000000 bytes, but was 100000001: is this a"
            + " safetensors file?");
    requireError(
        bytes(10).putLong(-1).putShort((short) 0).array(),
        "the header's length must be at most 100000000 bytes, but was 18446744073709551615: is"
            + " this a safetensors file?");
  }

  @Test
  void a_header_that_is_not_utf_8_is_an_error() throws IOException {
    byte[] bytes = file("{\"x\":{}}", new byte[0]);
    bytes[10] = (byte) 0xff;

    requireError(bytes, "the header is not valid JSON: Input length = 1");
  }

  private void requireError(byte[] bytes, String message) throws IOException {
    Path file = directory.resolve("bad.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + message);
  }

  private void requireRefused(Map<String, INDArray> tensors, String message) {
    Path file = directory.resolve("refused.safetensors");
    assertThatThrownBy(() -> SafeTensors.write(file, tensors, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(directory).isEmptyDirectory();
  }

  /** Equal in type, shape and every bit. */
  private static void requireSame(String name, INDArray actual, INDArray expected) {
    assertThat(actual.dataType()).as(name).isEqualTo(expected.dataType());
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    INDArray copy = expected.dup('c');
    for (long i = 0; i < copy.length(); i++) {
      if (copy.dataType().isIntType()) {
        assertThat(actual.data().getLong(i)).as(name).isEqualTo(copy.data().getLong(i));
      } else {
        assertThat(actual.data().getDouble(i)).as(name).isEqualTo(copy.data().getDouble(i));
      }
    }
  }

  /** A header with one tensor called a. */
  private static String a(String type, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}}";
  }

  private static byte[] file(String header, byte[] numbers) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(bytes(8).putLong(text.length).array());
    bytes.writeBytes(text);
    bytes.writeBytes(numbers);
    return bytes.toByteArray();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
