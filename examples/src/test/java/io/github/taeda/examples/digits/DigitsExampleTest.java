package io.github.taeda.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.github.taeda.examples.Terminal;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.ImageGrid;
import io.github.taeda.examples.images.ImageSet.Origin;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.ops.NDArrays;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigitsExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "linear, 4, 0.6",
    "mlp, 4, 0.75",
    "conv, 3, 0.75",
    "rows-and-columns, 3, 0.75",
    "conv2d, 3, 0.75"
  })
  void every_net_learns(String model, int epochs, double minAccuracy) throws IOException {
    int code =
        digits(
            "--model=" + model,
            "--epochs=" + epochs,
            "--train=2000",
            "--test=300",
            "--batch-size=50",
            "--min-accuracy=" + minAccuracy);
    assertThat(code).as(terminal.out() + terminal.err()).isEqualTo(0);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out().lines())
        .startsWith(
            "Digits: " + model + ", seed 1, " + epochs + " epochs",
            "Data: synthetic digits (drawn by a program, not MNIST), 2000 training and 300 test"
                + " images")
        .contains(
            "Synthetic digits: confusion matrix, true classes in rows, predicted ones in columns")
        .endsWith(
            "Pictures in " + directory + ": digits.png, curves.png, mistakes.png, filters.png");
    assertThat(terminal.out()).contains("Learnt: ", " (synthetic digits). ");
    for (String picture : List.of("digits", "curves", "mistakes", "filters")) {
      BufferedImage image = ImageIO.read(directory.resolve(picture + ".png").toFile());
      assertThat(image.getWidth()).as(picture).isGreaterThan(600);
    }
  }

  @Test
  void it_says_how_much_is_missing_if_a_net_does_not_learn() {
    int code =
        digits("--model=linear", "--epochs=1", "--train=200", "--test=100", "--learning-rate=1e-9");
    assertThat(code).isEqualTo(RunOutput.NOT_LEARNT);
    assertThat(terminal.out())
        .containsPattern(
            "Not learnt: \\d+\\.00 % of the test images are correctly classified \\(synthetic"
                + " digits\\). The minimum is 88\\.00 %\\. More epochs may help: the default is"
                + " 20\\.\n");
  }

  @Test
  void it_reads_files_of_mnists_format_and_does_not_call_them_mnist() throws IOException {
    ImageDataset digits = SyntheticDigits.images(200, new SplittableRandom(1));
    write(digits, "train");
    write(digits, "t10k");
    int code = digits("--model=linear", "--data=" + directory, "--test=50", "--epochs=1");
    assertThat(code).isEqualTo(0);
    assertThat(terminal.out())
        .contains("Data: the images in " + directory + ", 200 training and 50 test images\n")
        .contains("\nImages in " + directory.getFileName() + ": confusion matrix")
        .containsPattern(
            "\nDone: \\d+\\.00 % of the test images are correctly classified\\. No minimum was set;"
                + " --min-accuracy sets one\\.\n")
        .doesNotContain("ynthetic", "MNIST");
  }

  @Test
  void a_saved_net_classifies_pictures_of_any_size_and_colour() throws IOException {
    Path net = directory.resolve("net.safetensors");
    int learnt =
        digits("--epochs=4", "--batch-size=25", "--train=3000", "--test=100", "--save=" + net);
    assertThat(terminal.out()).contains("\nNet in " + net + "\n");
    assertThat(learnt).as(terminal.out()).isIn(0, RunOutput.NOT_LEARNT);

    ImageDataset digits = SyntheticDigits.images(40, new SplittableRandom(99));
    List<String> arguments = new ArrayList<>(List.of("predict", net.toString()));
    for (int i = 0; i < digits.size(); i++) {
      arguments.add(picture(digits, i, 1 + i % 4).toString());
    }
    Terminal asked = new Terminal();
    assertThat(asked.run(arguments.toArray(String[]::new))).as(asked.err()).isEqualTo(0);
    List<String> lines = asked.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("Net: conv2d, trained on synthetic digits (drawn by a program, not MNIST)");
    assertThat(lines.get(1))
        .matches(
            ".*0\\.png: \\d \\(\\d+\\.\\d %\\), \\d \\(\\d+\\.\\d %\\), \\d \\(\\d+\\.\\d %\\)");
    long correct = 0;
    for (int i = 0; i < digits.size(); i++) {
      correct += lines.get(i + 1).contains(".png: " + digits.label(i) + " (") ? 1 : 0;
    }
    assertThat(correct).as(asked.out()).isGreaterThanOrEqualTo(32); // of 40; by chance 4
  }

  @Test
  void a_picture_is_scaled_and_centred_as_mnists_are() throws IOException {
    BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 300, 200);
    graphics.setColor(Color.BLACK);
    graphics.fillRect(210, 30, 50, 100); // 100 high: 5 pixels per pixel, 10 x 20 of 28
    graphics.dispose();
    Path file = directory.resolve("bar.png");
    ImageIO.write(image, "png", file.toFile());
    float[] pixels = DigitImage.read(file).pixels(28, 28);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        boolean ink = y >= 4 && y < 24 && x >= 9 && x < 19;
        assertThat(pixels[28 * y + x]).as(y + " " + x).isEqualTo(ink ? 1f : 0f);
      }
    }
  }

  @Test
  void a_picture_of_the_nets_size_stays_where_it_is() throws IOException {
    ImageDataset digits = SyntheticDigits.images(1, new SplittableRandom(1));
    float[] pixels = DigitImage.read(picture(digits, 0, 1)).pixels(28, 28);
    byte[] bytes = digits.pixels(0);
    int largest = 0;
    for (byte value : bytes) {
      largest = Math.max(largest, value & 0xff);
    }
    for (int i = 0; i < bytes.length; i++) {
      assertThat(pixels[i]).isEqualTo((float) ((bytes[i] & 0xff) / (double) largest));
    }
  }

  @Test
  void files_that_cannot_be_used_are_errors() throws IOException {
    Path none = directory.resolve("none");
    assertThat(predictError(none, none)).isEqualTo(none + ": there is no such file");

    Path text = Files.writeString(directory.resolve("text.png"), "no image");
    Path net = directory.resolve("net.st");
    Module linear = new Linear(784, 10, new SplittableRandom(1));
    ModelFile.save(linear, net);
    assertThat(predictError(net, text))
        .isEqualTo(
            net
                + ": is not a model of digits: its metadata lack digits.model; see digits"
                + " --save");
    new DigitModelFile(linear, "linear", "nothing", 28, 28, List.of("0", "1")).save(net);
    assertThat(predictError(net, text)).isEqualTo(text + ": is no image of a known format");
    assertThat(predictError(net, none)).isEqualTo(none + ": there is no such file");
    Path blank = directory.resolve("blank.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", blank.toFile());
    assertThat(predictError(net, blank))
        .isEqualTo(blank + ": shows no digit: all pixels have the same brightness");
    byte[] header = Arrays.copyOf(Files.readAllBytes(blank), 33);
    ByteBuffer.wrap(header).putInt(16, 40_000).putInt(20, 30_000);
    CRC32 checksum = new CRC32();
    checksum.update(header, 12, 17);
    ByteBuffer.wrap(header).putInt(29, (int) checksum.getValue());
    Path bomb = Files.write(directory.resolve("bomb.png"), header);
    assertThat(predictError(net, bomb))
        .isEqualTo(
            bomb
                + ": the header announces 30000 x 40000 pixels, more than the 33 bytes of the file"
                + " can hold");
  }

  @Test
  void a_net_that_does_not_fit_what_its_file_says_is_an_error() throws IOException {
    Path net = directory.resolve("net.st");
    ImageDataset digits = SyntheticDigits.images(1, new SplittableRandom(1));
    Path image = picture(digits, 0, 1);
    Module linear = new Linear(784, 10, new SplittableRandom(1));
    new DigitModelFile(linear, "linear", "nothing", 28, 28, List.of("0", "1")).save(net);
    assertThat(predictError(net, image))
        .isEqualTo(net + ": its net outputs [1, 10] for 1 image of 2 classes");
    new DigitModelFile(new Reshape(28, 28), "linear", "nothing", 28, 28, List.of("0", "1"))
        .save(net);
    assertThat(predictError(net, image))
        .isEqualTo(net + ": its net outputs [1, 28, 28] for 1 image of 2 classes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=0     | --epochs must be at least 1, but was 0",
        "--batch-size=0 | --batch-size must be at least 1, but was 0",
        "--learning-rate=-1  | --learning-rate must be > 0, but was -1.0",
        "--learning-rate=NaN | --learning-rate must be > 0, but was NaN",
        "--min-accuracy=2    | --min-accuracy must be in 0...1, but was 2.0",
        "--train=0      | --train must be at least 1, but was 0",
        "--test=0       | --test must be at least 1, but was 0",
        "--fashion      | --fashion needs --data"
      })
  void invalid_settings_are_rejected(String argument, String sentence) {
    assertThat(digits(argument)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda digits: " + sentence + "\nTry 'taeda digits --help'.\n");
  }

  @Test
  void
      a_directory_without_data_and_a_missing_directory_to_save_to_are_errors_before_the_training() {
    Path none = directory.resolve("none");
    assertThat(digits("--data=" + none)).isEqualTo(1);
    assertThat(terminal.err()).contains("train-images-idx3-ubyte.gz", "MNIST needs");
    Terminal other = new Terminal();
    assertThat(other.run("digits", "--save=" + none.resolve("net"))).isEqualTo(2);
    assertThat(other.err())
        .startsWith("taeda digits: --save: the directory " + none + " does not exist\n");
  }

  @Test
  void an_export_without_its_library_is_an_error_before_the_training() {
    Path file = directory.resolve("digits.onnx");
    assertThat(terminal.run("digits", "--export", file.toString())).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda digits: --export needs a library that this command line is built without; with"
                + " it: mvn -q -Pfull -Dargs=\"digits --export "
                + file
                + "\"\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void spark_without_its_library_is_an_error_before_the_training() {
    assertThat(terminal.run("digits", "--spark", "local-cluster[2,1,2048]")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda digits: --spark needs a library that this command line is built without; with"
                + " it: mvn -q -Pspark -Dargs=\"digits --spark local-cluster[2,1,2048]\"\n");
    assertThat(terminal.out()).isEmpty();
  }

  /** The minimums follow from the figures in docs/examples/digits.md. */
  @ParameterizedTest
  @EnumSource
  void a_minimum_is_set_only_where_it_was_measured(DigitModel model) {
    assertThat(model.minAccuracy(Origin.SYNTHETIC)).isBetween(0.88, 0.97);
    assertThat(model.minAccuracy(Origin.MNIST)).isBetween(0.91, 0.985);
    assertThat(model.minAccuracy(Origin.FASHION_MNIST)).isZero();
    assertThat(model.minAccuracy(Origin.OTHER)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void nets_take_images_of_other_sizes(DigitModel model) {
    Module net = model.net(16, 20, 3, new SplittableRandom(1)).evaluate();
    assertThat(net.forward(NDArrays.of(new float[640], 2, 320)).shape()).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({"LINEAR, 10", "MLP, 16", "CONV, 16", "ROWS_AND_COLUMNS, 32", "CONV2D, 16"})
  void filters_are_images_of_the_weights_of_the_pixels(DigitModel model, int count) {
    Module net = model.net(28, 28, 10, new SplittableRandom(1));
    List<double[][]> filters = WeightImages.of(net, 28, 28, 16);
    assertThat(filters).hasSize(count);
    double[][] first = filters.get(0);
    float[] weight = net.parameters().get(0).value().ravel().toFloatVector();
    int outputs = (int) net.parameters().get(0).value().size(-1);
    double ratio = first[0][1] / first[0][0]; // weights of two adjacent pixels
    assertThat(ratio).isCloseTo((double) weight[outputs] / weight[0], withPercentage(1e-6));
  }

  private int digits(String... arguments) {
    List<String> all = new ArrayList<>(List.of("digits", "--out=" + directory));
    all.addAll(List.of(arguments));
    return terminal.run(all.toArray(String[]::new));
  }

  private static String predictError(Path net, Path image) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("predict", net.toString(), image.toString())).isEqualTo(1);
    return terminal.err().strip().replace("taeda predict: ", "").replace(" -> ", "");
  }

  /** Bright on black in its own size, else dark on white paper that is larger than the digit. */
  private Path picture(ImageDataset images, int row, int scale) throws IOException {
    BufferedImage ink = ImageGrid.ink(images.pixels(row), 28, 28);
    int side = scale == 1 ? 28 : 28 * scale + 10;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side, side);
    graphics.drawImage(ink, side - 28 * scale, 0, 28 * scale, 28 * scale, null);
    graphics.dispose();
    if (scale == 1) {
      for (int i = 0; i < 784; i++) {
        image.setRGB(i % 28, i / 28, ~image.getRGB(i % 28, i / 28) & 0xffffff);
      }
    }
    Path file = directory.resolve(row + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private void write(ImageDataset images, String part) throws IOException {
    byte[] pixels = new byte[16 + 784 * images.size()];
    byte[] labels = new byte[8 + images.size()];
    System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, (byte) images.size()}, 0, pixels, 0, 8);
    System.arraycopy(new byte[] {0, 0, 0, 28, 0, 0, 0, 28}, 0, pixels, 8, 8);
    System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, (byte) images.size()}, 0, labels, 0, 8);
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.pixels(i), 0, pixels, 16 + 784 * i, 784);
      labels[8 + i] = (byte) images.label(i);
    }
    Files.write(directory.resolve(part + "-images-idx3-ubyte"), pixels);
    Files.write(directory.resolve(part + "-labels-idx1-ubyte"), labels);
  }
}
