package io.github.taeda.nn.data;

import static io.github.taeda.nn.data.IdxFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.io.FileFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFoldersTest {
  @TempDir Path directory;

  @Test
  void folders_are_classes_in_order_of_their_names() throws IOException {
    grey("dog/b.png", 10, 20);
    grey("dog/a.png", 30, 40);
    grey("cat/x.png", 50, 255);
    Files.createDirectories(directory.resolve(".hidden"));
    Files.writeString(directory.resolve("dog/.notes"), "no image");
    Files.writeString(directory.resolve("readme.txt"), "no folder");

    Images images = ImageFolders.grey(directory);
    assertThat(images).hasToString("Images(3 of 1 x 2 x 1, 2 classes, [*, 2])");
    assertThat(images.classNames()).containsExactly("cat", "dog");
    assertThat(images.pixels(0)).isEqualTo(bytes(50, 255));
    assertThat(images.pixels(1)).isEqualTo(bytes(30, 40));
    assertThat(images.pixels(2)).isEqualTo(bytes(10, 20));
    assertThat(new int[] {images.label(0), images.label(1), images.label(2)})
        .containsExactly(0, 1, 1);
  }

  @Test
  void colours_are_three_channels_or_their_brightness() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x0102ff);
    image.setRGB(1, 0, 0xff0000);
    write("a/a.png", image);
    assertThat(ImageFolders.colour(directory).pixels(0)).isEqualTo(bytes(1, 2, 255, 255, 0, 0));
    // 0.299 · 1 + 0.587 · 2 + 0.114 · 255 = 30.5; 0.299 · 255 = 76.2
    assertThat(ImageFolders.grey(directory).pixels(0)).isEqualTo(bytes(31, 76));
  }

  @Test
  void another_size_is_told() throws IOException {
    grey("a/a.png", 1, 2);
    grey("b/b.png", 1, 2, 3);
    assertRefused(
        directory.resolve("b/b.png"),
        "expected 1 x 2 pixels, the size of " + directory.resolve("a/a.png") + ", but was 1 x 3");
  }

  @Test
  void a_file_that_is_no_image_is_told() throws IOException {
    grey("a/a.png", 1, 2);
    Files.writeString(directory.resolve("a/b.txt"), "hello");
    assertRefused(directory.resolve("a/b.txt"), "is no image of a known format");
  }

  @Test
  void an_image_cut_off_is_told() throws IOException {
    grey("a/a.png", 1, 2);
    Path path = directory.resolve("a/a.png");
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 45));
    assertThatThrownBy(() -> ImageFolders.grey(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(path + ": the image is cut off or damaged: ");
  }

  @Test
  void no_images_at_all_is_told() throws IOException {
    Files.createDirectories(directory.resolve("a"));
    assertRefused(directory, "expected a folder per class with images in it, but there are none");
  }

  private void assertRefused(Path path, String problem) {
    assertThatThrownBy(() -> ImageFolders.grey(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(path + ": " + problem);
  }

  private void grey(String name, int... levels) throws IOException {
    BufferedImage image = new BufferedImage(levels.length, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < levels.length; x++) {
      image.getRaster().setSample(x, 0, 0, levels[x]);
    }
    write(name, image);
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path path = directory.resolve(name);
    Files.createDirectories(path.resolveSibling("."));
    ImageIO.write(image, "png", path.toFile());
  }
}
