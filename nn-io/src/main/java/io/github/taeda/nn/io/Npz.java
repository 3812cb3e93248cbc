package io.github.taeda.nn.io;

import io.github.taeda.nn.internal.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes arrays for NumPy: {@code numpy.load("arrays.npz")["name"]}. */
public final class Npz {
  private static final LocalDateTime SAME = LocalDateTime.of(1980, 1, 1, 0, 0); // bytes alike

  private Npz() {}

  /**
   * Writes an .npz file, whole or not at all ({@link AtomicFile}).
   *
   * @param path the file, replaced if it exists
   * @param arrays by name, FLOAT, DOUBLE, INT or LONG, of any layout, written in 'c' order
   * @throws IllegalArgumentException if a name is empty, or an array is null, empty, closed or of
   *     another type; nothing is written then
   * @throws IOException if writing fails; the old file is as before then
   */
  public static void write(Path path, Map<String, INDArray> arrays) throws IOException {
    Map<String, TensorType> types = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("Npz: a name is " + (name == null ? name : "empty"));
          }
          types.put(name, Elements.requireType("Npz", "array \"" + name + "\"", array));
        });
    AtomicFile.write(path, channel -> write(channel, arrays, types));
  }

  private static void write(
      FileChannel channel, Map<String, INDArray> arrays, Map<String, TensorType> types)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
    zip.setLevel(Deflater.BEST_SPEED);
    for (Map.Entry<String, TensorType> type : types.entrySet()) {
      INDArray array = arrays.get(type.getKey());
      if (array == null) {
        throw new IllegalStateException("Npz: array " + type.getKey() + " was removed meanwhile");
      }
      ZipEntry entry = new ZipEntry(type.getKey() + ".npy");
      entry.setTimeLocal(SAME);
      zip.putNextEntry(entry);
      zip.write(header(type.getValue(), array.shape()));
      Elements.write(array, type.getValue(), Channels.newChannel(zip));
      zip.closeEntry();
    }
    zip.finish();
  }

  /** The .npy header, version 1: filled with spaces to a multiple of 64 bytes. */
  private static byte[] header(TensorType type, long... shape) {
    String sizes = Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining());
    String text =
        "{'descr': '<" + type.numpy() + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(length);
    bytes.write(length >> 8);
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(" ".repeat(length - text.length() - 1).getBytes(StandardCharsets.US_ASCII));
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
