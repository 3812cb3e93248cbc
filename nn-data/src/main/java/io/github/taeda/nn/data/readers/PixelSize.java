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
  private static final int MAX_OF_JPEG = 512; // a bit for a block of 8 x 8
  private static final int MAX_OF_GIF = 4096; // more than a code of 12 bits can stand for

  /** A size that a caller gives, of at least one pixel. */
  static PixelSize require(int height, int width) {
    Shapes.requireSize("ImageFolders", "height", height);
    Shapes.requireSize("ImageFolders", "width", width);
    return new PixelSize(height, width);
  }

  static PixelSize of(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        ImageBytes stream = new ImageBytes(bytes)) {
      ImageReader reader = stream.reader(file);
      try {
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        requireContent(file, ImageBytes.format(reader), new PixelSize(height, width));
        return stream.orientation(reader).size(height, width);
      } catch (FileFormatException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw ImageFile.damaged(file, e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Compares what the header says with the size of the file, before memory is allocated. */
  private static void requireContent(Path file, String format, PixelSize size) throws IOException {
    int perByte =
        switch (format) {
          case "jpg", "jpeg" -> MAX_OF_JPEG;
          case "gif" -> MAX_OF_GIF;
          default -> MAX_PIXELS_PER_BYTE;
        };
    long length = Files.size(file);
    if (size.height < 1 || size.width < 1) {
      throw new FileFormatException(file, "the header announces " + size + " pixels");
    }
    if ((double) size.height * size.width > (double) length * perByte) {
      throw new FileFormatException(
          file,
          String.format(
              Locale.ROOT,
              "the header announces %s pixels, more than the %d bytes of the file can hold",
              size,
              length));
    }
  }

  @Override
  public String toString() {
    return height + " x " + width;
  }
}
