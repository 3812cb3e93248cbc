package io.github.taeda.nn.data.readers;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;
import javax.imageio.stream.ImageInputStream;

/**
 * The orientation in EXIF data: a TIFF structure in an APP1 segment of a JPEG file, in the eXIf
 * chunk of a PNG file, or a TIFF file itself. EXIF data that are damaged say nothing.
 */
final class Exif {
  private static final int ORIENTATION = 274;
  private static final int ENTRY = 12; // bytes of a directory's entry
  private static final int JPEG_APP1 = 0xffe1;
  private static final int JPEG_SCAN = 0xffda; // pixels follow; EXIF data come before
  private static final int PNG_EXIF = 0x65584966; // the type eXIf

  private Exif() {}

  /** The orientation of the image in a file whose format has a name of ImageIO's. */
  static Orientation orientation(ImageInputStream file, String format) throws IOException {
    file.setByteOrder(ByteOrder.BIG_ENDIAN);
    return switch (format) {
      case "jpeg" -> jpeg(file);
      case "png" -> png(file);
      case "tif", "tiff" -> tiff(file, 0);
      default -> Orientation.UPRIGHT;
    };
  }

  private static Orientation jpeg(ImageInputStream file) throws IOException {
    file.seek(2); // after the marker that begins a file
    for (int marker = marker(file); marker != JPEG_SCAN; marker = marker(file)) {
      long segment = file.getStreamPosition();
      int length = file.readUnsignedShort(); // its own two bytes included
      if (marker == JPEG_APP1 && length >= 8 + 8 && isExif(file)) {
        return metadata(file, segment + 8);
      }
      file.seek(segment + length);
    }
    return Orientation.UPRIGHT;
  }

  /** Reads a marker, which fill bytes may precede. */
  private static int marker(ImageInputStream file) throws IOException {
    int marker = file.readUnsignedShort();
    while (marker == 0xffff) {
      marker = 0xff00 | file.readUnsignedByte();
    }
    if (marker >> 8 != 0xff) {
      throw new IOException(
          String.format(Locale.ROOT, "Corrupt JPEG data: 0x%04x is no marker", marker));
    }
    return marker;
  }

  private static boolean isExif(ImageInputStream file) throws IOException {
    return file.readInt() == 0x45786966 && file.readUnsignedShort() == 0; // Exif
  }

  private static Orientation png(ImageInputStream file) throws IOException {
    long chunk = PngChunks.FIRST;
    int type = 0;
    while (type != PngChunks.END) {
      file.seek(chunk);
      long length = file.readUnsignedInt();
      type = file.readInt();
      if (type == PNG_EXIF) {
        return metadata(file, chunk + 8);
      }
      chunk += length + 12;
    }
    return Orientation.UPRIGHT;
  }

  /** Upright if the EXIF data are damaged, as in browsers: the pixels are not. */
  private static Orientation metadata(ImageInputStream file, long start) throws IOException {
    try {
      return tiff(file, start);
    } catch (IOException e) {
      return Orientation.UPRIGHT;
    }
  }

  /** Reads the first directory of a TIFF structure. */
  private static Orientation tiff(ImageInputStream file, long start) throws IOException {
    file.seek(start);
    int order = file.readUnsignedShort();
    file.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if ((order != 0x4949 && order != 0x4d4d) || file.readUnsignedShort() != 42) {
      throw new IOException("Corrupt EXIF data: they are no TIFF structure");
    }
    long directory = start + file.readUnsignedInt();
    file.seek(directory);
    int entries = file.readUnsignedShort();
    for (int i = 0; i < entries; i++) {
      file.seek(directory + 2 + (long) i * ENTRY);
      if (file.readUnsignedShort() == ORIENTATION) {
        file.skipBytes(6); // type, a short, and count, 1
        return Orientation.of(file.readUnsignedShort());
      }
    }
    return Orientation.UPRIGHT;
  }
}
