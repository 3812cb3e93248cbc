package io.github.taeda.nn.io;

import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.internal.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays by name in NumPy's files: {@code numpy.load("arrays.npz")["name"]}, {@code
 * numpy.savez("arrays.npz", name=array)}.
 */
public final class Npz {
  private static final LocalDateTime SAME = LocalDateTime.of(1980, 1, 1, 0, 0); // bytes alike

  private static final long MAX_DEFLATE_RATIO = 1032; // bytes that one compressed byte can become

  private Npz() {}

  /**
   * Writes an .npz file, whole or not at all ({@link AtomicFile}).
   *
   * @param path the file, replaced if it exists
   * @param arrays by name, FLOAT, DOUBLE, INT or LONG, of any layout, written in 'c' order
   * @throws IllegalArgumentException if a name is empty, or an array is empty, closed or of another
   *     type; nothing is written then
   * @throws IOException if writing fails; the old file is as before then
   */
  public static void write(Path path, Map<String, INDArray> arrays) throws IOException {
    Objects.requireNonNull(arrays, "Npz: arrays is null");
    Map<String, TensorType> types = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          Objects.requireNonNull(name, "Npz: a name is null");
          if (name.isEmpty()) {
            throw new IllegalArgumentException("Npz: a name is empty");
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
      zip.write(NpyHeader.write(type.getValue(), array.shape()));
      Elements.write(array, type.getValue(), Channels.newChannel(zip));
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * Reads all arrays of an .npz file, compressed or not, with the types of {@link Npy#read}.
   *
   * @param path a file of the default file system
   * @return new arrays in 'c' order by name, in the order of the file
   * @throws FileFormatException if the file is damaged, or an array is of another type
   * @throws IOException if it cannot be read
   */
  public static Map<String, INDArray> read(Path path) throws IOException {
    return read(path, name -> true);
  }

  /**
   * Reads some arrays of an .npz file; others may be of any type.
   *
   * @throws IllegalArgumentException if there is no array of a name
   */
  public static Map<String, INDArray> read(Path path, String... names) throws IOException {
    Set<String> wanted = new HashSet<>(List.of(names));
    Map<String, INDArray> arrays = read(path, wanted::contains);
    for (String name : names) {
      if (!arrays.containsKey(name)) {
        throw new IllegalArgumentException("Npz: " + path + " has no array \"" + name + "\"");
      }
    }
    return arrays;
  }

  private static Map<String, INDArray> read(Path path, Predicate<String> wanted)
      throws IOException {
    Objects.requireNonNull(path, "Npz: path is null");
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName().replaceFirst("\\.npy$", "");
        if (wanted.test(name) && !entry.isDirectory()) {
          arrays.put(name, read(path, name, zip, entry));
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new FileFormatException(path, "is no sound zip file: " + e.getMessage(), e);
    }
    return arrays;
  }

  private static INDArray read(Path path, String name, ZipFile zip, ZipEntry entry)
      throws IOException {
    String who = "array \"" + name + "\": ";
    try (CheckedInputStream bytes =
        new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      long capacity = MAX_DEFLATE_RATIO * (entry.getCompressedSize() + 1);
      INDArray array = Npy.read(path, who, bytes, entry.getSize(), capacity);
      if (bytes.read() >= 0 || bytes.getChecksum().getValue() != entry.getCrc()) {
        throw new FileFormatException(path, who + "its checksum is wrong");
      }
      return array;
    } catch (ZipException | EOFException e) {
      throw new FileFormatException(path, who + e.getMessage(), e);
    }
  }
}
