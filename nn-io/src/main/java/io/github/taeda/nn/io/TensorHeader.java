package io.github.taeda.nn.io;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What the header of a safetensors file says, checked against the length of the file: every tensor
 * has its bytes, and every byte its tensor.
 *
 * @param tensors in the order of the header
 * @param metadata names and texts, in order
 * @param start where in the file the elements begin
 */
record TensorHeader(List<Entry> tensors, Map<String, String> metadata, long start) {
  static final String METADATA = "__metadata__";
  static final long LIMIT = 100_000_000; // bytes of a header, the format's own
  private static final int NESTING = 3;
  private static final int MAX_AXES = 32; // ND4J's limit

  /** A tensor: its elements are the bytes begin to end after the header. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(String name, String dtype, long[] shape, long begin, long end) {
    /** The type of its elements; none if no array here can hold the tensor. */
    Optional<TensorType> type() {
      boolean fits = shape.length <= MAX_AXES && LongStream.of(shape).allMatch(axis -> axis > 0);
      return fits ? TensorType.named(dtype) : Optional.empty();
    }

    /** {@code U64 [2, 3]}. */
    @Override
    public String toString() {
      return dtype + " " + Shapes.text(shape);
    }
  }

  /** Reads and checks the header of an open file. */
  static TensorHeader read(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new FileFormatException(
          path, "a safetensors file has at least 8 bytes, but this one has " + size);
    }
    long length =
        ByteBuffer.wrap(bytes(channel, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    requireLength(path, length, size - Long.BYTES);
    return new Parser(path, Long.BYTES + length, size).parse(bytes(channel, (int) length));
  }

  private static void requireLength(Path path, long length, long present)
      throws FileFormatException {
    if (length < 0 || length > LIMIT) {
      throw new FileFormatException(
          path,
          "the header's length must be at most "
              + LIMIT
              + " bytes, but was "
              + Long.toUnsignedString(length)
              + ": is this a safetensors file?");
    }
    if (length > present) {
      throw new FileFormatException(
          path,
          "the header's length is "
              + length
              + " bytes, but only "
              + present
              + " follow in the file");
    }
  }

  private static byte[] bytes(FileChannel channel, int count) throws IOException {
    byte[] bytes = new byte[count];
    Elements.fill(ByteBuffer.wrap(bytes), channel);
    return bytes;
  }

  /** Reads one header. */
  private static final class Parser {
    private final Path path;
    private final long start;
    private final long length; // of all elements, in bytes
    private final List<Entry> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    Parser(Path path, long start, long size) {
      this.path = path;
      this.start = start;
      this.length = size - start;
    }

    TensorHeader parse(byte[] bytes) throws FileFormatException {
      if (bytes.length == 0 || bytes[0] != '{') {
        throw new FileFormatException(path, "the header must begin with {");
      }
      Reader text =
          new InputStreamReader(
              new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
      Json.parse(path, "the header", text, NESTING, this::entries);
      requireNoGaps();
      return new TensorHeader(tensors, metadata, start);
    }

    private Parser entries(Json json) throws IOException {
      json.object(
          name -> {
            if (name.equals(METADATA)) {
              json.object(key -> metadata.put(key, json.string()));
            } else {
              tensors.add(entry(name, json));
            }
          });
      return this;
    }

    private Entry entry(String name, Json json) throws IOException {
      List<String> type = new ArrayList<>();
      List<Long> shape = new ArrayList<>();
      List<Long> offsets = new ArrayList<>();
      List<String> members = new ArrayList<>();
      json.object(
          member -> {
            members.add(member);
            switch (member) {
              case "dtype" -> type.add(json.string());
              case "shape" -> json.list(element -> shape.add(json.integer()));
              case "data_offsets" -> json.list(element -> offsets.add(json.integer()));
              default -> throw json.error("unknown member");
            }
          });
      if (members.size() != 3) {
        throw error(name, "must have dtype, shape and data_offsets, but has " + members);
      }
      return entry(name, type.get(0), longs(shape), longs(offsets));
    }

    private Entry entry(String name, String type, long[] shape, long[] offsets)
        throws FileFormatException {
      requireWithin(name, offsets);
      Entry entry = new Entry(name, type, shape, offsets[0], offsets[1]);
      long elements = elements(name, shape);
      TensorType known = TensorType.named(type).orElse(null);
      if (known == null) {
        return entry; // of a size that is not known here
      }
      double size = (double) elements * known.size();
      if (offsets[1] - offsets[0] != size) {
        throw error(
            name,
            String.format(
                Locale.ROOT,
                "%s needs %.0f bytes, but data_offsets give %d",
                entry,
                size,
                offsets[1] - offsets[0]));
      }
      return entry;
    }

    private void requireWithin(String name, long... offsets) throws FileFormatException {
      if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
        throw error(
            name, "data_offsets must be [begin, end] in order, but were " + Shapes.text(offsets));
      }
      if (offsets[1] > length) {
        throw error(
            name,
            "its elements end at byte " + offsets[1] + ", but only " + length + " bytes follow");
      }
    }

    private long elements(String name, long[] shape) throws FileFormatException {
      try {
        long elements = 1;
        for (long axis : shape) {
          if (axis < 0) {
            throw error(name, "no size may be negative, but its shape is " + Shapes.text(shape));
          }
          elements = Math.multiplyExact(elements, axis);
        }
        return elements;
      } catch (ArithmeticException e) {
        throw error(name, "shape " + Shapes.text(shape) + " is too large for any file");
      }
    }

    private void requireNoGaps() throws FileFormatException {
      List<Entry> sorted = new ArrayList<>(tensors);
      sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      long end = 0;
      for (Entry entry : sorted) {
        if (entry.begin < end) {
          throw error(
              entry.name, "its elements begin at byte " + entry.begin + " within another tensor's");
        }
        if (entry.begin > end) {
          throw error(
              entry.name, "bytes " + end + " to " + entry.begin + " before it belong to no tensor");
        }
        end = entry.end;
      }
      if (end != length) {
        throw new FileFormatException(
            path,
            "the tensors have " + end + " bytes, but " + length + " follow the header in the file");
      }
    }

    private FileFormatException error(String name, String problem) {
      return new FileFormatException(path, "tensor \"" + name + "\": " + problem);
    }

    private static long[] longs(List<Long> numbers) {
      return numbers.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
