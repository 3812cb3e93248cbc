package io.github.taeda.nn.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages a safetensors file in every way that a disk, a network or a hand may: other lengths,
 * truncations, every number and text of the header replaced, bits flipped.
 */
public final class Corruptions {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "1", "7", "2147483648", "1000000000", "99999999999999999999", "1.5", "[]");
  private static final List<String> TEXTS = List.of("\"\"", "\"x\"", "3", "null", "{}", "[[[[]]]]");

  private final byte[] file;
  private final int headerLength;
  private final Map<String, byte[]> variants = new LinkedHashMap<>();

  private Corruptions(byte[] file) {
    this.file = file;
    this.headerLength = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /**
   * Damaged variants of a file by what was done to them; each differs from the file.
   *
   * @param file a whole safetensors file
   * @param seed where the bits that are flipped come from
   * @param flips how many of them
   */
  public static Map<String, byte[]> of(byte[] file, long seed, int flips) {
    Corruptions corruptions = new Corruptions(file);
    corruptions.lengths();
    corruptions.truncations();
    corruptions.replacements(NUMBER, NUMBERS);
    corruptions.replacements(TEXT, TEXTS);
    corruptions.bits(new SplittableRandom(seed), flips);
    corruptions.variants.values().removeIf(bytes -> Arrays.equals(bytes, file));
    return corruptions.variants;
  }

  private void lengths() {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      put("bit " + bit + " of the header's length flipped", flipped(bit));
    }
    long[] lengths = {
      0, 1, 2, headerLength - 1, headerLength + 1, file.length - 8, file.length, Long.MIN_VALUE
    };
    for (long length : lengths) {
      byte[] bytes = file.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      put("header's length " + length, bytes);
    }
  }

  private void truncations() {
    List<Integer> lengths = new ArrayList<>();
    for (int length = 0; length <= 10; length++) {
      lengths.add(length);
    }
    int start = 8 + headerLength;
    lengths.addAll(List.of(8 + headerLength / 2, start - 1, start, start + 1, start + 4));
    lengths.addAll(List.of((start + file.length) / 2, file.length - 4, file.length - 1));
    for (int length : lengths) {
      put("cut off after " + length + " bytes", Arrays.copyOf(file, length));
    }
    for (int more : new int[] {1, 4, 8, 1000}) {
      put(more + " bytes more", Arrays.copyOf(file, file.length + more));
    }
  }

  /** Replaces each match in the header, texts within texts included, whose length is kept right. */
  private void replacements(Pattern pattern, List<String> values) {
    String header = new String(file, 8, headerLength, StandardCharsets.UTF_8);
    Matcher matcher = pattern.matcher(header);
    while (matcher.find()) {
      for (String value : values) {
        String text =
            header.substring(0, matcher.start()) + value + header.substring(matcher.end());
        put("at " + matcher.start() + ": " + matcher.group() + " -> " + value, withHeader(text));
      }
    }
  }

  private void bits(SplittableRandom random, int flips) {
    for (int i = 0; i < flips; i++) {
      int bit = 64 + random.nextInt(8 * headerLength);
      put("bit " + bit + " flipped", flipped(bit));
    }
  }

  private byte[] flipped(int bit) {
    byte[] bytes = file.clone();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return bytes;
  }

  private byte[] withHeader(String text) {
    byte[] header = text.getBytes(StandardCharsets.UTF_8);
    int numbers = file.length - 8 - headerLength;
    return ByteBuffer.allocate(8 + header.length + numbers)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(file, 8 + headerLength, numbers)
        .array();
  }

  private void put(String name, byte[] bytes) {
    variants.put(name, bytes);
  }
}
