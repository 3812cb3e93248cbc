package io.github.taeda.nn.data.readers;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a PNG file, whose checksums ImageIO does not compare. */
final class PngChunks {
  static final int FIRST = 8; // bytes of the signature before the first chunk
  static final int END = 0x49454e44; // the type IEND of the last chunk

  private PngChunks() {}

  /** Requires that all chunks up to the last are there and have the checksums they say. */
  static void requireWhole(ImageInputStream file) throws IOException {
    file.setByteOrder(ByteOrder.BIG_ENDIAN);
    file.seek(FIRST);
    int type = 0;
    while (type != END) {
      long length = file.readUnsignedInt();
      file.mark();
      type = file.readInt();
      file.reset();
      int checksum = checksum(file, length + 4);
      if (file.readInt() != checksum) {
        throw new IOException("the checksum of chunk " + name(type) + " is wrong");
      }
    }
  }

  private static int checksum(ImageInputStream file, long length) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] block = new byte[1 << 13];
    for (long left = length; left > 0; ) {
      int count = file.read(block, 0, (int) Math.min(left, block.length));
      if (count < 0) {
        throw new EOFException();
      }
      checksum.update(block, 0, count);
      left -= count;
    }
    return (int) checksum.getValue();
  }

  private static String name(int type) {
    StringBuilder name = new StringBuilder();
    for (int shift = 24; shift >= 0; shift -= 8) {
      name.append((char) (type >> shift & 0xff));
    }
    return name.toString();
  }
}
