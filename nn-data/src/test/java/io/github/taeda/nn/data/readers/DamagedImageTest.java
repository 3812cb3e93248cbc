package io.github.taeda.nn.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image files cut off after each byte and with each byte changed. */
class DamagedImageTest {
  private static final int SIDE = 20;

  @TempDir Path directory;

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("png", BufferedImage.TYPE_3BYTE_BGR, null),
        Arguments.of("png", BufferedImage.TYPE_BYTE_INDEXED, null),
        Arguments.of("jpg", BufferedImage.TYPE_BYTE_GRAY, null),
        Arguments.of("jpg", BufferedImage.TYPE_3BYTE_BGR, "progressive"),
        Arguments.of("gif", BufferedImage.TYPE_BYTE_INDEXED, null),
        Arguments.of("gif", BufferedImage.TYPE_BYTE_GRAY, "progressive"),
        Arguments.of("bmp", BufferedImage.TYPE_3BYTE_BGR, null),
        Arguments.of("bmp", BufferedImage.TYPE_BYTE_INDEXED, "BI_RLE8"),
        Arguments.of("wbmp", BufferedImage.TYPE_BYTE_BINARY, null),
        Arguments.of("tiff", BufferedImage.TYPE_BYTE_GRAY, null),
        Arguments.of("tiff", BufferedImage.TYPE_BYTE_GRAY, "LZW"),
        Arguments.of("tiff", BufferedImage.TYPE_3BYTE_BGR, "ZLib"),
        Arguments.of("tiff", BufferedImage.TYPE_BYTE_GRAY, "JPEG"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_cut_off_after_any_byte_is_rejected(String format, int type, String compression)
      throws IOException {
    byte[] whole = file(format, type, compression);
    assertThat(read(whole)).hasSize(SIDE * SIDE * 3);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(FileFormatException.class)
          .hasMessageStartingWith(directory.resolve("image") + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED})
  void a_png_file_with_any_byte_changed_is_rejected(int type) throws IOException {
    byte[] whole = file("png", type, null);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> read(changed))
          .as("byte %d", i)
          .isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void a_colour_of_a_png_palette_is_covered_by_a_checksum() throws IOException {
    byte[] file = file("png", BufferedImage.TYPE_BYTE_INDEXED, null);
    file[8 + 25 + 8] ^= 1; // after the signature, IHDR, length and type
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            directory.resolve("image")
                + ": the image is cut off or damaged: java.io.IOException: the checksum of chunk"
                + " PLTE is wrong");
  }

  @Test
  void a_changed_byte_in_the_deflated_strips_of_a_tiff_file_is_noticed() throws IOException {
    byte[] whole = file("tiff", BufferedImage.TYPE_3BYTE_BGR, "ZLib");
    byte[] pixels = read(whole);
    int rejected = 0;
    int strip = new String(whole, StandardCharsets.ISO_8859_1).indexOf("x\u00da"); // zlib's
    for (int i = strip; i < strip + 300; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 4;
      try {
        assertThat(read(changed)).as("byte %d", i).isEqualTo(pixels);
      } catch (FileFormatException e) {
        rejected++;
      }
    }
    assertThat(rejected).isGreaterThan(290);
  }

  @Test
  void a_tiff_field_that_is_longer_than_its_file_takes_no_memory() throws IOException {
    byte[] file = file("tiff", BufferedImage.TYPE_3BYTE_BGR, "ZLib");
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int field = bytes.getInt(4) + 2; // tag, type, count, value or offset
    while (bytes.getShort(field) != 273) { // offsets of strips
      field += 12;
    }
    bytes.putInt(field + 4, 100_000_000); // four bytes each
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            directory.resolve("image")
                + ": the image is cut off or damaged: javax.imageio.IIOException: Insufficient data"
                + " offsets or byte counts");
  }

  @Test
  void a_gif_file_whose_codes_are_for_fewer_pixels_is_rejected() throws IOException {
    byte[] file = file("gif", BufferedImage.TYPE_BYTE_GRAY, null);
    byte[] taller = file.clone();
    int image = 13 + 3 * 256;
    while (taller[image] == 0x21) { // an extension: label, then sub-blocks
      image += 2;
      while (taller[image] != 0) {
        image += 1 + taller[image];
      }
      image++;
    }
    assertThat(taller[image]).isEqualTo((byte) 0x2c);
    taller[image + 7]++; // the height, which ImageIO would fill up
    assertThatThrownBy(() -> read(taller))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            directory.resolve("image")
                + ": the image is cut off or damaged: java.io.IOException: the codes are for 400"
                + " pixels, not for 420");
  }

  @Test
  void a_gif_image_of_one_colour_has_long_codes() throws IOException {
    BufferedImage image = new BufferedImage(700, 700, BufferedImage.TYPE_BYTE_GRAY);
    Path file = directory.resolve("plain.gif");
    ImageIO.write(image, "gif", file.toFile());
    byte[] pixels = new byte[700 * 700];
    Arrays.fill(pixels, (byte) 1);
    ImageFile.read(file, 1, pixels, 0);
    assertThat(pixels).containsOnly(0);
  }

  private byte[] read(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("image"), bytes);
    PixelSize size = PixelSize.of(file);
    byte[] pixels = new byte[size.height() * size.width() * 3];
    ImageFile.read(file, 3, pixels, 0);
    return pixels;
  }

  private static byte[] file(String format, int type, String compression) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, random.nextInt());
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    if ("progressive".equals(compression)) {
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    } else if (compression != null) {
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(compression);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    }
    return bytes.toByteArray();
  }
}
