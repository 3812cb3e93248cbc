package io.github.taeda.nn.data;

import io.github.taeda.nn.io.FileFormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes read from an IDX file: two zero bytes, the type (8), the number of
 * axes, the size of each axis as a big-endian int, the numbers in C order; plain or packed by gzip,
 * whatever the file is called.
 */
final class UnsignedBytes {
  private static final int TYPE = 8;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int DEFLATE_AT_MOST = 1032; // bytes that one packed byte can become
  private static final int FIRST_PIECE = 1 << 20;

  private final int[] shape;
  private final byte[] numbers;

  private UnsignedBytes(int[] shape, byte[] numbers) {
    this.shape = shape;
    this.numbers = numbers;
  }

  int[] shape() {
    return shape;
  }

  byte[] numbers() {
    return numbers;
  }

  /** Reads a file of labels, one axis. */
  static UnsignedBytes labels(Path path) throws IOException {
    return new Reading(path, "labels", 1, 1).read();
  }

  /** Reads a file of images, {@code [size, height, width]} or with channels as a fourth axis. */
  static UnsignedBytes images(Path path) throws IOException {
    return new Reading(path, "images", 3, 4).read();
  }

  /** One file while it is read. */
  private static final class Reading {
    private final Path path;
    private final String what;
    private final int fewestAxes;
    private final int mostAxes;
    private final boolean packed;

    Reading(Path path, String what, int fewestAxes, int mostAxes) throws IOException {
      this.path = path;
      this.what = what;
      this.fewestAxes = fewestAxes;
      this.mostAxes = mostAxes;
      try (InputStream file = Files.newInputStream(path)) {
        byte[] magic = file.readNBytes(2);
        packed = magic.length == 2 && ByteBuffer.wrap(magic).getShort() == (short) GZIP_MAGIC;
      }
    }

    UnsignedBytes read() throws IOException {
      try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
          InputStream content = packed ? new GZIPInputStream(file, 1 << 16) : file) {
        int[] shape = shape(content);
        int start = 4 + 4 * shape.length;
        int length = length(shape, start);
        byte[] numbers = numbers(content, start, length);
        if (content.read() != -1) {
          throw problem(start + (long) length, "expected the end of the file, but more follows");
        }
        return new UnsignedBytes(shape, numbers);
      } catch (EOFException | ZipException e) {
        throw new FileFormatException(
            path, "the gzip file is cut off or damaged: " + e.getMessage(), e);
      }
    }

    private int[] shape(InputStream content) throws IOException {
      byte[] magic = header(content, 0);
      int axes = magic[3] & 0xff;
      boolean idx = magic[0] == 0 && magic[1] == 0 && magic[2] == TYPE;
      if (!idx || axes < fewestAxes || axes > mostAxes) {
        throw problem(
            0,
            String.format(
                Locale.ROOT,
                "expected %s as an IDX file of bytes, which begins with 00 00 08 %02x, but there"
                    + " was %02x %02x %02x %02x%s",
                what,
                fewestAxes,
                magic[0],
                magic[1],
                magic[2],
                magic[3],
                idx ? guess(axes) : ""));
      }
      int[] shape = new int[axes];
      for (int axis = 0; axis < axes; axis++) {
        int offset = 4 + 4 * axis;
        shape[axis] = ByteBuffer.wrap(header(content, offset)).getInt();
        if (shape[axis] < 1) {
          throw problem(
              offset,
              String.format(
                  Locale.ROOT,
                  "expected a size of at least 1, but was %d",
                  Integer.toUnsignedLong(shape[axis])));
        }
      }
      return shape;
    }

    private static String guess(int axes) {
      return switch (axes) {
        case 1 -> ", the beginning of labels";
        case 3, 4 -> ", the beginning of images";
        default -> "";
      };
    }

    private byte[] header(InputStream content, int offset) throws IOException {
      byte[] bytes = content.readNBytes(4);
      if (bytes.length < 4) {
        throw problem(
            offset, "expected 4 bytes of the header, but the file ends after " + bytes.length);
      }
      return bytes;
    }

    /** How many bytes follow, checked against the file before they are given memory. */
    private int length(int[] shape, int start) throws IOException {
      double length = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
      long size = Files.size(path);
      String announced =
          String.format(Locale.ROOT, "the header announces %s", Arrays.toString(shape));
      if (packed && length > (double) size * DEFLATE_AT_MOST) {
        throw problem(
            4, announced + ", more than the " + size + " bytes of the gzip file can hold");
      }
      if (!packed && size != start + length) {
        throw problem(
            4,
            String.format(
                Locale.ROOT,
                "%s, so a file of %.0f bytes, but it has %d",
                announced,
                start + length,
                size));
      }
      if (length > Integer.MAX_VALUE - 8) {
        throw problem(4, announced + ", more than the 2147483639 bytes that can be read");
      }
      return (int) length;
    }

    /** Memory grows with what was really there, never beyond what was announced. */
    private byte[] numbers(InputStream content, int start, int length) throws IOException {
      byte[] numbers = new byte[packed ? Math.min(length, FIRST_PIECE) : length];
      int filled = 0;
      while (true) {
        filled += content.readNBytes(numbers, filled, numbers.length - filled);
        if (filled < numbers.length) {
          throw problem(
              start + (long) filled,
              "expected " + (length - filled) + " more bytes, but the file ends");
        }
        if (filled == length) {
          return numbers;
        }
        numbers = Arrays.copyOf(numbers, (int) Math.min(length, 2L * filled));
      }
    }

    private FileFormatException problem(long offset, String problem) {
      return new FileFormatException(
          path, "at byte " + offset + (packed ? " unpacked: " : ": ") + problem);
    }
  }
}
