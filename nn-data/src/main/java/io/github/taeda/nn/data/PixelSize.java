package io.github.taeda.nn.data;

import io.github.taeda.nn.io.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The size of an image, read from its header without its pixels. */
record PixelSize(int height, int width) {
  static PixelSize of(Path file) throws IOException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
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
