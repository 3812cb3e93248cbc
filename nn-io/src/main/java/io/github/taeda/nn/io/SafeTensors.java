package io.github.taeda.nn.io;

import static java.nio.file.StandardOpenOption.READ;

import com.google.gson.stream.JsonWriter;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.internal.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays by name and texts by name, the content of a file in the safetensors format, which many
 * other tools read and write.
 *
 * <p>Arrays are written as FLOAT (F32), DOUBLE (F64), INT (I32) or LONG (I64), of any shape,
 * scalars included, but not empty. Smaller types are widened when they are read: F16 and BF16 to
 * FLOAT; I8, U8, I16, U16 and BOOL (0 or 1) to INT; U32 to LONG. Tensors of other types and empty
 * ones are skipped. A file that is read is trusted in nothing: it is checked whole against its
 * length before memory is taken.
 *
 * @param tensors the arrays in order
 * @param metadata the texts in order
 * @param skipped type and shape, such as {@code U64 [3]}, of the tensors that were not read, by
 *     name
 */
public record SafeTensors(
    Map<String, INDArray> tensors, Map<String, String> metadata, Map<String, String> skipped) {

  /** Keeps copies of the maps that cannot be changed, in the same order; arrays are not copied. */
  public SafeTensors {
    Objects.requireNonNull(tensors, "SafeTensors: tensors is null");
    Objects.requireNonNull(metadata, "SafeTensors: metadata is null");
    Objects.requireNonNull(skipped, "SafeTensors: skipped is null");
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
  }

  /** Arrays and texts, with nothing skipped. */
  public SafeTensors(Map<String, INDArray> tensors, Map<String, String> metadata) {
    this(tensors, metadata, Map.of());
  }

  /**
   * Writes a file, whole or not at all ({@link AtomicFile}).
   *
   * @param path the file, replaced if it exists
   * @param tensors arrays by name, of any layout, written in 'c' order
   * @param metadata texts by name
   * @throws IllegalArgumentException if an array is empty, closed or of a type that the format
   *     lacks, or is called {@code __metadata__}; nothing is written then
   * @throws IOException if writing fails; the old file is as before then
   */
  public static void write(Path path, Map<String, INDArray> tensors, Map<String, String> metadata)
      throws IOException {
    SafeTensors content = new SafeTensors(tensors, metadata);
    Map<String, Long> begins = content.begins();
    byte[] header = content.header(begins);
    AtomicFile.write(
        path,
        channel -> {
          writeAll(channel, header);
          for (int size : new int[] {Long.BYTES, Integer.BYTES}) {
            for (INDArray array : content.tensors.values()) {
              TensorType type = TensorType.of(array.dataType()).orElseThrow();
              if (type.size() == size) {
                Elements.write(array, type, channel);
              }
            }
          }
        });
  }

  /**
   * Reads a file.
   *
   * @param path the file
   * @return its arrays, in 'c' order, its texts, and what was skipped
   * @throws FileFormatException if it is not a whole and sound safetensors file
   * @throws IOException if it cannot be read
   */
  public static SafeTensors read(Path path) throws IOException {
    Objects.requireNonNull(path, "SafeTensors: path is null");
    if (Files.isDirectory(path)) {
      throw new FileFormatException(path, "is a directory, not a safetensors file");
    }
    try (FileChannel channel = FileChannel.open(path, READ)) {
      TensorHeader header = TensorHeader.read(path, channel);
      Map<String, INDArray> tensors = new LinkedHashMap<>();
      Map<String, String> skipped = new LinkedHashMap<>();
      for (TensorHeader.Entry entry : header.tensors()) {
        TensorType type = entry.type().orElse(null);
        if (type == null) {
          skipped.put(entry.name(), entry.toString());
        } else {
          channel.position(header.start() + entry.begin());
          tensors.put(entry.name(), read(path, entry, type, channel));
        }
      }
      return new SafeTensors(tensors, header.metadata(), skipped);
    }
  }

  private static INDArray read(
      Path path, TensorHeader.Entry entry, TensorType type, FileChannel channel)
      throws IOException {
    try {
      return Elements.read(type, entry.shape(), ByteOrder.LITTLE_ENDIAN, channel);
    } catch (OutOfMemoryError | RuntimeException e) { // the latter is how ND4J reports it
      throw new FileFormatException(
          path, "there is no memory for the tensor \"" + entry.name() + "\": " + e.getMessage(), e);
    }
  }

  /** Where each array's bytes begin: those of 8 bytes per number first, so that all are aligned. */
  private Map<String, Long> begins() {
    Map<String, Long> begins = new LinkedHashMap<>();
    long end = 0;
    for (int size : new int[] {Long.BYTES, Integer.BYTES}) {
      for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
        String name = Objects.requireNonNull(tensor.getKey(), "SafeTensors: a name is null");
        if (name.equals(TensorHeader.METADATA)) {
          throw new IllegalArgumentException(
              "SafeTensors: no tensor may be called " + name + ", the format's own word");
        }
        INDArray array = tensor.getValue();
        TensorType type = Elements.requireType("SafeTensors", "tensor \"" + name + "\"", array);
        if (type.size() == size) {
          begins.put(name, end);
          end += array.length() * size;
        }
      }
    }
    return begins;
  }

  /** The header's length and its JSON text, filled with spaces to a multiple of 8 bytes. */
  private byte[] header(Map<String, Long> begins) throws IOException {
    byte[] utf8 = json(begins).getBytes(StandardCharsets.UTF_8);
    int length = (utf8.length + 7) / 8 * 8;
    if (length > TensorHeader.LIMIT) {
      throw new IllegalArgumentException(
          "SafeTensors: names and metadata may have at most "
              + TensorHeader.LIMIT
              + " bytes, but have "
              + length);
    }
    byte[] header = new byte[Long.BYTES + length];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(utf8);
    return header;
  }

  private String json(Map<String, Long> begins) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(TensorHeader.METADATA).beginObject();
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          Objects.requireNonNull(entry.getKey(), "SafeTensors: a name of the metadata is null");
          Objects.requireNonNull(entry.getValue(), entry.getKey());
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
        describe(
            json.name(tensor.getKey()),
            tensor.getValue(),
            begins.getOrDefault(tensor.getKey(), 0L));
      }
      json.endObject();
    }
    return text.toString();
  }

  private static void describe(JsonWriter json, INDArray array, long begin) throws IOException {
    TensorType type = TensorType.of(array.dataType()).orElseThrow();
    json.beginObject().name("dtype").value(type.name()).name("shape").beginArray();
    for (long size : array.shape()) {
      json.value(size);
    }
    json.endArray().name("data_offsets").beginArray();
    json.value(begin).value(begin + array.length() * type.size());
    json.endArray().endObject();
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
