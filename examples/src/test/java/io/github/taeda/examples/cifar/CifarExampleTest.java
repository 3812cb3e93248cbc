package io.github.taeda.examples.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticShapes;
import io.github.taeda.nn.ops.NDArrays;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CifarExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void a_little_training_beats_the_linear_classifier_but_misses_the_minimum() throws IOException {
    int code =
        cifar("--train=1200", "--test=200", "--epochs=4", "--compare", "--report=" + directory);
    assertThat(code).as(terminal.out() + terminal.err()).isEqualTo(RunOutput.NOT_LEARNT);
    assertThat(terminal.out())
        .startsWith(
            """
            Cifar: conv, seed 1, 4 epochs
            Data: synthetic shapes (drawn by a program, not CIFAR-10), 1200 training and 200 test images
            """)
        .contains("\nSynthetic shapes: confusion matrix, true classes in rows")
        .containsPattern("\n  5 nearest neighbours +\\d+\\.\\d\\d % +1200\n")
        .containsPattern(
            "\nNot learnt: \\d+\\.\\d\\d % of the test images are correctly classified, by the"
                + " linear classifier \\d+\\.\\d\\d %\\. The minimum is 85\\.00 %\\. More epochs or"
                + " images may help\\.\n");
    assertThat(accuracy("conv")).isGreaterThan(accuracy("linear") + 10);
    for (String name :
        List.of("images", "templates", "filters", "mistakes", "linear-curves", "conv-curves")) {
      BufferedImage picture = ImageIO.read(directory.resolve(name + ".png").toFile());
      assertThat(picture.getWidth()).as(name).isGreaterThan(600);
    }
    assertThat(directory.resolve("index.html")).content().contains("filters of the first");
  }

  @Test
  void it_reads_cifar10s_files_and_does_not_call_them_cifar10() throws IOException {
    for (int file = 1; file <= 5; file++) {
      write("data_batch_" + file + ".bin", 40, file);
    }
    write("test_batch.bin", 30, 9);
    int code = cifar("--data=" + directory, "--model=linear", "--epochs=1", "--test=20");
    assertThat(code).as(terminal.err()).isEqualTo(0);
    assertThat(terminal.out())
        .contains("Data: the images in " + directory + ", 200 training and 20 test images\n")
        .contains("airplane")
        .containsPattern("\nDone: \\d+\\.00 % of the test images are correctly classified\\.\n")
        .doesNotContain("ynthetic", "CIFAR-10", "Convolutional");
    assertThat(directory.resolve("filters.png")).doesNotExist();
  }

  @Test
  void weights_become_colours_around_grey() {
    byte[][] pictures =
        ColorWeights.pictures(NDArrays.of(new float[] {1, -4, 0, 2, -2, 0}, 1, 1, 3, 2));
    assertThat(pictures[0]).containsExactly((byte) 191, (byte) 128, (byte) 0); // 1, 0, −2 of 2
    assertThat(pictures[1]).containsExactly((byte) 0, (byte) 191, (byte) 128); // −4, 2, 0 of 4
  }

  @ParameterizedTest
  @EnumSource
  void nets_give_a_score_for_each_class(CifarModel model) {
    ImageDataset images = SyntheticShapes.images(2, new SplittableRandom(1)).image();
    assertThat(
            model
                .net(7, new SplittableRandom(1))
                .evaluate()
                .forward(images.batch(0, 1).input())
                .shape())
        .containsExactly(2, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=0 | --epochs must be at least 1, but was 0",
        "--train=0  | --train must be at least 1, but was 0",
        "--test=-1  | --test must be at least 1, but was -1"
      })
  void invalid_settings_are_rejected(String argument, String sentence) {
    assertThat(cifar(argument)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda cifar: " + sentence + "\nTry 'taeda cifar --help'.\n");
  }

  @Test
  void a_directory_without_the_files_is_an_error() {
    assertThat(cifar("--data=" + directory)).isEqualTo(1);
    assertThat(terminal.err())
        .startsWith("taeda cifar: " + directory.resolve("data_batch_1.bin") + ": there is no such")
        .contains("CIFAR-10 needs");
  }

  private int cifar(String... arguments) {
    List<String> all = new ArrayList<>(List.of("cifar", "--out=" + directory));
    all.addAll(List.of(arguments));
    return terminal.run(all.toArray(String[]::new));
  }

  private double accuracy(String name) {
    return terminal
        .out()
        .lines()
        .filter(line -> line.matches("  " + name + " +\\d+\\.\\d\\d % +1200"))
        .mapToDouble(line -> Double.parseDouble(line.strip().split(" +", -1)[1]))
        .findFirst()
        .orElseThrow();
  }

  /** Writes synthetic shapes in CIFAR-10's format: class, red plane, green plane, blue plane. */
  private void write(String name, int count, long seed) throws IOException {
    ImageDataset shapes = SyntheticShapes.images(count, new SplittableRandom(seed));
    byte[] bytes = new byte[count * 3073];
    for (int i = 0; i < count; i++) {
      bytes[i * 3073] = (byte) shapes.label(i);
      byte[] pixels = shapes.pixels(i);
      for (int k = 0; k < 3072; k++) {
        bytes[i * 3073 + 1 + k] = pixels[k % 1024 * 3 + k / 1024];
      }
    }
    Files.write(directory.resolve(name), bytes);
  }
}
