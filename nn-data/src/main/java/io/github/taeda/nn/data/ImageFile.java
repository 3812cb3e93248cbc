package io.github.taeda.nn.data;

import io.github.taeda.nn.io.FileFormatException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The pixels of an image file. */
final class ImageFile {
  private ImageFile() {}

  /** Writes an image's bytes, {@code [height, width, channels]}, to a place in an array. */
  static void read(Path file, int channels, byte[] pixels, int offset) throws IOException {
    BufferedImage image = decode(file);
    int place = offset;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (channels == 1) {
          pixels[place++] = (byte) grey(image, x, y);
        } else {
          int colour = image.getRGB(x, y);
          pixels[place++] = (byte) (colour >> 16);
          pixels[place++] = (byte) (colour >> 8);
          pixels[place++] = (byte) colour;
        }
      }
    }
  }

  /** The grey that the file says, or the brightness of a colour (ITU-R BT.601). */
  private static int grey(BufferedImage image, int x, int y) {
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      Raster raster = image.getRaster(); // getRGB would apply a gamma curve
      return raster.getSample(x, y, 0);
    }
    int colour = image.getRGB(x, y);
    int red = colour >> 16 & 0xff;
    int green = colour >> 8 & 0xff;
    int blue = colour & 0xff;
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  private static BufferedImage decode(Path file) throws IOException {
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    }
    if (image == null) {
      throw new FileFormatException(file, "is no image of a known format");
    }
    return image;
  }

  /** ImageIO's readers throw many things when a file is damaged. */
  static FileFormatException damaged(Path file, Exception cause) {
    return new FileFormatException(file, "the image is cut off or damaged: " + cause, cause);
  }
}
