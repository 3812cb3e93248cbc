package io.github.taeda.nn.data.readers;

import static io.github.taeda.nn.data.readers.IdxFiles.bytes;
import static io.github.taeda.nn.data.readers.IdxFiles.concat;
import static io.github.taeda.nn.data.readers.IdxFiles.gzip;
import static io.github.taeda.nn.data.readers.IdxFiles.header;
import static io.github.taeda.nn.data.readers.IdxFiles.twoImages;
import static io.github.taeda.nn.data.readers.IdxFiles.twoLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void plain_and_packed_files_hold_the_same(boolean packed) throws IOException {
    ImageDataset images = read(packed ? gzip(twoImages()) : twoImages(), twoLabels());

    assertThat(images).hasToString("ImageDataset(2 of 2 x 3 x 1, 2 classes, [*, 6])");
    assertThat(images.classNames()).containsExactly("0", "1");
    assertThat(images.label(0)).isEqualTo(1);
    assertThat(images.label(1)).isZero();
    assertThat(images.pixels(0)).isEqualTo(bytes(0, 51, 102, 153, 204, 255));
    assertThat(images.pixels(1)).isEqualTo(bytes(255, 0, 0, 0, 0, 1));
  }

  @Test
  void a_fourth_axis_holds_channels() throws IOException {
    byte[] colour = concat(header(2, 1, 1, 3), bytes(1, 2, 3, 4, 5, 6));
    assertThat(read(colour, twoLabels()))
        .hasToString("ImageDataset(2 of 1 x 1 x 3, 2 classes, [*, 3])");
  }

  @Test
  void more_than_a_megabyte_is_unpacked_whole() throws IOException {
    byte[] pixels = new byte[2 * 1024 * 1025];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31 ^ i >> 9);
    }
    ImageDataset images = read(gzip(concat(header(2, 1024, 1025), pixels)), twoLabels());
    assertThat(concat(images.pixels(0), images.pixels(1))).isEqualTo(pixels);
  }

  @Test
  void labels_given_as_images_are_rejected() {
    assertRejected(
        twoLabels(),
        twoLabels(),
        "images: at byte 0: expected images as an IDX file of bytes, which begins with 00 00 08 03"
            + " or 00 00 08 04, but there was 00 00 08 01, the beginning of labels");
  }

  @Test
  void images_given_as_labels_are_rejected() {
    assertRejected(
        twoImages(),
        gzip(twoImages()),
        "labels: at byte 0 unpacked: expected labels as an IDX file of bytes, which begins with"
            + " 00 00 08 01, but there was 00 00 08 03, the beginning of images");
  }

  @Test
  void other_files_are_rejected() {
    assertRejected(
        bytes(0x89, 'P', 'N', 'G', 0, 0),
        twoLabels(),
        "images: at byte 0: expected images as an IDX file of bytes, which begins with 00 00 08 03"
            + " or 00 00 08 04, but there was 89 50 4e 47");
    assertRejected(
        concat(bytes(0, 0, 0x0d, 3), new byte[12]), // floats
        twoLabels(),
        "images: at byte 0: expected images as an IDX file of bytes, which begins with 00 00 08 03"
            + " or 00 00 08 04, but there was 00 00 0d 03, the beginning of an IDX file of floats");
    assertRejected(
        concat(bytes(0, 0, 0x0c, 3), new byte[12]),
        twoLabels(),
        "images: at byte 0: expected images as an IDX file of bytes, which begins with 00 00 08 03"
            + " or 00 00 08 04, but there was 00 00 0c 03, the beginning of an IDX file of ints");
  }

  @Test
  void a_header_cut_off_is_rejected() {
    assertRejected(
        bytes(0, 0, 8, 3, 0, 0, 0, 2, 0, 0),
        twoLabels(),
        "images: at byte 8: expected 4 bytes of the header, but the file ends after 2");
    assertRejected(
        new byte[0],
        twoLabels(),
        "images: at byte 0: expected 4 bytes of the header, but the file ends after 0");
  }

  @Test
  void sizes_that_are_no_sizes_are_rejected() {
    assertRejected(
        header(2, 0, 3),
        twoLabels(),
        "images: at byte 8: expected a size of at least 1, but was 0");
    assertRejected(
        header(2, 2, -1),
        twoLabels(),
        "images: at byte 12: expected a size of at least 1, but was 4294967295");
  }

  @Test
  void a_plain_file_of_another_length_than_announced_is_rejected() {
    assertRejected(
        Arrays.copyOf(twoImages(), 27),
        twoLabels(),
        "images: at byte 4: the header announces [2, 2, 3], so a file of 28 bytes, but it has 27");
    assertRejected(
        Arrays.copyOf(twoImages(), 29),
        twoLabels(),
        "images: at byte 4: the header announces [2, 2, 3], so a file of 28 bytes, but it has 29");
  }

  @Test
  void a_packed_file_of_another_length_than_announced_is_rejected() {
    assertRejected(
        gzip(Arrays.copyOf(twoImages(), 27)),
        twoLabels(),
        "images: at byte 27 unpacked: expected 1 more bytes, but the file ends");
    assertRejected(
        gzip(Arrays.copyOf(twoImages(), 29)),
        twoLabels(),
        "images: at byte 28 unpacked: expected the end of the file, but more follows");
  }

  @Test
  void sizes_beyond_all_memory_are_rejected_before_memory_is_taken() {
    int most = Integer.MAX_VALUE;
    assertRejected(
        header(most, most, most),
        twoLabels(),
        "images: at byte 4: the header announces [2147483647, 2147483647, 2147483647], so a file"
            + " of 9903520300447984000000000000 bytes, but it has 16");
    byte[] packed = gzip(header(most, 1, 1));
    assertRejected(
        packed,
        twoLabels(),
        "images: at byte 4 unpacked: the header announces [2147483647, 1, 1], more than the "
            + packed.length
            + " bytes of the gzip file can hold");
  }

  @Test
  void a_gzip_file_cut_off_is_rejected_with_the_position() {
    byte[] packed = gzip(twoImages());
    assertRejected(
        Arrays.copyOf(packed, 5), // within its header
        twoLabels(),
        "images: at byte 0 unpacked: expected more of the gzip file, but it is cut off");
    assertRejected(
        Arrays.copyOf(packed, packed.length - 3), // within its checksums
        twoLabels(),
        "images: at byte 28 unpacked: expected more of the gzip file, but it is cut off");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 50, 80, 95})
  void a_gzip_file_cut_off_anywhere_is_rejected(int percent) throws IOException {
    byte[] pixels = new byte[100_000];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] packed = gzip(concat(header(2, 50_000, 1), pixels));
    Path images = write("images", Arrays.copyOf(packed, packed.length * percent / 100));
    assertThatThrownBy(() -> Idx.read(images, write("labels", twoLabels())))
        .isInstanceOf(FileFormatException.class)
        .hasMessageMatching(
            "\\Q"
                + images
                + "\\E: at byte \\d+ unpacked: expected more of the gzip file, but it is cut off");
  }

  @Test
  void a_damaged_gzip_file_is_rejected_with_the_position() {
    byte[] packed = gzip(twoImages());
    packed[packed.length - 6] ^= 1; // checksum
    assertThatThrownBy(() -> read(packed, twoLabels()))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(
            directory.resolve("images") + ": at byte 28 unpacked: the gzip file is damaged: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 18, 19, 100, 70_000})
  void what_follows_a_gzip_file_is_rejected(int more) {
    byte[] rubbish = new byte[more];
    Arrays.fill(rubbish, (byte) 7);
    assertRejected(
        concat(gzip(twoImages()), rubbish),
        twoLabels(),
        "images: at byte 28 unpacked: expected the end of the gzip file, but "
            + more
            + " more bytes follow");
  }

  @Test
  void gzip_files_joined_are_one() throws IOException {
    byte[] noise = new byte[65_580];
    new SplittableRandom(1).nextBytes(noise); // stays as long as it is when it is packed
    for (int length = 65_450; length < 65_550; length++) { // around the end of the first piece read
      byte[] first = concat(header(2, length / 2, 1), Arrays.copyOf(noise, length - 17));
      byte[] last = new byte[length / 2 * 2 - (length - 17)];
      ImageDataset images = read(concat(gzip(first), gzip(last)), twoLabels());
      assertThat(images.height()).isEqualTo(length / 2);
    }
  }

  @Test
  void files_may_be_in_a_zip_file() throws IOException {
    Path zip = directory.resolve("data.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.write(files.getPath("images"), gzip(twoImages()));
      Files.write(files.getPath("labels"), twoLabels());
    }
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      ImageDataset images = Idx.read(files.getPath("images"), files.getPath("labels"));
      assertThat(images.pixels(0)).isEqualTo(bytes(0, 51, 102, 153, 204, 255));
    }
  }

  @Test
  void a_directory_is_no_file() {
    assertThatThrownBy(() -> Idx.read(directory, directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(directory + ": expected a file, but it is a directory");
  }

  @Test
  void counts_that_differ_are_rejected() {
    assertRejected(
        twoImages(),
        concat(header(3), bytes(0, 1, 0)),
        "labels: at byte 4: expected 2 labels, one for each image of "
            + directory.resolve("images")
            + ", but was 3");
  }

  @Test
  void counts_are_compared_before_the_images_are_read() {
    assertRejected(
        gzip(concat(header(3, 10, 10), new byte[5])), // cut off
        twoLabels(),
        "labels: at byte 4: expected 3 labels, one for each image of "
            + directory.resolve("images")
            + ", but was 2");
  }

  @Test
  void labels_beyond_the_named_classes_are_rejected() throws IOException {
    Path images = write("images", twoImages());
    Path labels = write("labels", concat(header(2), bytes(0, 200)));
    assertThat(Idx.read(images, labels).classNames()).hasSize(201);
    assertThatThrownBy(() -> Idx.read(images, labels, List.of("cat", "dog")))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(labels + ": at byte 9: expected a class from 0 to 1, but was 200");
    Files.write(labels, gzip(Files.readAllBytes(labels)));
    assertThatThrownBy(() -> Idx.read(images, labels, List.of("cat", "dog")))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(labels + ": at byte 9 unpacked: expected a class from 0 to 1, but was 200");
  }

  @Test
  void a_training_set_and_a_test_set_have_the_same_classes() throws IOException {
    Path images = write("images", twoImages());
    Path train = write("train-labels", twoLabels());
    Path test = write("test-labels", concat(header(2), bytes(0, 3)));
    Split<ImageDataset> split = Idx.readSplit(images, train, images, test);
    assertThat(split.train().classNames()).containsExactly("0", "1", "2", "3");
    assertThat(split.test().classNames()).containsExactly("0", "1", "2", "3");
    assertThat(split.train().label(0)).isEqualTo(1);
    assertThat(split.test().label(1)).isEqualTo(3);
  }

  @Test
  void a_missing_file_is_no_format_error() {
    assertThatThrownBy(() -> Idx.read(directory.resolve("a"), directory.resolve("b")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void assertRejected(byte[] images, byte[] labels, String message) {
    assertThatThrownBy(() -> read(images, labels))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(directory + directory.getFileSystem().getSeparator() + message);
  }

  private ImageDataset read(byte[] images, byte[] labels) throws IOException {
    return Idx.read(write("images", images), write("labels", labels));
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
