package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, plain or compressed by gzip. Its header: two zero bytes, the type
 * (8), the number of axes, the size of each axis as a big-endian int; the elements follow in C
 * order.
 */
final class IdxFile {
  private static final int MAX_DEFLATE_RATIO = 1032; // bytes that one compressed byte can become
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** What begins with these four bytes. */
  private static final Map<String, String> KINDS =
      Map.of("00 00 08 01", "labels", "00 00 08 03", "images", "00 00 08 04", "images");

  /** The other types of elements, by the third byte. */
  private static final Map<Integer, String> TYPES =
      Map.of(9, "signed bytes", 11, "shorts", 12, "ints", 13, "floats", 14, "doubles");

  private final Path path;
  private final boolean compressed;
  private int[] shape = {};

  private IdxFile(Path path) throws IOException {
    this.path = path;
    InputFile.requireFile(path);
    try (InputStream file = Files.newInputStream(path)) {
      compressed = file.read() == 0x1f && file.read() == 0x8b;
    }
  }

  /** Reads the header of a file of labels, {@code [size]}. */
  static IdxFile labels(Path path) throws IOException {
    return new IdxFile(path).readHeader("labels", "00 00 08 01");
  }

  /** Reads the header of a file of images, {@code [size, height, width]} or with channels too. */
  static IdxFile images(Path path) throws IOException {
    return new IdxFile(path).readHeader("images", "00 00 08 03 or 00 00 08 04");
  }

  private IdxFile readHeader(String kind, String expected) throws IOException {
    try (InputStream content = open()) {
      String magic = HEX.formatHex(readInt(content, 0));
      if (!kind.equals(KINDS.get(magic))) {
        String found = ", but there was " + magic + guess(magic);
        throw problem(
            0,
            "expected " + kind + " as an IDX file of bytes, which begins with " + expected + found);
      }
      shape = new int[magic.charAt(magic.length() - 1) - '0'];
      for (int axis = 0; axis < shape.length; axis++) {
        int offset = 4 + 4 * axis;
        shape[axis] = ByteBuffer.wrap(readInt(content, offset)).getInt();
        if (shape[axis] < 1) {
          long size = Integer.toUnsignedLong(shape[axis]);
          throw problem(offset, "expected a size of at least 1, but was " + size);
        }
      }
    }
    requireElements();
    return this;
  }

  private static String guess(String magic) {
    String type =
        magic.startsWith("00 00") ? TYPES.get(HexFormat.fromHexDigits(magic, 6, 8)) : null;
    String kind = type == null ? KINDS.get(magic) : "an IDX file of " + type;
    return kind == null ? "" : ", the beginning of " + kind;
  }

  private byte[] readInt(InputStream content, int offset) throws IOException {
    byte[] bytes = content.readNBytes(4);
    if (bytes.length < 4) {
      throw problem(
          offset, "expected 4 bytes of the header, but the file ends after " + bytes.length);
    }
    return bytes;
  }

  /** Compares the header with the size of the file, before memory is allocated. */
  private void requireElements() throws IOException {
    double length = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    long size = Files.size(path);
    String header = "the header announces " + Arrays.toString(shape);
    if (compressed && length > (double) size * MAX_DEFLATE_RATIO) {
      throw problem(4, header + ", more than the " + size + " bytes of the gzip file can hold");
    }
    if (!compressed && size != start() + length) {
      String expected = String.format(Locale.ROOT, "%.0f", start() + length);
      throw problem(4, header + ", so a file of " + expected + " bytes, but it has " + size);
    }
    if (length > MAX_ARRAY) {
      throw problem(4, header + ", more than the " + MAX_ARRAY + " bytes that can be read");
    }
  }

  Path path() {
    return path;
  }

  /** The size of an axis, 1 for an axis after the last. */
  int shape(int axis) {
    return axis < shape.length ? shape[axis] : 1;
  }

  /** The position of the first element. */
  long start() {
    return 4 + 4L * shape.length;
  }

  /** Reads the elements. Memory grows with what the file holds, never beyond the header's size. */
  byte[] read() throws IOException {
    int length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    long end = start() + length;
    try (InputStream content = open()) {
      content.skipNBytes(start());
      byte[] elements = content.readNBytes(length);
      if (elements.length < length) {
        int missing = length - elements.length;
        throw problem(end - missing, "expected " + missing + " more bytes, but the file ends");
      }
      if (content.read() >= 0) {
        throw problem(end, "expected the end of the file, but more follows");
      }
      long left = content instanceof Gunzip gunzip ? gunzip.left() : 0;
      if (left > 0) {
        throw problem(end, "expected the end of the gzip file, but " + left + " more bytes follow");
      }
      return elements;
    }
  }

  private InputStream open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    try {
      return compressed
          ? new Gunzip(channel)
          : new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    } catch (IOException e) {
      channel.close();
      throw explain(e, 0);
    }
  }

  private IOException explain(IOException e, long position) {
    if (e instanceof EOFException) {
      return problem(position, "expected more of the gzip file, but it is cut off");
    }
    return e instanceof ZipException
        ? problem(position, "the gzip file is damaged: " + e.getMessage())
        : e;
  }

  FileFormatException problem(long position, String problem) {
    String where = "at byte " + position + (compressed ? " unpacked: " : ": ");
    return new FileFormatException(path, where + problem);
  }

  /** Gzip decompression with positions; it knows the bytes after the last member. */
  private final class Gunzip extends GZIPInputStream {
    private static final int TRAILER = 8; // bytes of gzip after the compressed ones

    private final SeekableByteChannel channel;
    private long filled; // position in the file up to which bytes were given to the inflater
    private long position; // in the uncompressed file

    Gunzip(SeekableByteChannel channel) throws IOException {
      super(Channels.newInputStream(channel), 1 << 16);
      this.channel = channel;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int count = super.read(bytes, from, length);
        position += Math.max(count, 0);
        return count;
      } catch (IOException e) {
        throw explain(e, position);
      }
    }

    @Override
    protected void fill() throws IOException {
      super.fill();
      filled = channel.position();
    }

    long left() throws IOException {
      return channel.size() - (filled - inf.getRemaining()) - TRAILER;
    }
  }
}
