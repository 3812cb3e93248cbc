package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of an image file. It notes whether more bytes than those were asked for: some of
 * ImageIO's readers return an image of a file that is cut off.
 */
final class ImageBytes extends MemoryCacheImageInputStream {
  private static final int PNG_SIGNATURE = 8; // bytes before the first chunk
  private static final int PNG_END = 0x49454e44; // the type IEND of the last chunk

  private boolean exhausted;

  ImageBytes(InputStream bytes) {
    super(bytes);
  }

  /** A reader for the format of these bytes. */
  ImageReader reader(Path file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(this);
    if (!readers.hasNext()) {
      throw new FileFormatException(file, "is no image of a known format");
    }
    ImageReader reader = readers.next();
    reader.setInput(this, false, true); // without metadata
    exhausted = false;
    return reader;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    exhausted |= value < 0;
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    exhausted |= count < 0;
    return count;
  }

  /** Keeps all bytes: {@link #requireWhole} reads some again. */
  @Override
  public void flushBefore(long position) {}

  /** Requires that no byte was missing when the image was read; in a PNG file none after it. */
  void requireWhole(ImageReader reader) throws IOException {
    if (reader.getFormatName().equalsIgnoreCase("png")) {
      readPngChunks();
    }
    if (exhausted) {
      throw new EOFException();
    }
  }

  private void readPngChunks() throws IOException {
    setByteOrder(ByteOrder.BIG_ENDIAN);
    long chunk = PNG_SIGNATURE;
    int type = 0;
    while (type != PNG_END && !exhausted) {
      seek(chunk);
      long length = readUnsignedInt();
      type = readInt();
      chunk += length + 12; // with length, type and checksum
    }
    seek(chunk - 1);
    read();
  }
}
