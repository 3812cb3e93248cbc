package io.github.taeda.nn.data.readers;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;

/** The strips or tiles of a TIFF file, whose checksums ImageIO does not compare. */
final class TiffStrips {
  private TiffStrips() {}

  /** Requires whole strips with the checksums they say, if they are compressed by deflate. */
  static void requireWhole(ImageReader reader, ImageInputStream file) throws IOException {
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
    TIFFField compression = directory.getTIFFField(BaselineTIFFTagSet.TAG_COMPRESSION);
    int kind = compression == null ? 0 : compression.getAsInt(0);
    if (kind != BaselineTIFFTagSet.COMPRESSION_ZLIB
        && kind != BaselineTIFFTagSet.COMPRESSION_DEFLATE) {
      return;
    }
    boolean tiles = directory.containsTIFFField(BaselineTIFFTagSet.TAG_TILE_OFFSETS);
    TIFFField offsets =
        directory.getTIFFField(
            tiles ? BaselineTIFFTagSet.TAG_TILE_OFFSETS : BaselineTIFFTagSet.TAG_STRIP_OFFSETS);
    TIFFField lengths =
        directory.getTIFFField(
            tiles
                ? BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS
                : BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS);
    for (int i = 0; offsets != null && lengths != null && i < lengths.getCount(); i++) {
      file.seek(offsets.getAsLong(i));
      inflate(file, lengths.getAsLong(i));
    }
  }

  private static void inflate(ImageInputStream file, long length) throws IOException {
    Inflater inflater = new Inflater();
    byte[] block = new byte[1 << 13];
    byte[] inflated = new byte[1 << 13];
    long left = length;
    try {
      while (!inflater.finished()) {
        if (inflater.inflate(inflated) == 0 && !inflater.finished()) {
          int count = file.read(block, 0, (int) Math.min(left, block.length));
          if (count <= 0) {
            throw new EOFException();
          }
          inflater.setInput(block, 0, count);
          left -= count;
        }
      }
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
