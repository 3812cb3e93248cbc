package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The size of an image, read from its header without its pixels. */
record PixelSize(int height, int width) {
  private static final int PIXELS_PER_BYTE = 8 * 1032; // of one bit, packed by deflate

  static PixelSize of(Path file) throws IOException {
    PixelSize size;
    try (InputStream bytes = Files.newInputStream(file)) {
      size = read(file, bytes);
    }
    long length = Files.size(file);
    if ((double) size.height * size.width > (double) length * PIXELS_PER_BYTE) {
      throw new FileFormatException(
          file,
          String.format(
              Locale.ROOT,
              "the header announces %s pixels, more than the %d bytes of the file can hold",
              size,
              length));
    }
    return size;
  }

  private static PixelSize read(Path file, InputStream bytes) throws FileFormatException {
    try (ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new FileFormatException(file, "is no image of a known format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        return new PixelSize(reader.getHeight(0), reader.getWidth(0));
      } finally {
        reader.dispose();
      }
    } catch (FileFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ImageFile.damaged(file, e);
    }
  }

  @Override
  public String toString() {
    return height + " x " + width;
  }
}
