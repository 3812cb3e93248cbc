package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of an image file. It notes whether more bytes than those were asked for: some of
 * ImageIO's readers return an image of a file that is cut off.
 */
final class ImageBytes extends MemoryCacheImageInputStream {
  private long length = -1; // not known yet
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
    length = Files.size(file);
    reader.setInput(this, false, true); // without metadata
    exhausted = false;
    return reader;
  }

  /** Where it is known, TIFF's reader allocates no memory for fields that would be longer. */
  @Override
  public long length() {
    return length;
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

  /** The orientation that the file gives its image. */
  Orientation orientation(ImageReader reader) throws IOException {
    return Exif.orientation(this, format(reader));
  }

  /** Requires that no byte was missing when the image was read, and what checksums there are. */
  void requireWhole(ImageReader reader) throws IOException {
    if (exhausted) {
      throw new EOFException();
    }
    switch (format(reader)) {
      case "png" -> PngChunks.requireWhole(this);
      case "gif" -> GifBlocks.requireWhole(this);
      case "tif", "tiff" -> TiffStrips.requireWhole(reader, this);
      default -> {} // others have neither checksums nor an end that is marked
    }
  }

  /** The name of the format in lower case. */
  static String format(ImageReader reader) throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT);
  }
}
