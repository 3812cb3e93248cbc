package io.github.taeda.nn.data.download;

import static io.github.taeda.nn.data.readers.IdxFiles.bytes;
import static io.github.taeda.nn.data.readers.IdxFiles.concat;
import static io.github.taeda.nn.data.readers.IdxFiles.gzip;
import static io.github.taeda.nn.data.readers.IdxFiles.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.readers.IdxFiles;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MnistTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_directory_with_the_four_files_is_read(boolean packed) throws IOException {
    IdxFiles.publish(directory, packed);

    Split<ImageDataset> mnist = Mnist.read(directory);
    assertThat(mnist.train()).hasToString("ImageDataset(2 of 2 x 3 x 1, 10 classes, [*, 6])");
    assertThat(mnist.test()).hasToString("ImageDataset(2 of 2 x 3 x 1, 10 classes, [*, 6])");
    assertThat(mnist.train().label(0)).isEqualTo(1);

    Split<ImageDataset> fashion = FashionMnist.read(directory);
    assertThat(fashion.test().classNames())
        .containsExactly(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot");
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    IdxFiles.publish(directory, true);
    Path missing = directory.resolve("t10k-labels-idx1-ubyte.gz");
    Files.delete(missing);
    assertThatThrownBy(() -> Mnist.read(directory))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            missing
                + ": there is no such file; MNIST needs train-images-idx3-ubyte.gz,"
                + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
                + " t10k-labels-idx1-ubyte.gz here, packed or not");
  }

  @Test
  void test_images_of_another_size_are_rejected_before_any_image_is_read() throws IOException {
    IdxFiles.publish(directory, false);
    byte[] cutOff = gzip(header(2, 2, 3)); // nothing follows the header
    Path train = directory.resolve("train-images-idx3-ubyte");
    Files.write(train, cutOff);
    Path test = directory.resolve("t10k-images-idx3-ubyte");
    Files.write(test, concat(header(2, 7, 8), new byte[112]));
    assertThatThrownBy(() -> Mnist.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            test
                + ": at byte 8: expected images of 2 x 3 x 1, the size of those in "
                + train
                + ", but was 7 x 8 x 1");
  }

  @Test
  void classes_beyond_those_known_are_called_by_their_numbers() throws IOException {
    IdxFiles.publish(directory, false);
    Files.write(directory.resolve("t10k-labels-idx1-ubyte"), concat(header(2), bytes(0, 12)));
    Split<ImageDataset> letters = Mnist.read(directory);
    List<String> numbers =
        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    assertThat(letters.train().classNames()).isEqualTo(numbers);
    assertThat(letters.test().classNames()).isEqualTo(numbers);
    assertThat(letters.test().label(1)).isEqualTo(12);
    assertThat(FashionMnist.read(directory).train().classNames()).isEqualTo(numbers);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images.idx3-ubyte, train-labels.idx1-ubyte",
    "TRAIN-IMAGES-IDX3-UBYTE, Train-Labels-IDX1-ubyte",
    "TRAIN-IMAGES.IDX3-UBYTE.GZ, train-labels.idx1-ubyte.gz"
  })
  void names_are_found_in_other_ways_of_writing(String images, String labels) throws IOException {
    IdxFiles.publish(directory, false);
    Files.move(directory.resolve("train-images-idx3-ubyte"), directory.resolve(images));
    Files.move(directory.resolve("train-labels-idx1-ubyte"), directory.resolve(labels));
    assertThat(Mnist.read(directory).train().label(0)).isEqualTo(1);
  }

  @Test
  void packed_files_are_read_rather_than_others() throws IOException {
    IdxFiles.publish(directory, false);
    Path labels = directory.resolve("train-labels-idx1-ubyte");
    byte[] right = Files.readAllBytes(labels);
    Files.delete(labels);
    Files.write(directory.resolve("train-labels.idx1-ubyte"), concat(header(2), bytes(5, 5)));
    Files.write(directory.resolve("Train-labels.idx1-ubyte.gz"), gzip(right));
    assertThat(Mnist.read(directory).train().label(0)).isEqualTo(1);
  }

  @Test
  void files_are_recognised_by_their_checksums() throws Exception {
    IdxFiles.publish(directory, true);
    List<RemoteFile> files = new ArrayList<>();
    for (String name :
        List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz")) {
      byte[] bytes = Files.readAllBytes(directory.resolve(name));
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      files.add(new RemoteFile(name, bytes.length, HexFormat.of().formatHex(sum)));
    }
    IdxDistribution published =
        new IdxDistribution("small", "small", List.of("0"), files, List.of());
    assertThat(published.isIn(directory)).isTrue();
    assertThat(Mnist.isIn(directory)).isFalse(); // the same names
    assertThat(FashionMnist.isIn(directory)).isFalse();
    Files.move(
        directory.resolve("train-images-idx3-ubyte.gz"),
        directory.resolve("train-images.idx3-ubyte.gz"));
    assertThat(published.isIn(directory)).isTrue();

    Path last = directory.resolve(files.get(3).name());
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length - 1] ^= 1;
    Files.write(last, bytes);
    assertThat(published.isIn(directory)).isFalse();
    Files.delete(last);
    assertThat(published.isIn(directory)).isFalse();
    assertThat(published.isIn(directory.resolve("none"))).isFalse();
  }
}
