package io.github.taeda.nn.data.readers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, byte by byte. */
public final class IdxFiles {
  private IdxFiles() {}

  /** Two images of 2 × 3 pixels. */
  public static byte[] twoImages() {
    return bytes(
        0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, // header
        0, 51, 102, 153, 204, 255, // first
        255, 0, 0, 0, 0, 1); // second
  }

  /** Two labels, 1 and 0. */
  public static byte[] twoLabels() {
    return bytes(0, 0, 8, 1, 0, 0, 0, 2, 1, 0);
  }

  public static byte[] bytes(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }

  /** The header of an IDX file. */
  public static byte[] header(int... shape) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length);
    buffer.put(bytes(0, 0, 8, shape.length));
    for (int size : shape) {
      buffer.putInt(size);
    }
    return buffer.array();
  }

  public static byte[] concat(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  /** Writes the four files of a published set, two examples each. */
  public static void publish(Path directory, boolean packed) throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      write(directory, part + "-images-idx3-ubyte", twoImages(), packed);
      write(directory, part + "-labels-idx1-ubyte", twoLabels(), packed);
    }
  }

  private static void write(Path directory, String name, byte[] content, boolean packed)
      throws IOException {
    Files.write(directory.resolve(packed ? name + ".gz" : name), packed ? gzip(content) : content);
  }
}
