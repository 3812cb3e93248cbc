package io.github.taeda.nn.io;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.internal.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Single arrays in NumPy's files: {@code numpy.load("array.npy")}, {@code numpy.save}.
 *
 * <p>FLOAT, DOUBLE, INT and LONG are written; of what is read, half floats are widened to FLOAT,
 * booleans and integers of 8 and 16 bits to INT, unsigned ones of 32 bits to LONG.
 */
public final class Npy {
  private Npy() {}

  /**
   * Writes an .npy file, whole or not at all ({@link AtomicFile}).
   *
   * @param path the file, replaced if it exists
   * @param array FLOAT, DOUBLE, INT or LONG, of any layout, written in 'c' order
   * @throws IllegalArgumentException if the array is empty, closed or of another type; nothing is
   *     written then
   * @throws IOException if writing fails; the old file is as before then
   */
  public static void write(Path path, INDArray array) throws IOException {
    Objects.requireNonNull(path, "Npy: path is null");
    TensorType type = Elements.requireType("Npy", "array", array);
    AtomicFile.write(
        path,
        channel -> {
          channel.write(ByteBuffer.wrap(NpyHeader.write(type, array.shape())));
          Elements.write(array, type, channel);
        });
  }

  /**
   * Reads an .npy file.
   *
   * @return a new array in 'c' order
   * @throws FileFormatException if the file is damaged, or the elements are of another type
   * @throws IOException if it cannot be read
   */
  public static INDArray read(Path path) throws IOException {
    Objects.requireNonNull(path, "Npy: path is null");
    if (Files.isDirectory(path)) {
      throw new FileFormatException(path, "is a directory, not a file of NumPy's");
    }
    long size = Files.size(path);
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
      return read(path, "", bytes, size, size);
    }
  }

  /**
   * Reads an array from a stream.
   *
   * @param name how messages call the array
   * @param size bytes of header and elements
   * @param capacity how many of these bytes the file can hold at most
   */
  static INDArray read(Path path, String name, InputStream bytes, long size, long capacity)
      throws FileFormatException {
    try {
      NpyHeader header = NpyHeader.read(bytes);
      double expected = header.length() + header.elementBytes();
      if (expected != size || size > capacity) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s of shape %s needs %.0f bytes with its header, but there are %d",
                header.type(),
                Shapes.text(header.shape()),
                expected,
                Math.min(size, capacity)));
      }
      return elements(header, bytes);
    } catch (IOException e) {
      throw new FileFormatException(path, name + e.getMessage(), e);
    } catch (OutOfMemoryError | RuntimeException e) { // the latter is how ND4J reports it
      throw new FileFormatException(path, name + "there is no memory: " + e.getMessage(), e);
    }
  }

  private static INDArray elements(NpyHeader header, InputStream bytes) throws IOException {
    long[] shape = header.shape();
    if (!header.fortran() || shape.length < 2) {
      return Elements.read(header.type(), shape, header.order(), Channels.newChannel(bytes));
    }
    int last = shape.length - 1;
    long[] reversed = IntStream.rangeClosed(0, last).mapToLong(i -> shape[last - i]).toArray();
    INDArray stored =
        Elements.read(header.type(), reversed, header.order(), Channels.newChannel(bytes));
    int[] axes = new int[shape.length];
    Arrays.setAll(axes, i -> last - i);
    return stored.permute(axes).dup('c');
  }
}
