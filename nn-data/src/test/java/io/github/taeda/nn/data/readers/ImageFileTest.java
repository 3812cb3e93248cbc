package io.github.taeda.nn.data.readers;

import static io.github.taeda.nn.data.readers.IdxFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  @TempDir Path directory;

  static Stream<Arguments> images_of_grey_128() {
    BufferedImage rgb = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    rgb.setRGB(0, 0, 0x808080);
    return Stream.of(
        Arguments.of("png", grey(DataBuffer.TYPE_BYTE, 128)),
        Arguments.of("jpg", grey(DataBuffer.TYPE_BYTE, 128)),
        Arguments.of("bmp", grey(DataBuffer.TYPE_BYTE, 128)),
        Arguments.of("tiff", grey(DataBuffer.TYPE_BYTE, 128)),
        Arguments.of("png", grey(DataBuffer.TYPE_USHORT, 128 * 257)),
        Arguments.of("png", grey(DataBuffer.TYPE_BYTE, 128, 255)),
        Arguments.of("png", grey(DataBuffer.TYPE_USHORT, 128 * 257, 65535)),
        Arguments.of("png", rgb),
        Arguments.of("png", palette(128)));
  }

  @ParameterizedTest
  @MethodSource("images_of_grey_128")
  void a_grey_is_the_same_number_in_every_format(String format, BufferedImage image)
      throws IOException {
    Path file = write(format, image);
    assertThat(read(file, 1)).isEqualTo(bytes(128));
    assertThat(read(file, 3)).isEqualTo(bytes(128, 128, 128));
  }

  static Stream<Arguments> transparent_images() {
    return Stream.of(
        Arguments.of(coloured(0x00000000), bytes(255, 255, 255), 255),
        Arguments.of(coloured(0xff000000), bytes(0, 0, 0), 0),
        // 0.2 · (255, 0, 100) + 0.8 · 255 = (255, 204, 224);
        // 0.299 · 255 + 0.587 · 204 + 0.114 · 224 = 221.5
        Arguments.of(coloured(0x33ff0064), bytes(255, 204, 224), 222),
        // 0.2 · 100 + 0.8 · 255
        Arguments.of(grey(DataBuffer.TYPE_BYTE, 100, 51), bytes(224, 224, 224), 224));
  }

  @ParameterizedTest
  @MethodSource("transparent_images")
  void what_is_transparent_lies_on_white(BufferedImage image, byte[] colour, int grey)
      throws IOException {
    Path file = write("png", image);
    assertThat(read(file, 3)).isEqualTo(colour);
    assertThat(read(file, 1)).isEqualTo(bytes(grey));
  }

  static Stream<Arguments> formats() {
    return Stream.of("png", "jpg", "bmp", "gif", "tiff", "wbmp")
        .flatMap(format -> Stream.of(20, 40).map(side -> Arguments.of(format, side)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void an_image_cut_off_anywhere_is_rejected(String format, int side) throws IOException {
    int type =
        format.equals("wbmp") ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_GRAY;
    Path file = write(format, noise(side, type));
    byte[] whole = Files.readAllBytes(file);
    ImageFile.read(file, 1, new byte[side * side], 0); // is read without complaint
    for (int percent : new int[] {30, 50, 80, 95}) {
      Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));
      assertThatThrownBy(() -> ImageFile.read(file, 1, new byte[side * side], 0))
          .as("%d %%", percent)
          .isInstanceOf(FileFormatException.class)
          .hasMessageStartingWith(file + ": the image is cut off or damaged: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
  void bytes_after_an_image_are_ignored(String format) throws IOException {
    Path file = write(format, noise(8, BufferedImage.TYPE_BYTE_GRAY));
    byte[] pixels = new byte[64];
    ImageFile.read(file, 1, pixels, 0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 50));
    byte[] again = new byte[64];
    ImageFile.read(file, 1, again, 0);
    assertThat(again).isEqualTo(pixels);
  }

  @Test
  void a_jpeg_file_with_damaged_bytes_is_rejected() throws IOException {
    Path file = write("jpg", noise(64, BufferedImage.TYPE_BYTE_GRAY));
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 200, (byte) 0x55);
    Files.write(file, bytes);
    assertThatThrownBy(() -> ImageFile.read(file, 1, new byte[64 * 64], 0))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(file + ": the image is cut off or damaged: ")
        .hasMessageContaining("Corrupt JPEG data");
  }

  private static BufferedImage noise(int side, int type) {
    SplittableRandom random = new SplittableRandom(1);
    BufferedImage image = new BufferedImage(side, side, type);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, random.nextBoolean() ? 0xffffff : 0);
    }
    return image;
  }

  private Path write(String format, BufferedImage image) throws IOException {
    Path file = directory.resolve("image." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static byte[] read(Path file, int channels) throws IOException {
    byte[] pixels = new byte[channels];
    ImageFile.read(file, channels, pixels, 0);
    return pixels;
  }

  /** One pixel of a level, and an alpha if there are two samples. */
  private static BufferedImage grey(int type, int... samples) {
    boolean alpha = samples.length == 2;
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, samples);
    return new BufferedImage(model, raster, false, null);
  }

  private static BufferedImage palette(int level) {
    byte[] levels = bytes(0, level);
    BufferedImage image =
        new BufferedImage(
            1,
            1,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 2, levels, levels, levels));
    image.getRaster().setSample(0, 0, 0, 1);
    return image;
  }

  private static BufferedImage coloured(int argb) {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, argb);
    return image;
  }

  @Test
  void one_file_is_read_in_grey_or_in_colour() throws IOException {
    Path file = directory.resolve("two.png");
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x0a141e);
    ImageIO.write(image, "png", file.toFile());

    ImageFile colour = ImageFile.colour(file);
    assertThat(new int[] {colour.height(), colour.width(), colour.channels()})
        .containsExactly(1, 2, 3);
    assertThat(colour.pixels()).containsExactly(255, 0, 0, 10, 20, 30);
    ImageFile grey = ImageFile.grey(file);
    assertThat(new int[] {grey.height(), grey.width(), grey.channels()}).containsExactly(1, 2, 1);
    // 0.299 · 255 = 76.2; 2.99 + 11.74 + 3.42 = 18.15
    assertThat(grey.pixels()).containsExactly(76, 18);
  }

  @Test
  void pixels_are_a_copy() throws IOException {
    Path file = directory.resolve("one.png");
    ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    ImageFile image = ImageFile.grey(file);
    image.pixels()[0] = 7;
    assertThat(image.pixels()).containsExactly(0);
  }

  @Test
  void other_files_are_rejected() throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "no image");
    assertThatThrownBy(() -> ImageFile.grey(text))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(text + ": is no image of a known format");
  }
}
