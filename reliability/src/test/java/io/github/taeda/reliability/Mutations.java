package io.github.taeda.reliability;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damage to the bytes of a file: bits flipped, pieces cut out, copied elsewhere or made of random
 * bytes, lengths and numbers set to extremes, the end cut off.
 */
final class Mutations {
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    255,
    0x7fff,
    0x8000,
    0xffff,
    1 << 24,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40
  };
  private static final List<String> TEXTS =
      List.of(
          "-1",
          "0",
          "99999999999",
          "1e999",
          "NaN",
          "\"",
          "{",
          "[[[[[[[[",
          "}",
          ",,",
          "\n",
          "\0",
          "null",
          "\\u",
          "é",
          ":",
          "9223372036854775807",
          "2147483647");

  private Mutations() {}

  /** A copy with one to four damages. */
  static byte[] of(byte[] file, SplittableRandom random) {
    byte[] bytes = file;
    for (int i = 1 + random.nextInt(4) / (1 + random.nextInt(3)); i > 0 && bytes.length > 0; i--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, SplittableRandom random) {
    int at = position(bytes, random);
    int length = 1 + random.nextInt(Math.max(1, Math.min(64, bytes.length - at)));
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        byte[] result = bytes.clone();
        result[at] ^= (byte) (1 << random.nextInt(8));
        yield result;
      }
      case 2 -> {
        byte[] result = bytes.clone();
        result[at] = (byte) random.nextInt(256);
        yield result;
      }
      case 3 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 4 -> joined(bytes, at, at + length, new byte[0]);
      case 5 -> joined(bytes, at, at, randomBytes(length, random));
      case 6 -> {
        int from = random.nextInt(bytes.length - length + 1);
        int end = random.nextBoolean() ? at : at + length; // inserted, or in place of others
        yield joined(bytes, at, end, Arrays.copyOfRange(bytes, from, from + length));
      }
      case 7 -> {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        byte[] other = text.getBytes(StandardCharsets.UTF_8);
        yield joined(bytes, at, Math.min(bytes.length, at + random.nextInt(4)), other);
      }
      default -> extreme(bytes, at, random);
    };
  }

  /** Headers are small and matter most: half of all damage is near the beginning. */
  private static int position(byte[] bytes, SplittableRandom random) {
    return random.nextInt(random.nextBoolean() ? Math.min(128, bytes.length) : bytes.length);
  }

  private static byte[] extreme(byte[] bytes, int at, SplittableRandom random) {
    int width = Math.min(1 << random.nextInt(4), bytes.length);
    int start = Math.min(at, bytes.length - width);
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer result = ByteBuffer.wrap(bytes.clone()).order(order);
    switch (width) {
      case 1 -> result.put(start, (byte) value);
      case 2, 3 -> result.putShort(start, (short) value);
      case 4, 5, 6, 7 -> result.putInt(start, (int) value);
      default -> result.putLong(start, value);
    }
    return result.array();
  }

  private static byte[] randomBytes(int length, SplittableRandom random) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int end, int start, byte[] between) {
    return ByteBuffer.allocate(end + between.length + bytes.length - start)
        .put(bytes, 0, end)
        .put(between)
        .put(bytes, start, bytes.length - start)
        .array();
  }
}
