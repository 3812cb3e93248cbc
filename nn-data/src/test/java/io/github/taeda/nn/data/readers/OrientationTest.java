package io.github.taeda.nn.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.files.FileFormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images are read upright, as their metadata say. */
class OrientationTest {
  private static final int BLOCK = 8; // pixels of a side; a JPEG block of one level keeps it

  /** The blocks 123 / 456 as they are seen in each orientation, by the EXIF standard (tag 274). */
  private static final String[] SEEN = {
    "123/456", "321/654", "654/321", "456/123", "14/25/36", "41/52/63", "63/52/41", "36/25/14"
  };

  @TempDir Path directory;

  static Stream<Arguments> orientations() {
    return Stream.of("jpg", "png", "tiff")
        .flatMap(
            format ->
                Stream.of(1, 2, 3, 4, 5, 6, 7, 8).map(number -> Arguments.of(format, number)));
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void an_image_is_read_upright(String format, int orientation) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("all/class"));
    Files.write(folder.resolve("a." + format), image(format, orientation, true));

    assertThat(seen(ImageFolders.grey(directory.resolve("all")))).isEqualTo(SEEN[orientation - 1]);
    assertThat(ImageFolders.colour(directory.resolve("all")).channels()).isEqualTo(3);
  }

  @Test
  void an_orientation_that_is_none_says_nothing() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("all/class"));
    for (int orientation : new int[] {0, 9, 65535}) {
      Files.write(folder.resolve("a.jpg"), image("jpg", orientation, false));
      assertThat(seen(ImageFolders.grey(directory.resolve("all")))).isEqualTo(SEEN[0]);
    }
  }

  @Test
  void images_are_of_one_size_if_they_are_upright() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("all/class"));
    Files.write(folder.resolve("1.jpg"), image("jpg", 1, true));
    Files.write(folder.resolve("2.jpg"), image("jpg", 3, false));
    assertThat(ImageFolders.grey(directory.resolve("all")).height()).isEqualTo(2 * BLOCK);

    Files.write(folder.resolve("3.jpg"), image("jpg", 6, false));
    assertThatThrownBy(() -> ImageFolders.grey(directory.resolve("all")))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            folder.resolve("3.jpg")
                + ": expected 16 x 24 pixels, the size of "
                + folder.resolve("1.jpg")
                + ", but was 24 x 16");
  }

  @Test
  void an_image_whose_exif_data_are_damaged_is_read_as_it_is_stored() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("all/class"));
    int exif = 2 + 4 + 6; // after SOI, marker, length and "Exif"
    byte[] noOrder = image("jpg", 6, true);
    noOrder[exif] = 'X';
    byte[] beyondTheFile = image("jpg", 6, true);
    beyondTheFile[exif + 4] = 0x7f; // of the offset of the directory
    Files.write(folder.resolve("1.jpg"), image("jpg", 1, true));
    Files.write(folder.resolve("2.jpg"), noOrder);
    Files.write(folder.resolve("3.jpg"), beyondTheFile);
    ImageDataset images = ImageFolders.grey(directory.resolve("all"));
    assertThat(images.pixels(1)).isEqualTo(images.pixels(0));
    assertThat(images.pixels(2)).isEqualTo(images.pixels(0));
  }

  private static String seen(ImageDataset images) {
    byte[] pixels = images.pixels(0);
    StringBuilder seen = new StringBuilder();
    for (int y = 0; y < images.height(); y += BLOCK) {
      seen.append(y > 0 ? "/" : "");
      for (int x = 0; x < images.width(); x += BLOCK) {
        seen.append(Math.round((pixels[y * images.width() + x] & 0xff) / 40f));
      }
    }
    return seen.toString();
  }

  private static byte[] image(String format, int orientation, boolean bigEndian)
      throws IOException {
    BufferedImage image = new BufferedImage(3 * BLOCK, 2 * BLOCK, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, 40 * (1 + x / BLOCK + 3 * (y / BLOCK)));
      }
    }
    if (format.equals("tiff")) {
      return tiff(image, orientation);
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(image, format, plain);
    byte[] exif = exif(orientation, bigEndian);
    return format.equals("jpg")
        ? inserted(plain.toByteArray(), 2, jpegSegment(exif))
        : inserted(plain.toByteArray(), 8 + 25, pngChunk(exif)); // after the signature and IHDR
  }

  /** A TIFF structure with a directory of two entries: Make, "ab" and 0, and Orientation. */
  private static byte[] exif(int orientation, boolean bigEndian) {
    ByteBuffer exif = ByteBuffer.allocate(8 + 2 + 24 + 4);
    exif.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    exif.put((byte) (bigEndian ? 'M' : 'I')).put((byte) (bigEndian ? 'M' : 'I'));
    exif.putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 271).putShort((short) 2).putInt(3).put(new byte[] {'a', 'b', 0, 0});
    exif.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    return exif.array();
  }

  private static byte[] jpegSegment(byte[] exif) {
    return ByteBuffer.allocate(4 + 6 + exif.length)
        .putShort((short) 0xffe1)
        .putShort((short) (2 + 6 + exif.length))
        .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
        .put(exif)
        .array();
  }

  private static byte[] pngChunk(byte[] exif) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length).putInt(exif.length);
    chunk.put(new byte[] {'e', 'X', 'I', 'f'}).put(exif);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + exif.length);
    return chunk.putInt((int) checksum.getValue()).array();
  }

  private static byte[] inserted(byte[] file, int at, byte[] more) {
    return ByteBuffer.allocate(file.length + more.length)
        .put(file, 0, at)
        .put(more)
        .put(file, at, file.length - at)
        .array();
  }

  private static byte[] tiff(BufferedImage image, int orientation) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    TIFFDirectory fields = TIFFDirectory.createFromMetadata(metadata);
    fields.addTIFFField(
        new TIFFField(
            BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION),
            orientation));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, fields.getAsMetadata()));
    }
    return bytes.toByteArray();
  }
}
