package io.github.taeda.nn.data.readers;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** The LZW codes of a GIF image, in sub-blocks, the low bits first. */
final class GifCodes {
  private static final int MAX_BITS = 12;

  private final ImageInputStream file;
  private final int clear; // the code that empties the table
  private final int[] lengths = new int[1 << MAX_BITS]; // pixels of each code
  private int left; // bytes of the sub-block
  private int bits; // read, but in no code yet
  private int count; // of these bits

  /**
   * Codes that begin at the position of a file.
   *
   * @param pixelBits bits of a pixel
   */
  GifCodes(ImageInputStream file, int pixelBits) throws IOException {
    if (pixelBits < 1 || pixelBits >= MAX_BITS) {
      throw new IOException("codes of " + pixelBits + " bits");
    }
    this.file = file;
    clear = 1 << pixelBits;
  }

  /** How many pixels the codes are for, to the code that ends them or the last sub-block. */
  long pixels() throws IOException {
    int end = clear + 1;
    int next = end + 1;
    int size = Integer.SIZE - Integer.numberOfLeadingZeros(clear);
    int previous = -1; // no code since the table was emptied
    long pixels = 0;
    for (int code = read(size); code != end && code >= 0; code = read(size)) {
      if (code == clear) {
        next = end + 1;
        size = Integer.SIZE - Integer.numberOfLeadingZeros(clear);
        previous = -1;
        continue;
      }
      if (previous >= 0 && next < lengths.length) {
        lengths[next++] = length(previous) + 1;
        size += next == 1 << size && size < MAX_BITS ? 1 : 0;
      }
      if (code >= next) {
        throw new IOException("code " + code + " is beyond the " + next + " known ones");
      }
      pixels += length(code);
      previous = code;
    }
    return pixels;
  }

  private int length(int code) {
    return code < clear ? 1 : lengths[code];
  }

  /** The next code, −1 after the last. */
  private int read(int size) throws IOException {
    while (count < size) {
      if (left == 0) {
        left = file.readUnsignedByte();
        if (left == 0) {
          return -1;
        }
      }
      bits |= file.readUnsignedByte() << count;
      count += 8;
      left--;
    }
    int code = bits & (1 << size) - 1;
    bits >>>= size;
    count -= size;
    return code;
  }
}
