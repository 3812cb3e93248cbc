package io.github.taeda.nn.data.readers;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;
import javax.imageio.stream.ImageInputStream;

/**
 * The blocks of a GIF file. Without a word ImageIO fills an image up when its codes end too early
 * or make no sense.
 */
final class GifBlocks {
  private static final int HEADER = 13; // bytes before the colours
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  private final ImageInputStream file;

  private GifBlocks(ImageInputStream file) {
    this.file = file;
  }

  /** Requires all blocks up to the last, and codes for exactly the pixels of the first image. */
  static void requireWhole(ImageInputStream file) throws IOException {
    file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    new GifBlocks(file).require();
  }

  private void require() throws IOException {
    file.seek(HEADER - 3);
    int packed = file.readUnsignedByte();
    file.seek(HEADER);
    skipColours(packed);
    boolean first = true;
    for (int block = file.readUnsignedByte(); block != TRAILER; block = file.readUnsignedByte()) {
      if (block == EXTENSION) {
        file.readUnsignedByte();
      } else if (block == IMAGE) {
        image(first);
        first = false;
      } else {
        throw new IOException(String.format(Locale.ROOT, "0x%02x begins no block", block));
      }
      skipSubBlocks();
    }
  }

  private void image(boolean first) throws IOException {
    file.readInt(); // left, top
    long pixels = (long) file.readUnsignedShort() * file.readUnsignedShort();
    skipColours(file.readUnsignedByte());
    int bits = file.readUnsignedByte();
    if (first) {
      long start = file.getStreamPosition();
      long found = new GifCodes(file, bits).pixels();
      if (found != pixels) {
        throw new IOException("the codes are for " + found + " pixels, not for " + pixels);
      }
      file.seek(start);
    }
  }

  private void skipColours(int packed) throws IOException {
    if ((packed & 0x80) != 0) {
      file.seek(file.getStreamPosition() + 3L * (2 << (packed & 7)));
    }
  }

  private void skipSubBlocks() throws IOException {
    for (int length = file.readUnsignedByte(); length > 0; length = file.readUnsignedByte()) {
      file.seek(file.getStreamPosition() + length);
    }
  }
}
