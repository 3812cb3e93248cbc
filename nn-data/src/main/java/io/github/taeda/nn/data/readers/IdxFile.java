package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * An IDX file of unsigned bytes whose header has been read: two zero bytes, the type (8), the
 * number of axes, the size of each axis as a big-endian int; the numbers follow in C order.
 */
final class IdxFile {
  private static final int TYPE = 8;
  private static final int DEFLATE_AT_MOST = 1032; // bytes that one packed byte can become
  private static final int FIRST_PIECE = 1 << 20;

  private final Path path;
  private final boolean packed;
  private final int[] shape;

  private IdxFile(Path path, boolean packed, int[] shape) {
    this.path = path;
    this.packed = packed;
    this.shape = shape;
  }

  /** Opens a file of labels, one axis. */
  static IdxFile labels(Path path) throws IOException {
    return open(path, "labels", 1, 1);
  }

  /** Opens a file of images, {@code [size, height, width]} or with channels as a fourth axis. */
  static IdxFile images(Path path) throws IOException {
    return open(path, "images", 3, 4);
  }

  private static IdxFile open(Path path, String what, int fewestAxes, int mostAxes)
      throws IOException {
    try (IdxContent content = new IdxContent(path)) {
      int axes = axes(content, what, fewestAxes, mostAxes);
      int[] shape = new int[axes];
      for (int axis = 0; axis < axes; axis++) {
        int offset = 4 + 4 * axis;
        shape[axis] = ByteBuffer.wrap(header(content, offset)).getInt();
        if (shape[axis] < 1) {
          throw content.problem(
              offset,
              "expected a size of at least 1, but was " + Integer.toUnsignedLong(shape[axis]));
        }
      }
      IdxFile file = new IdxFile(path, content.packed(), shape);
      file.requireRoom();
      return file;
    }
  }

  private static int axes(IdxContent content, String what, int fewest, int most)
      throws IOException {
    byte[] magic = header(content, 0);
    int axes = magic[3] & 0xff;
    boolean idx = magic[0] == 0 && magic[1] == 0;
    if (!idx || magic[2] != TYPE || axes < fewest || axes > most) {
      throw content.problem(
          0,
          String.format(
              Locale.ROOT,
              "expected %s as an IDX file of bytes, which begins with 00 00 08 %02x%s, but there"
                  + " was %02x %02x %02x %02x%s",
              what,
              fewest,
              most > fewest ? String.format(Locale.ROOT, " or 00 00 08 %02x", most) : "",
              magic[0],
              magic[1],
              magic[2],
              magic[3],
              idx ? guess(magic[2], axes) : ""));
    }
    return axes;
  }

  private static String guess(int type, int axes) {
    return switch (type) {
      case TYPE ->
          axes == 1
              ? ", the beginning of labels"
              : axes == 3 || axes == 4 ? ", the beginning of images" : "";
      case 0x09 -> ", the beginning of an IDX file of signed bytes";
      case 0x0b -> ", the beginning of an IDX file of shorts";
      case 0x0c -> ", the beginning of an IDX file of ints";
      case 0x0d -> ", the beginning of an IDX file of floats";
      case 0x0e -> ", the beginning of an IDX file of doubles";
      default -> "";
    };
  }

  private static byte[] header(IdxContent content, int offset) throws IOException {
    byte[] bytes = new byte[4];
    int filled = content.read(bytes, 0, 4);
    if (filled < 4) {
      throw content.problem(
          offset, "expected 4 bytes of the header, but the file ends after " + filled);
    }
    return bytes;
  }

  /** Compares what the header announces with the file, before it is given memory. */
  private void requireRoom() throws IOException {
    double length = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    long size = Files.size(path);
    String announced = "the header announces " + Arrays.toString(shape);
    if (packed && length > (double) size * DEFLATE_AT_MOST) {
      throw problem(4, announced + ", more than the " + size + " bytes of the gzip file can hold");
    }
    if (!packed && size != start() + length) {
      throw problem(
          4,
          String.format(
              Locale.ROOT,
              "%s, so a file of %.0f bytes, but it has %d",
              announced,
              start() + length,
              size));
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw problem(4, announced + ", more than the 2147483639 bytes that can be read");
    }
  }

  Path path() {
    return path;
  }

  int size() {
    return shape[0];
  }

  /** Height, width and channels of images. */
  int[] imageShape() {
    return new int[] {shape[1], shape[2], shape.length == 4 ? shape[3] : 1};
  }

  /** Where the numbers begin. */
  int start() {
    return 4 + 4 * shape.length;
  }

  /**
   * Reads the numbers. Memory grows with what was really there, never beyond what was announced.
   */
  byte[] numbers() throws IOException {
    int length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    try (IdxContent content = new IdxContent(path)) {
      content.read(new byte[start()], 0, start());
      byte[] numbers = new byte[packed ? Math.min(length, FIRST_PIECE) : length];
      int filled = 0;
      while (true) {
        filled = content.read(numbers, filled, numbers.length);
        if (filled < numbers.length) {
          throw problem(
              start() + (long) filled,
              "expected " + (length - filled) + " more bytes, but the file ends");
        }
        if (filled == length) {
          content.requireEnd();
          return numbers;
        }
        numbers = Arrays.copyOf(numbers, (int) Math.min(length, 2L * filled));
      }
    }
  }

  FileFormatException problem(long offset, String problem) {
    return IdxContent.problem(path, packed, offset, problem);
  }
}
