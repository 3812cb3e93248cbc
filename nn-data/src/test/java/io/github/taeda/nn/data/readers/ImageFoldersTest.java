package io.github.taeda.nn.data.readers;

import static io.github.taeda.nn.data.readers.IdxFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Resize;
import io.github.taeda.nn.files.FileFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    ImageDataset images = ImageFolders.grey(directory);
    assertThat(images).hasToString("ImageDataset(3 of 1 x 2 x 1, 2 classes, [*, 2])");
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
  void another_size_is_rejected() throws IOException {
    grey("a/a.png", 1, 2);
    grey("b/b.png", 1, 2, 3);
    assertRejected(
        directory.resolve("b/b.png"),
        "expected 1 x 2 pixels, the size of " + directory.resolve("a/a.png") + ", but was 1 x 3");
  }

  @Test
  void a_file_that_is_no_image_is_rejected() throws IOException {
    grey("a/a.png", 1, 2);
    Files.writeString(directory.resolve("a/b.txt"), "hello");
    assertRejected(directory.resolve("a/b.txt"), "is no image of a known format");
  }

  @Test
  void an_image_cut_off_is_rejected() throws IOException {
    grey("a/a.png", 1, 2);
    Path path = directory.resolve("a/a.png");
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 45));
    assertThatThrownBy(() -> ImageFolders.grey(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(path + ": the image is cut off or damaged: ");
  }

  @Test
  void no_images_at_all_is_rejected() throws IOException {
    Files.createDirectories(directory.resolve("a"));
    assertRejected(directory, "expected a folder per class with images in it, but there are none");
  }

  @Test
  void test_data_are_numbered_as_training_data_are() throws IOException {
    for (String name : List.of("train/ant", "train/bee", "train/cat", "test/cat", "test/ant")) {
      grey(name + "/a.png", 1);
    }
    ImageDataset train = ImageFolders.grey(directory.resolve("train"));
    for (ImageDataset test :
        List.of(
            ImageFolders.grey(directory.resolve("test"), train.classNames()),
            ImageFolders.colour(directory.resolve("test"), train.classNames()))) {
      assertThat(test.classNames()).containsExactly("ant", "bee", "cat");
      assertThat(new int[] {test.label(0), test.label(1)}).containsExactly(0, 2);
    }
    Path trainFolder = directory.resolve("train");
    assertThatThrownBy(() -> ImageFolders.grey(trainFolder, List.of("cat", "bee")))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            trainFolder.resolve("ant") + ": expected a folder with the name of one of [cat, bee]");
    assertThatThrownBy(() -> ImageFolders.grey(trainFolder, List.of("cat", "cat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageFolders: classes must differ, but \"cat\" is repeated");
  }

  @Test
  void images_of_different_sizes_are_scaled() throws IOException {
    grey("a/a.png", 0, 100);
    grey("b/b.png", 10, 20, 30, 40);
    ImageDataset images = ImageFolders.resize(1, 2, Resize.AREA).grey(directory);
    assertThat(images.pixels(0)).isEqualTo(bytes(0, 100));
    assertThat(images.pixels(1)).isEqualTo(bytes(15, 35));
    ImageDataset colours = ImageFolders.lazily().resize(1, 1, Resize.AREA).colour(directory);
    assertThat(colours.pixels(1)).isEqualTo(bytes(25, 25, 25));
    assertThatThrownBy(() -> ImageFolders.resize(0, 1, Resize.AREA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageFolders: height must be at least 1, but was 0");
  }

  @Test
  void lazy_images_are_read_when_a_batch_needs_them() throws IOException {
    grey("a/a.png", 1, 2);
    grey("b/b.png", 3, 4);
    ImageDataset lazy = ImageFolders.lazily().grey(directory);
    assertThat(lazy).hasToString(ImageFolders.grey(directory).toString());
    grey("b/b.png", 5, 6);
    assertThat(lazy.pixels(1)).isEqualTo(bytes(5, 6));
    assertThat(lazy.batch(1, 0).input().getFloat(0, 1)).isEqualTo(6 / 255f);

    Path file = directory.resolve("b/b.png");
    grey("b/b.png", 7, 8, 9);
    assertThatThrownBy(() -> lazy.batch(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(file + ": expected 1 x 2 pixels as when it was found, but was 1 x 3");
    Files.writeString(file, "no image");
    assertThatThrownBy(() -> lazy.batch(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(file + ": is no image of a known format")
        .hasCauseInstanceOf(FileFormatException.class);
  }

  @Test
  void an_empty_folder_is_a_class_too() throws IOException {
    Files.createDirectories(directory.resolve("ant"));
    grey("bee/a.png", 1);
    ImageDataset images = ImageFolders.grey(directory);
    assertThat(images.classNames()).containsExactly("ant", "bee");
    assertThat(images.label(0)).isEqualTo(1);
  }

  @Test
  void more_pixels_than_a_file_can_hold_are_rejected_before_memory_is_taken() throws IOException {
    grey("a/a.png", 1);
    Path path = directory.resolve("a/a.png");
    byte[] png = Files.readAllBytes(path);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 40_000).putInt(20, 30_000); // width, height
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    Files.write(path, png);
    assertRejected(
        path,
        "the header announces 30000 x 40000 pixels, more than the "
            + png.length
            + " bytes of the file can hold");
  }

  @Test
  void a_large_image_of_one_colour_is_no_error() throws IOException {
    grey("a/a.png", new int[1_000_000]); // 1 kB as a file
    assertThat(Files.size(directory.resolve("a/a.png"))).isLessThan(2000);
    assertThat(ImageFolders.grey(directory).width()).isEqualTo(1_000_000);
  }

  @Test
  void what_systems_leave_behind_is_ignored() throws IOException {
    grey("a/a.png", 1);
    for (String name : List.of("Thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store")) {
      Files.writeString(directory.resolve("a").resolve(name), "no image");
    }
    assertThat(ImageFolders.grey(directory).size()).isEqualTo(1);
  }

  @Test
  void a_folder_among_images_is_rejected() throws IOException {
    grey("a/a.png", 1);
    Path folder = Files.createDirectories(directory.resolve("a/b"));
    assertRejected(folder, "expected an image, but it is no file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which lets few people make links
  void a_link_to_nothing_is_rejected() throws IOException {
    grey("a/a.png", 1);
    Path link = directory.resolve("a/link.png");
    Files.createSymbolicLink(link, Path.of("nowhere"));
    assertRejected(link, "expected an image, but it is no file");
  }

  @Test
  void folders_may_be_in_a_zip_file() throws IOException {
    grey("dog/a.png", 10, 20);
    Path zip = directory.resolve("photos.zip");
    try (FileSystem packed = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path dog = Files.createDirectories(packed.getPath("photos/dog"));
      Files.copy(directory.resolve("dog/a.png"), dog.resolve("a.png"));
    }
    try (FileSystem packed = FileSystems.newFileSystem(zip)) {
      ImageDataset images = ImageFolders.grey(packed.getPath("photos"));
      assertThat(images.classNames()).containsExactly("dog");
      assertThat(images.pixels(0)).isEqualTo(bytes(10, 20));
    }
  }

  private void assertRejected(Path path, String problem) {
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
