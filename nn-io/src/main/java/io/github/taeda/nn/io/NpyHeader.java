package io.github.taeda.nn.io;

import io.github.taeda.nn.Shapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an array in NumPy's format, without the bytes before its text.
 *
 * @param type of the elements
 * @param order of their bytes
 * @param fortran whether the first axis runs fastest
 * @param shape of the array
 * @param length of the header in bytes, all before the elements
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NpyHeader(TensorType type, ByteOrder order, boolean fortran, long[] shape, long length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_TEXT = 1 << 16;
  private static final int MAX_AXES = 32; // ND4J's limit
  private static final Pattern DESCR = Pattern.compile("'descr' *: *'([<>|=]?)([a-zA-Z]\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order' *: *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape' *: *\\(([0-9, ]*)\\)");

  /** Writes a header, version 1: filled with spaces to a multiple of 64 bytes. */
  static byte[] write(TensorType type, long... shape) {
    String sizes = Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining());
    String text =
        "{'descr': '<" + type.numpy() + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(new byte[] {1, 0});
    bytes.write(length);
    bytes.write(length >> 8);
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(" ".repeat(length - text.length() - 1).getBytes(StandardCharsets.US_ASCII));
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /**
   * Reads a header, of version 1 to 3.
   *
   * @throws IOException that says what is wrong
   */
  static NpyHeader read(InputStream bytes) throws IOException {
    byte[] start = exactly(bytes, MAGIC.length + 2);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("does not begin as an array of NumPy's");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IOException("versions 1 to 3 of NumPy's format are read, but this is " + version);
    }
    int sizeBytes = version == 1 ? 2 : 4;
    long size = 0;
    for (byte part : reversed(exactly(bytes, sizeBytes))) {
      size = size << 8 | (part & 0xff);
    }
    if (size > MAX_TEXT) {
      throw new IOException("the header must have at most " + MAX_TEXT + " bytes, but has " + size);
    }
    String text = new String(exactly(bytes, (int) size), StandardCharsets.ISO_8859_1);
    return parse(text, MAGIC.length + 2 + sizeBytes + size);
  }

  private static NpyHeader parse(String text, long length) throws IOException {
    Matcher descr = DESCR.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    TensorType type = descr.find() ? TensorType.ofNumpy(descr.group(2)).orElse(null) : null;
    if (type == null) {
      throw new IOException(
          "elements must be integers, booleans or floating-point values of at most 64 bits, but"
              + " the header is "
              + text.strip());
    }
    if (!fortran.find() || !shape.find()) {
      throw new IOException("the header must give order and shape, but is " + text.strip());
    }
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    boolean reversed = fortran.group(1).equals("True");
    return new NpyHeader(type, order, reversed, sizes(shape.group(1)), length);
  }

  private static long[] sizes(String text) throws IOException {
    try {
      long[] sizes =
          Pattern.compile(",")
              .splitAsStream(text)
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      if (sizes.length > MAX_AXES || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
        throw new IOException(
            "at most 32 axes with at least one element are read, but the shape is "
                + Shapes.text(sizes));
      }
      return sizes;
    } catch (NumberFormatException e) {
      throw new IOException("the shape (" + text + ") is too large for any file", e);
    }
  }

  /** Bytes of all elements, perhaps more than any file has. */
  double elementBytes() {
    return Arrays.stream(shape).asDoubleStream().reduce(type.size(), (a, b) -> a * b);
  }

  private static byte[] exactly(InputStream bytes, int count) throws IOException {
    byte[] read = bytes.readNBytes(count);
    if (read.length < count) {
      throw new IOException("ends within the header");
    }
    return read;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
