package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;

/**
 * The pixels of one image file, in a format that ImageIO reads (PNG, JPEG, BMP, GIF, …), read as
 * {@link ImageFolders} reads those of a folder: upright, transparent pixels drawn on white.
 *
 * <p>A file that is no image, is damaged or truncated, or announces more pixels than its bytes can
 * hold raises a {@link FileFormatException} that names it.
 */
public final class ImageFile {
  /** Warnings about lost pixels; others are about metadata. */
  private static final Pattern DAMAGE =
      Pattern.compile("Corrupt|Truncated|Premature|Inconsistent progression");

  private final PixelSize size;
  private final int channels;
  private final byte[] pixels;

  private ImageFile(PixelSize size, int channels, byte[] pixels) {
    this.size = size;
    this.channels = channels;
    this.pixels = pixels;
  }

  /** Reads an image as grey levels, one channel; colours are converted to their brightness. */
  public static ImageFile grey(Path file) throws IOException {
    return read(file, 1);
  }

  /** Reads an image as red, green and blue, three channels. */
  public static ImageFile colour(Path file) throws IOException {
    return read(file, 3);
  }

  private static ImageFile read(Path file, int channels) throws IOException {
    Objects.requireNonNull(file, "ImageFile: file is null");
    PixelSize size = PixelSize.of(file);
    return new ImageFile(size, channels, read(file, size, channels));
  }

  /** The height of the image. */
  public int height() {
    return size.height();
  }

  /** The width of the image. */
  public int width() {
    return size.width();
  }

  /** The number of channels, 1 or 3. */
  public int channels() {
    return channels;
  }

  /** A copy of the pixels, unsigned bytes {@code [height, width, channels]} in C order. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /** The pixels of an image whose size its header gives. */
  static byte[] read(Path file, PixelSize size, int channels) throws IOException {
    byte[] pixels =
        new byte[Math.multiplyExact(Math.multiplyExact(size.height(), size.width()), channels)];
    read(file, channels, pixels, 0);
    return pixels;
  }

  /** Writes an image's bytes, {@code [height, width, channels]}, to an array, from an offset on. */
  static void read(Path file, int channels, byte[] pixels, int offset) throws IOException {
    Decoded decoded = decode(file);
    BufferedImage image = decoded.image;
    PixelSize size = decoded.orientation.size(image.getHeight(), image.getWidth());
    boolean grey = isGrey(image.getColorModel());
    int index = offset;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        int column = decoded.orientation.column(x, y, image.getWidth());
        int row = decoded.orientation.row(x, y, image.getHeight());
        int colour = onWhite(grey ? grey(image, column, row) : image.getRGB(column, row));
        if (channels == 1) {
          pixels[index++] = (byte) brightness(colour);
        } else {
          pixels[index++] = (byte) (colour >> 16);
          pixels[index++] = (byte) (colour >> 8);
          pixels[index++] = (byte) colour;
        }
      }
    }
  }

  /** An image as it is stored. */
  private record Decoded(BufferedImage image, Orientation orientation) {}

  private static boolean isGrey(ColorModel model) {
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(model instanceof IndexColorModel)
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT);
  }

  /** The level in the file, as a colour: getRGB would apply a gamma curve. */
  private static int grey(BufferedImage image, int x, int y) {
    ColorModel model = image.getColorModel();
    int level = level(image, x, y, 0);
    int alpha = model.hasAlpha() ? level(image, x, y, 1) : 255;
    return alpha << 24 | level << 16 | level << 8 | level;
  }

  /** A sample from 0 to 255. */
  private static int level(BufferedImage image, int x, int y, int band) {
    int max = (1 << image.getColorModel().getComponentSize(band)) - 1;
    return (image.getRaster().getSample(x, y, band) * 255 + max / 2) / max;
  }

  private static int onWhite(int colour) {
    int alpha = colour >>> 24;
    int white = 255 * (255 - alpha) + 127; // the 127 rounds
    int red = ((colour >> 16 & 0xff) * alpha + white) / 255;
    int green = ((colour >> 8 & 0xff) * alpha + white) / 255;
    int blue = ((colour & 0xff) * alpha + white) / 255;
    return red << 16 | green << 8 | blue;
  }

  /** The brightness of a colour (ITU-R BT.601). */
  private static int brightness(int colour) {
    int red = colour >> 16 & 0xff;
    int green = colour >> 8 & 0xff;
    int blue = colour & 0xff;
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  private static Decoded decode(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        ImageBytes stream = new ImageBytes(bytes)) {
      ImageReader reader = stream.reader(file);
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      try {
        BufferedImage image = reader.read(0);
        image.coerceData(false); // alpha is not multiplied into the levels
        stream.requireWhole(reader);
        warnings.removeIf(warning -> !DAMAGE.matcher(warning).lookingAt());
        if (!warnings.isEmpty()) {
          throw new IOException(warnings.get(0));
        }
        return new Decoded(image, stream.orientation(reader));
      } catch (IOException | RuntimeException e) {
        throw damaged(file, e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** ImageIO's readers throw many kinds of exceptions when a file is damaged. */
  static FileFormatException damaged(Path file, Exception cause) {
    return new FileFormatException(file, "the image is cut off or damaged: " + cause, cause);
  }
}
