package io.github.taeda.examples.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoencoderExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void it_beats_pca_and_says_so_in_figures_and_pictures() throws IOException {
    assertThat(run("--train=3000", "--test=1000", "--epochs=25", "--report=" + directory))
        .isEqualTo(0);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out())
        .startsWith(
            """
            Autoencoder: 256-100-10-100-256 net, seed 1
            Data: synthetic digits (drawn by a program, not MNIST), 3000 training and 1000 test images, 16 x 16 pixels
            """)
        .containsPattern(
            "\n  net +10 +\\d\\d\\.\\d\\d +\\d\\.\\d\\d +0\\.\\d{3} +\\d\\d\\.\\d % +\\d\\d\\.\\d %\n")
        .containsPattern(
            "\n  pixels +256 +\\d\\d\\.\\d\\d +0\\.00 +0\\.\\d{3} +\\d\\d\\.\\d % +\\d\\d\\.\\d %\n")
        .containsPattern(
            "\nLearnt: reconstructions have a BCE of .* by the net and .* by PCA; .*\\.\n");
    assertThat(figure("net", 10, "BCE")).isLessThan(figure("PCA", 10, "BCE"));
    assertThat(figure("net", 2, "neighbours")).isGreaterThan(figure("PCA", 2, "neighbours") + 4);
    for (String name :
        List.of("loss", "reconstructions", "plane", "plane-loss", "denoised", "denoising-loss")) {
      BufferedImage picture = ImageIO.read(directory.resolve(name + ".png").toFile());
      int[] pixels =
          picture.getRGB(
              0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
      assertThat(Arrays.stream(pixels).distinct().count()).as(name).isGreaterThan(20);
    }
    assertThat(directory.resolve("index.html"))
        .content()
        .contains("Synthetic digits", "purity", "data:image/png;base64,");
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(run("--train=100", "--test=100", "--epochs=1", "--tied", "--code=3", "--tsne"))
        .isEqualTo(3);
    assertThat(terminal.out())
        .startsWith("Autoencoder: 256-100-3-100-256 tied net, seed 1\n")
        .containsPattern(
            "\nNot learnt: reconstructions have a BCE of .*"
                + " \\(required: a lower BCE than PCA, and a purity of at least 0\\.3\\);"
                + " more epochs may help\\.\n")
        .containsPattern("\n  100 test images +purity +neighbours\n  codes of size 3 +0\\.\\d{3} ")
        .containsPattern("\n  t-SNE of these +0\\.\\d{3} +\\d+\\.\\d %\n")
        .containsPattern("\nLoss of t-SNE: \\d\\.\\d{3}\n");
    assertThat(directory.resolve("tsne.png")).isNotEmptyFile();
  }

  @Test
  void images_of_a_directory_are_scaled_down() throws IOException {
    Path data = Files.createDirectory(directory.resolve("drawn"));
    write(data, "train", 150);
    write(data, "t10k", 50);
    assertThat(run("--data=" + data, "--train=100", "--epochs=1")).isEqualTo(3);
    assertThat(terminal.out())
        .contains(
            "Data: the images in " + data + ", 100 training and 50 test images, 16 x 16 pixels\n")
        .contains("(required: a lower BCE than PCA); more epochs may help");
  }

  @Test
  void images_that_are_too_small_are_rejected() throws IOException {
    write(directory, "train", 100);
    write(directory, "t10k", 10);
    assertThat(run("--data=" + directory, "--size=28")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda autoencoder: "
                + directory
                + ": the images must be square and have at least 28 x 28 pixels, but have 20 x"
                + " 20\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--size=7, '--size must be 8 to 28, but was 7'",
    "--size=29, '--size must be 8 to 28, but was 29'",
    "--train=99, '100 training images are needed, but there are 99'",
    "--test=9, '10 test images are needed, but there are 9'",
    "--train=0, '--train must be at least 1, but was 0'",
    "--fashion, '--fashion needs --data'",
    "--epochs=0, '--epochs must be at least 1, but was 0'",
    "--code=0, '--code must be 1 to 64, but was 0'",
    "--code=65, '--code must be 1 to 64, but was 65'",
    "--noise=0, '--noise must be between 0 and 1, but was 0.0'",
    "--noise=NaN, '--noise must be between 0 and 1, but was NaN'"
  })
  void a_wrong_setting_is_rejected_in_a_sentence(String argument, String sentence) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda autoencoder: " + sentence + "\nTry 'taeda autoencoder --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  /** A figure of the table of codes. */
  private double figure(String code, int size, String column) {
    int index =
        List.of("name", "size", "BCE", "error", "purity", "linear", "neighbours").indexOf(column);
    return terminal
        .out()
        .lines()
        .filter(line -> line.matches("  " + code + " +" + size + " .*"))
        .mapToDouble(
            line -> Double.parseDouble(line.replace("%", "").strip().split(" +", -1)[index]))
        .findFirst()
        .orElseThrow();
  }

  private int run(String... options) {
    List<String> args = new ArrayList<>(List.of("autoencoder", "--out=" + directory));
    args.addAll(List.of(options));
    return terminal.run(args.toArray(String[]::new));
  }

  /** Writes digits of 20 x 20 pixels in MNIST's format: a magic number, the sizes, the bytes. */
  private static void write(Path directory, String part, int count) throws IOException {
    ImageDataset images = SyntheticDigits.images(count, 20, new SplittableRandom(count));
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    DataOutputStream pixelData = new DataOutputStream(pixels);
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream labelData = new DataOutputStream(labels);
    for (int number : new int[] {0x803, count, 20, 20}) {
      pixelData.writeInt(number);
    }
    for (int number : new int[] {0x801, count}) {
      labelData.writeInt(number);
    }
    for (int i = 0; i < count; i++) {
      pixelData.write(images.pixels(i));
      labelData.write(images.label(i));
    }
    Files.write(directory.resolve(part + "-images-idx3-ubyte"), pixels.toByteArray());
    Files.write(directory.resolve(part + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
