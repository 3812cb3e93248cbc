package io.github.taeda.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.testing.Make;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reading of NumPy's files, .npy and .npz. */
class NpyTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT", "LONG"})
  void what_was_written_is_read(DataType type) throws IOException {
    INDArray array = Make.of(new long[] {2, 3, 1}, 1, -2, 3, 4, 5, 6).castTo(type);
    Path npy = directory.resolve("a.npy");
    Path npz = directory.resolve("a.npz");
    for (INDArray layout : Make.layouts(array).values()) {
      Npy.write(npy, layout);
      requireSame(Npy.read(npy), array);
      Npz.write(npz, Map.of("a", layout, "b/c", array));
      assertThat(Npz.read(npz)).containsOnlyKeys("a", "b/c");
      requireSame(Npz.read(npz).get("a"), array);
      requireSame(Npz.read(npz, "b/c").get("b/c"), array);
    }
  }

  static Stream<Arguments> files() {
    return Stream.of(
        // as numpy.save writes them: 1.5 and -2, big-endian; True and False; 1 and 65535; 255
        Arguments.of("'>f8'", "(2,)", "3ff8000000000000c000000000000000", "[1.5, -2.0]"),
        Arguments.of("'|b1'", "(2,)", "0100", "[1, 0]"),
        Arguments.of("'<u2'", "(2,)", "0100ffff", "[1, 65535]"),
        Arguments.of("'>i2'", "(2,)", "0001fffe", "[1, -2]"),
        Arguments.of("'|u1'", "()", "ff", "[255]"),
        Arguments.of("'|i1'", "(1,)", "ff", "[-1]"),
        Arguments.of("'<u4'", "(1,)", "ffffffff", "[4294967295]"),
        Arguments.of("'<f2'", "(2,)", "003c00c1", "[1.0, -2.5]"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void other_types_and_orders_of_bytes_are_read(
      String type, String shape, String elements, String expected) throws IOException {
    Path file = write(header(type, "False", shape), elements);
    INDArray array = Npy.read(file);
    double[] values = array.data().asDouble();
    String text =
        array.dataType().isFPType()
            ? Arrays.toString(values)
            : Arrays.toString(Arrays.stream(values).mapToLong(value -> (long) value).toArray());
    assertThat(text).isEqualTo(expected);
    assertThat(array.rank()).isEqualTo(shape.equals("()") ? 0 : 1);
  }

  @Test
  void fortran_order_is_turned_round() throws IOException {
    // [[1, 2, 3], [4, 5, 6]] column by column
    Path file = write(header("'|u1'", "True", "(2, 3)"), "010402050306");
    requireSame(
        Npy.read(file), Make.of(new long[] {2, 3}, 1, 2, 3, 4, 5, 6).castTo(DataType.INT32));
  }

  @Test
  void versions_2_and_3_have_longer_lengths() throws IOException {
    for (int version : new int[] {2, 3}) {
      byte[] bytes = Files.readAllBytes(write(header("'|u1'", "False", "(1,)"), "07"));
      ByteArrayOutputStream longer = new ByteArrayOutputStream();
      longer.write(bytes, 0, 6);
      longer.writeBytes(new byte[] {(byte) version, 0, bytes[8], bytes[9], 0, 0});
      longer.write(bytes, 10, bytes.length - 10);
      Path file = Files.write(directory.resolve("longer.npy"), longer.toByteArray());
      assertThat(Npy.read(file).getInt(0)).isEqualTo(7);
    }
  }

  @Test
  void what_is_no_array_of_values_is_an_error_that_says_so() throws IOException {
    String types =
        "elements must be integers, booleans or floating-point values of at most 64 bits, but the"
            + " header is ";
    for (String type : List.of("'<U5'", "'|O'", "'<c16'", "'<u8'", "[('a', '<f4')]")) {
      String header = header(type, "False", "(1,)");
      requireError(write(header, "00"), types + header);
    }
    requireError(
        write(header("'|u1'", "False", "(0, 2)"), ""),
        "at most 32 axes with at least one element are read, but the shape is [0, 2]");
    requireError(
        write(header("'|u1'", "False", "(99999999999999999999,)"), ""),
        "the shape (99999999999999999999,) is too large for any file");
    requireError(
        write(header("'<f8'", "False", "(1000000, 1000000)"), ""),
        "F64 of shape [1000000, 1000000] needs 8000000000128 bytes with its header,"
            + " but there are 128");
    requireError(
        write("{'descr': '|u1'}", "00"),
        "the header must give order and shape, but is {'descr': '|u1'}");
    Path text = Files.writeString(directory.resolve("text.npy"), "hello, world");
    requireError(text, "does not begin as an array of NumPy's");
    requireError(directory, "is a directory, not a file of NumPy's");
  }

  @Test
  void a_file_cut_off_after_any_byte_or_with_more_bytes_is_rejected() throws IOException {
    byte[] npy = Files.readAllBytes(write(header("'<i2'", "False", "(3,)"), "010002000300"));
    Path file = directory.resolve("cut.npy");
    for (int length = 0; length < npy.length + 3; length++) {
      Files.write(file, Arrays.copyOf(npy, length));
      if (length != npy.length) {
        assertThatThrownBy(() -> Npy.read(file))
            .as("%d bytes", length)
            .isInstanceOf(FileFormatException.class);
      }
    }
    Path whole = directory.resolve("whole.npz");
    Npz.write(whole, Map.of("a", Make.vector(1, 2, 3)));
    byte[] npz = Files.readAllBytes(whole);
    Path cut = directory.resolve("cut.npz");
    for (int length = 0; length < npz.length; length++) {
      Files.write(cut, Arrays.copyOf(npz, length));
      assertThatThrownBy(() -> Npz.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void a_changed_byte_of_an_npz_file_is_noticed_where_a_checksum_covers_it() throws IOException {
    INDArray array = Make.vector(1, 2, 3);
    Path whole = directory.resolve("whole.npz");
    Npz.write(whole, Map.of("a", array));
    byte[] npz = Files.readAllBytes(whole);
    Path changed = directory.resolve("changed.npz");
    int rejected = 0;
    for (int i = 0; i < npz.length; i++) {
      byte[] bytes = npz.clone();
      bytes[i] ^= 16;
      Files.write(changed, bytes);
      try {
        Npz.read(changed).values().forEach(read -> requireSame(read, array));
      } catch (FileFormatException e) {
        rejected++;
      }
    }
    assertThat(rejected).isGreaterThan(npz.length / 2);
  }

  @Test
  void only_the_arrays_that_are_asked_for_are_read() throws IOException {
    Path file = directory.resolve("mixed.npz");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("x.npy", Files.readAllBytes(write(header("'|u1'", "False", "(1,)"), "05")));
    entries.put(
        "names.npy", Files.readAllBytes(write(header("'<U1'", "False", "(1,)"), "41000000")));
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    assertThat(Npz.read(file, "x").get("x").getInt(0)).isEqualTo(5);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(file + ": array \"names\": elements must be integers, booleans");
    assertThatThrownBy(() -> Npz.read(file, "x", "y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Npz: " + file + " has no array \"y\"");
    Path missing = directory.resolve("missing.npz");
    assertThatThrownBy(() -> Npz.read(missing)).isInstanceOf(NoSuchFileException.class);
  }

  private static void requireError(Path file, String message) {
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + message);
  }

  private static void requireSame(INDArray actual, INDArray expected) {
    assertThat(actual.dataType()).isEqualTo(expected.dataType());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.data().asDouble()).isEqualTo(expected.dup('c').data().asDouble());
  }

  private static String header(String type, String fortran, String shape) {
    return "{'descr': " + type + ", 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
  }

  /** A file as numpy.save writes it, version 1, filled with spaces to 128 bytes. */
  private Path write(String header, String elements) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.writeBytes(
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(HexFormat.of().parseHex(elements));
    return Files.write(directory.resolve("array.npy"), bytes.toByteArray());
  }
}
