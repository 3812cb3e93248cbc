package io.github.taeda.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class NpzTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"FLOAT,<f4", "DOUBLE,<f8", "INT,<i4", "LONG,<i8"})
  void every_layout_and_type_is_written_in_c_order(DataType type, String name) throws IOException {
    double[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    INDArray array = Make.of(new long[] {2, 3, 2}, numbers).castTo(type);
    Map<String, INDArray> arrays = new LinkedHashMap<>(Make.layouts(array));
    arrays.put("plain", array);
    Path file = directory.resolve("a.npz");

    Npz.write(file, arrays);

    for (String key : arrays.keySet()) {
      Npy npy = read(file, key);
      assertThat(npy.header)
          .as(key)
          .isEqualTo("{'descr': '" + name + "', 'fortran_order': False, 'shape': (2,3,2,), }");
      assertThat(npy.numbers).as(key).containsExactly(numbers);
    }
  }

  @Test
  void scalars_and_vectors_have_tuples_as_shapes() throws IOException {
    Path file = directory.resolve("a.npz");

    Npz.write(file, Map.of("s", Make.vector(7).reshape(new long[0]), "v", Make.vector(1, 2)));

    assertThat(read(file, "s").header).endsWith("'shape': (), }");
    assertThat(read(file, "s").numbers).containsExactly(7);
    assertThat(read(file, "v").header).endsWith("'shape': (2,), }");
  }

  @Test
  void what_numpy_cannot_name_or_hold_is_refused() {
    Path file = directory.resolve("a.npz");
    assertThatThrownBy(() -> Npz.write(file, Map.of("", Make.vector(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Npz: a name is empty");
    assertThatThrownBy(() -> Npz.write(file, Map.of("a", Make.vector(1).castTo(DataType.BOOL))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Npz: array \"a\" must be FLOAT, DOUBLE, INT or LONG, but was BOOL");
    assertThat(directory).isEmptyDirectory();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Npy(String header, double[] numbers) {}

  /** Reads what NumPy's format description says: magic, version, length, header, numbers. */
  private static Npy read(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[8];
      bytes.get(magic);
      assertThat(magic).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      byte[] header = new byte[bytes.getShort()];
      bytes.get(header);
      assertThat((10 + header.length) % 64).isZero();
      String text = new String(header, StandardCharsets.US_ASCII);
      assertThat(text).endsWith("\n");
      boolean large = text.contains("8'");
      double[] numbers = new double[bytes.remaining() / (large ? 8 : 4)];
      boolean whole = text.contains("<i");
      Arrays.setAll(
          numbers,
          i ->
              whole
                  ? large ? bytes.getLong() : bytes.getInt()
                  : large ? bytes.getDouble() : bytes.getFloat());
      return new Npy(text.strip(), numbers);
    }
  }
}
