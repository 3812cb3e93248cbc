package io.github.taeda.examples.xor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Momentum;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XorExampleTest {
  // Where the corners of the unit square are on a heat map; another font may move them a little.
  private static final int LEFT = 167;
  private static final int RIGHT = 497;
  private static final int HIGH = 134;
  private static final int LOW = 454;

  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void it_learns_and_says_what_it_learnt_and_where_the_pictures_are() {
    assertThat(run()).isEqualTo(0);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out().lines())
        .hasSize(19)
        .startsWith("XOR: 2-16-1 net, seed 1, 100 epochs")
        .contains("  a  b  target  prediction")
        .endsWith(
            "Learnt: every error is below 0.1.",
            "Pictures in " + directory + ": output.png, decision.png, loss.png, xor.png");
  }

  @Test
  void it_prints_the_predictions_beside_the_targets() {
    run();
    List<String> table = terminal.out().lines().skip(13).limit(4).toList();
    assertThat(table.get(0)).matches(" {2}0 {2}0 {7}0 {6}0\\.0\\d\\d\\d");
    assertThat(table.get(1)).matches(" {2}0 {2}1 {7}1 {6}0\\.9\\d\\d\\d");
    assertThat(table.get(2)).matches(" {2}1 {2}0 {7}1 {6}0\\.9\\d\\d\\d");
    assertThat(table.get(3)).matches(" {2}1 {2}1 {7}0 {6}0\\.0\\d\\d\\d");
  }

  @Test
  void the_loss_it_prints_falls() {
    run();
    double[] losses =
        terminal
            .out()
            .lines()
            .filter(line -> line.startsWith("  epoch"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .toArray();
    double[] falling = losses.clone();
    Arrays.sort(falling);
    assertThat(losses).hasSize(11);
    assertThat(falling[0]).isEqualTo(losses[10]).isLessThan(0.005);
    assertThat(losses[0]).isGreaterThan(0.6); // an untrained net's: about ln 2
  }

  @ParameterizedTest
  @CsvSource({"output, 675, 645", "decision, 675, 645", "loss, 675, 645", "xor, 900, 430"})
  void every_picture_has_its_size_and_something_on_it(String name, int width, int height)
      throws IOException {
    run("--epochs=2");
    BufferedImage picture = read(name);
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(20);
  }

  /** Beside the corners of the unit square; light is 1, dark is 0. */
  @ParameterizedTest
  @CsvSource({"output", "decision"})
  void the_heat_map_is_light_where_one_input_is_one_and_dark_elsewhere(String name)
      throws IOException {
    run();
    BufferedImage picture = read(name);
    assertThat(grey(picture, LEFT - 25, LOW)).as("(0, 0)").isLessThan(60);
    assertThat(grey(picture, RIGHT + 25, HIGH)).as("(1, 1)").isLessThan(60);
    assertThat(grey(picture, LEFT - 25, HIGH)).as("(0, 1)").isGreaterThan(200);
    assertThat(grey(picture, RIGHT + 25, LOW)).as("(1, 0)").isGreaterThan(200);
  }

  /** A mark of either kind has an edge of the other colour, which is the smaller part of it. */
  @Test
  void there_is_a_white_dot_where_the_target_is_0_and_a_black_square_where_it_is_1()
      throws IOException {
    run();
    BufferedImage picture = read("output");
    assertThat(whiteMinusBlack(picture, LEFT, LOW)).as("(0, 0)").isGreaterThan(30);
    assertThat(whiteMinusBlack(picture, RIGHT, HIGH)).as("(1, 1)").isGreaterThan(30);
    assertThat(whiteMinusBlack(picture, LEFT, HIGH)).as("(0, 1)").isLessThan(-30);
    assertThat(whiteMinusBlack(picture, RIGHT, LOW)).as("(1, 0)").isLessThan(-30);
  }

  /** On the way from (0, 0) up to (0, 1), white between black. */
  @Test
  void the_decision_boundary_is_drawn_between_the_points() throws IOException {
    run();
    BufferedImage picture = read("output");
    int[] greys =
        IntStream.range(HIGH + 20, LOW - 20).map(y -> (int) grey(picture, LEFT, y)).toArray();
    assertThat(greys).contains(255).contains(0);
  }

  /** The line is 3 pixels thick, about 500 long and the only thing of its colour. */
  @Test
  void the_loss_is_drawn_as_a_line() throws IOException {
    run();
    BufferedImage picture = read("loss");
    int line = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        line += (picture.getRGB(x, y) & 0xFFFFFF) == 0x8C245C ? 1 : 0;
      }
    }
    assertThat(line).isGreaterThan(500);
  }

  @Test
  void one_seed_gives_the_same_lines_and_the_same_pictures() throws IOException {
    run("--epochs=40", "--seed=7");
    List<byte[]> first = pictures();
    Terminal again = new Terminal();
    again.run("xor", "--epochs=40", "--seed=7", "--out=" + directory);
    assertThat(again.out()).isEqualTo(terminal.out());
    assertThat(pictures()).containsExactlyElementsOf(first);

    Terminal other = new Terminal();
    other.run("xor", "--epochs=40", "--seed=8", "--out=" + directory);
    assertThat(other.out()).isNotEqualTo(terminal.out().replace("seed 7", "seed 8"));
    assertThat(pictures()).doesNotContainAnyElementsOf(first);
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(run("--epochs=1")).isEqualTo(3);
    assertThat(terminal.out())
        .containsPattern("\n {2}0 {2}1 {7}1 {6}0\\.[3-7]\\d\\d\\d {2}error 0\\.[3-7]\\d\\d\\d\n")
        .contains(
            "Not learnt: 4 of 4 errors are 0.1 or more."
                + " More epochs may help: the default is 100.\n");
  }

  @Test
  void the_paper_net_reports_in_the_same_way_on_pictures_of_its_own() {
    assertThat(run("--paper", "--epochs=20")).isEqualTo(3);
    assertThat(terminal.out())
        .startsWith("XOR: 2-2-2-1 net, seed 1, 20 epochs\n")
        .contains("More epochs may help: the default is 50000.\n")
        .endsWith(": paper-output.png, paper-decision.png, paper-loss.png, paper-xor.png\n");
  }

  /** On the plateau where two predictions are correct and two are ½, the loss is ½ ln 2. */
  @Test
  void a_net_on_a_plateau_is_said_to_be_stuck() {
    double[] losses = new double[XorExample.PAPER_EPOCHS];
    Arrays.fill(losses, 0.3466);
    double[] predictions = {0.01, 0.99, 0.5, 0.5};
    assertThat(new XorExample(true).notLearnt(predictions, losses))
        .isEqualTo(
            "Not learnt: 2 of 4 errors are 0.1 or more. Stuck: over the last"
                + " tenth of the epochs the loss fell by 0.0 %. Another seed may help; the default"
                + " net does (without --paper).");
  }

  @Test
  void a_net_whose_loss_still_falls_is_not_said_to_be_stuck() {
    double[] losses = new double[XorExample.PAPER_EPOCHS];
    Arrays.setAll(losses, epoch -> 0.7 - 1e-5 * epoch);
    assertThat(new XorExample(true).notLearnt(new double[] {0.2, 0.8, 0.8, 0.2}, losses))
        .isEqualTo(
            "Not learnt: 4 of 4 errors are 0.1 or more. The loss is still"
                + " falling: more epochs may help.");
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs=0, '--epochs must be at least 1, but was 0'",
    "--epochs=-5, '--epochs must be at least 1, but was -5'",
    "--epochs=NaN, 'Invalid value for option ''--epochs'': ''NaN'' is not an int'",
    "--epochs=1.5, 'Invalid value for option ''--epochs'': ''1.5'' is not an int'",
    "--epochs=9999999999, 'Invalid value for option ''--epochs'': ''9999999999'' is not an int'",
    "--seed=one, 'Invalid value for option ''--seed'': ''one'' is not a long'",
    "--epochs, 'Missing required parameter for option ''--epochs'' (N)'",
    "7, 'Unmatched argument at index 2: ''7'''"
  })
  void a_wrong_argument_is_rejected_in_a_sentence(String argument, String sentence) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(terminal.err()).isEqualTo("taeda xor: " + sentence + "\nTry 'taeda xor --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void a_file_in_place_of_the_directory_is_rejected_before_the_training() throws IOException {
    Path file = Files.createFile(directory.resolve("taken"));
    assertRejected(file, file + " is a file, not a directory");
    assertRejected(
        file.resolve("xor"),
        "cannot write to the directory " + file.resolve("xor") + ": Not a directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where not even root may write to /proc
  void a_directory_that_cannot_be_written_to_is_rejected_before_the_training() {
    assertRejected(Path.of("/proc"), "cannot write to the directory /proc");
    assertRejected(Path.of("/proc/xor"), "cannot write to the directory /proc/xor");
  }

  @Test
  void a_missing_directory_is_created() {
    Path deep = directory.resolve("a/b");
    assertThat(new Terminal().run("xor", "--epochs=1", "--out=" + deep)).isEqualTo(3);
    assertThat(deep.resolve("xor.png")).isRegularFile();
  }

  /** Nothing else is left behind, the trial file of the check for one. */
  @Test
  void only_pictures_are_written() throws IOException {
    run("--epochs=1");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(4).allMatch(file -> file.toString().endsWith(".png"));
    }
  }

  @Test
  void the_default_net_learns_from_each_of_the_seeds_1_to_1000() {
    assertThat(failures(1000, XorExampleTest::trained)).isEmpty();
  }

  /** The control: with two hidden units the same training fails for some of far fewer seeds. */
  @Test
  void two_hidden_units_do_not_learn_from_each_seed() {
    assertThat(failures(30, XorExampleTest::trainedWithTwoHiddenUnits)).isNotEmpty();
  }

  private static Module trained(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return trained(new XorExample().model(random), random);
  }

  private static Module trainedWithTwoHiddenUnits(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Sequential net =
        new Sequential(
            new Linear(2, 2, random), new TanH(), new Linear(2, 1, random), new Sigmoid());
    return trained(new Optim(net, new BCELoss(), new Momentum(0.5, 0.9)), random);
  }

  private static Module trained(Optim optim, SplittableRandom random) {
    new XorExample().loop(optim, random).epochs(XorExample.EPOCHS).fit(XorExample.data());
    return optim.module().evaluate();
  }

  /** The seeds from 1 to {@code last} after which not every answer is within 0.1 of its target. */
  private static List<String> failures(int last, LongFunction<Module> train) {
    List<String> failures = new ArrayList<>();
    for (long seed = 1; seed <= last; seed++) {
      double[] predictions = XorExample.predictions(train.apply(seed));
      double[] targets = {0, 1, 1, 0};
      for (int i = 0; i < 4; i++) {
        if (!(Math.abs(predictions[i] - targets[i]) < 0.1)) {
          failures.add("seed " + seed + " predicts " + Arrays.toString(predictions));
          break;
        }
      }
    }
    return failures;
  }

  private void assertRejected(Path out, String sentence) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("xor", "--out=" + out)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda xor: --out: " + sentence + "\nTry 'taeda xor --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  private int run(String... options) {
    List<String> args = new ArrayList<>(List.of("xor", "--out=" + directory));
    args.addAll(List.of(options));
    return terminal.run(args.toArray(String[]::new));
  }

  private BufferedImage read(String name) throws IOException {
    return ImageIO.read(directory.resolve(name + ".png").toFile());
  }

  private List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (String name : List.of("output", "decision", "loss", "xor")) {
      pictures.add(Files.readAllBytes(directory.resolve(name + ".png")));
    }
    return pictures;
  }

  /** How many more pixels near a place are white than black. */
  private static int whiteMinusBlack(BufferedImage picture, int x, int y) {
    int difference = 0;
    for (int dy = -15; dy <= 15; dy++) {
      for (int dx = -15; dx <= 15; dx++) {
        int grey = (int) grey(picture, x + dx, y + dy);
        difference += grey == 255 ? 1 : grey == 0 ? -1 : 0;
      }
    }
    return difference;
  }

  /** The lightness of a pixel, 0 to 255. */
  private static double grey(BufferedImage picture, int x, int y) {
    int rgb = picture.getRGB(x, y);
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
  }
}
