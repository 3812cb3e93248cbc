package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageReader;

/** The size of an upright image, read from its header without its pixels. */
record PixelSize(int height, int width) {
  private static final int MAX_PIXELS_PER_BYTE = 8 * 1032; // of one bit, packed by deflate

  /** A size that a caller gives, of at least one pixel. */
  static PixelSize require(int height, int width) {
    Shapes.requireSize("ImageFolders", "height", height);
    Shapes.requireSize("ImageFolders", "width", width);
    return new PixelSize(height, width);
  }

  static PixelSize of(Path file) throws IOException {
    PixelSize size = read(file);
    long length = Files.size(file);
    if ((double) size.height * size.width > (double) length * MAX_PIXELS_PER_BYTE) {
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

  private static PixelSize read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        ImageBytes stream = new ImageBytes(bytes)) {
      ImageReader reader = stream.reader(file);
      try {
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        return stream.orientation(reader).size(height, width);
      } catch (IOException | RuntimeException e) {
        throw ImageFile.damaged(file, e);
      } finally {
        reader.dispose();
      }
    }
  }

  @Override
  public String toString() {
    return height + " x " + width;
  }
}
