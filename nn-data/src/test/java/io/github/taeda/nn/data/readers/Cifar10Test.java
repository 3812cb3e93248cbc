package io.github.taeda.nn.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class Cifar10Test {
  private static final int RECORD = 3073;
  private static final List<String> TEN =
      IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    for (int file = 1; file <= 5; file++) {
      Files.write(directory.resolve("data_batch_" + file + ".bin"), records(file, file + 1));
    }
    Files.write(directory.resolve("test_batch.bin"), records(9));
  }

  @Test
  void five_files_are_the_training_set_in_their_order_and_one_is_the_test_set() throws IOException {
    Split<ImageDataset> split = Cifar10.read(directory);
    ImageDataset train = split.train();
    assertThat(train).hasToString("ImageDataset(10 of 32 x 32 x 3, 10 classes, [*, 3072])");
    assertThat(IntStream.range(0, 10).map(train::label))
        .containsExactly(1, 2, 2, 3, 3, 4, 4, 5, 5, 6);
    assertThat(split.test().size()).isOne();
    assertThat(split.test().label(0)).isEqualTo(9);
    assertThat(train.classNames()).startsWith("airplane", "automobile").endsWith("truck");
  }

  /** Red is the pixel's index modulo 251, green and blue one and two more. */
  @Test
  void planes_become_channels() throws IOException {
    ImageDataset test = Cifar10.read(directory).test();
    byte[] pixels = test.pixels(0);
    for (int row : new int[] {0, 5, 31}) {
      for (int column : new int[] {0, 7, 31}) {
        int red = (row * 32 + column) % 251;
        int start = (row * 32 + column) * 3;
        assertThat(Arrays.copyOfRange(pixels, start, start + 3))
            .containsExactly((byte) red, (byte) (red + 1), (byte) (red + 2));
      }
    }
    INDArray images = test.image().batch(0).input();
    assertThat(images.shape()).containsExactly(1, 32, 32, 3);
    assertThat(images.getFloat(0, 5, 7, 2)).isEqualTo((5 * 32 + 7 + 2) / 255f);
  }

  @Test
  void the_folder_of_the_published_archive_is_found_and_its_names_are_read() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("cifar-10-batches-bin"));
    for (String name : List.of("1", "2", "3", "4", "5")) {
      Files.write(folder.resolve("data_batch_" + name + ".bin"), records(0));
    }
    Files.write(folder.resolve("test_batch.bin"), records(0, 1, 2));
    Files.writeString(folder.resolve("batches.meta.txt"), String.join("\r\n", TEN) + "\r\n\r\n");
    Split<ImageDataset> split = Cifar10.read(directory);
    assertThat(split.test().size()).isEqualTo(3);
    assertThat(split.test().classNames()).isEqualTo(TEN);
  }

  @Test
  void missing_files_are_named() throws IOException {
    Files.delete(directory.resolve("data_batch_4.bin"));
    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            directory.resolve("data_batch_4.bin")
                + ": there is no such file; CIFAR-10 needs data_batch_1.bin,"
                + " data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, data_batch_5.bin and"
                + " test_batch.bin here, unpacked");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> Cifar10.read(empty))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageStartingWith(empty.resolve("data_batch_1.bin").toString());
  }

  @Test
  void a_truncated_file_is_rejected() throws IOException {
    Path file = directory.resolve("data_batch_2.bin");
    Files.write(file, Arrays.copyOf(records(1, 2), 2 * RECORD - 1));
    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file
                + ": expected records of 3073 bytes, but the file has 6145 bytes, 3072 more than 1"
                + " records");
  }

  @Test
  void more_images_than_an_array_can_hold_are_rejected_before_memory_is_allocated()
      throws IOException {
    Path file = directory.resolve("many.bin");
    try (RandomAccessFile many = new RandomAccessFile(file.toFile(), "rw")) {
      many.setLength(700_000L * RECORD); // sparse
    }
    assertThatThrownBy(() -> Cifar10.read(List.of(file), TEN))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": expected at most 699050 images in all files, but were 700000");
  }

  @Test
  void an_empty_file_and_a_directory_are_rejected() throws IOException {
    Path file = directory.resolve("test_batch.bin");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": expected records of 3073 bytes, but the file has 0 bytes");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("expected a file, but it is a directory");
  }

  @Test
  void a_class_above_9_is_rejected_with_its_position() throws IOException {
    Path file = directory.resolve("data_batch_5.bin");
    Files.write(file, records(9, 10));
    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": at byte 3073: expected a class from 0 to 9, but was 10");
    Files.write(file, records(255));
    assertThatThrownBy(() -> Cifar10.read(directory))
        .hasMessage(file + ": at byte 0: expected a class from 0 to 9, but was 255");
  }

  @Test
  void names_that_are_not_ten_different_ones_are_rejected() throws IOException {
    Path file = Files.writeString(directory.resolve("batches.meta.txt"), "one\ntwo\n");
    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": expected 10 different names, one per line, but was [one, two]");
    Path test = directory.resolve("test_batch.bin");
    assertThatThrownBy(() -> Cifar10.read(List.of(test), List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cifar10: classNames must be 10 names, but was 2");
    assertThat(Cifar10.read(List.of(test, test), TEN).size()).isEqualTo(2);
  }

  /** One record for each label. */
  private static byte[] records(int... labels) {
    byte[] bytes = new byte[labels.length * RECORD];
    for (int i = 0; i < labels.length; i++) {
      bytes[i * RECORD] = (byte) labels[i];
      for (int k = 0; k < 3072; k++) {
        bytes[i * RECORD + 1 + k] = (byte) (k % 1024 % 251 + k / 1024);
      }
    }
    return bytes;
  }
}
