package io.github.taeda.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Taeda;
import io.github.taeda.examples.Terminal;
import io.github.taeda.examples.digits.DigitModelFile;
import io.github.taeda.examples.report.HtmlReport;
import io.github.taeda.examples.report.PictureDirectory;
import io.github.taeda.examples.xor.XorExample;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The output of every command, tested with {@code xor}. */
class RunOutputTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void a_report_has_command_settings_data_tables_and_every_picture() throws IOException {
    int code = terminal.run("xor", "--seed=3", "--out=" + pictures(), "--report=" + directory);
    assertThat(code).isEqualTo(0);
    assertThat(terminal.out()).endsWith("\nReport in " + index() + "\n");
    assertThat(Files.readString(index()))
        .contains("<h1>XOR</h1>\n<p class=\"result\">Learnt: ")
        .contains("<th>command</th><td>taeda xor --seed=3 --out=")
        .contains("<th>--seed</th><td>3</td>", "<th>--paper</th><td>false</td>")
        .contains("<th>program</th><td>taeda ", ", Java " + Runtime.version())
        .contains("<th>data</th>", "Linear(2 -&gt; 16)", "100 epochs, BCELoss")
        .containsPattern("<th>net</th><td><pre class=\"wide\" tabindex=\"0\">Sequential\\(\n")
        .contains("<th class=\"number\">prediction</th>")
        .doesNotContain("<th>--debug</th>", "<th>--out</th>", "<th>--help</th>");
    assertThat(Files.readString(index()).split("<figure>", -1)).hasSize(5);
  }

  @Test
  void a_run_that_missed_its_target_says_so_in_its_report() throws IOException {
    terminal.run("xor", "--epochs=1", "--out=" + pictures(), "--report=" + directory);
    assertThat(Files.readString(index())).contains("<p class=\"result\">Not learnt: ");
  }

  @Test
  void without_the_option_there_is_no_report() {
    terminal.run("xor", "--epochs=1", "--out=" + pictures());
    assertThat(terminal.out()).doesNotContain("Report");
    assertThat(directory.resolve("index.html")).doesNotExist();
  }

  @Test
  void a_file_in_place_of_the_directory_is_rejected_before_the_training() throws IOException {
    Path file = Files.createFile(directory.resolve("taken"));
    assertThat(terminal.run("xor", "--out=" + pictures(), "--report=" + file)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda xor: --report: "
                + file
                + " is a file, not a directory\nTry 'taeda xor --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void where_there_is_no_terminal_a_long_training_prints_a_line_for_each_epoch() {
    StringWriter console = new StringWriter();
    RunOutput out =
        new RunOutput(
            new PrintWriter(console),
            new PictureDirectory(directory),
            HtmlReport.nowhere(),
            LiveOutput.none());
    Optim optim = new Optim(new Linear(2, 1, new SplittableRandom(1)), new MSELoss(), 0.1);
    SGD.of(optim).epochs(2).listen(out.progress()).fit(XorExample.data());
    assertThat(console.toString().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("epoch [12]/2 {2}loss +[\\d.]+ .*"));
  }

  /** As by Ctrl-C: a training without end, stopped as soon as its report is there. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // else it would wait for ever
  void an_interrupted_run_leaves_a_whole_page_that_says_so() throws Exception {
    interrupt("<th>training</th>", "xor", "--paper", "--epochs=" + Integer.MAX_VALUE);
    assertThat(Files.readString(index())).contains("Not finished: ").endsWith("</html>\n");
    assertThat(names(directory)).containsExactlyInAnyOrder("console.txt", "index.html", "pictures");
  }

  /**
   * Stopped when the curves, which are the last to be written after an epoch, are in the report.
   */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // else it would wait for ever
  void interrupted_digits_leave_the_net_the_curves_and_the_history_of_the_epochs_so_far()
      throws Exception {
    Path net = directory.resolve("net.safetensors");
    interrupt(
        "Loss and accuracy after each epoch",
        "digits",
        "--model=linear",
        "--train=200",
        "--test=50",
        "--epochs=" + Integer.MAX_VALUE,
        "--save=" + net);
    assertThat(Files.readString(index())).contains("Not finished: ").endsWith("</html>\n");
    assertThat(names(pictures())).contains("curves.png", "digits.png", "history.csv");
    assertThat(ImageIO.read(pictures().resolve("curves.png").toFile()).getWidth()).isEqualTo(900);
    List<String> history = Files.readAllLines(pictures().resolve("history.csv"));
    assertThat(history.get(0))
        .isEqualTo(
            "epoch,loss,training accuracy,validation loss,validation accuracy,validation macro F1,"
                + "learning rate,seconds");
    assertThat(history.get(1)).startsWith("1,");
    assertThat(DigitModelFile.load(net).model()).isEqualTo("linear");
  }

  /** Runs the command line in another JVM, and stops it by SIGTERM once its report has a text. */
  private void interrupt(String text, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Taeda.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--out=" + pictures(), "--report=" + directory));
    Process run =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("console.txt").toFile())
            .start();
    try {
      while (run.isAlive() && !isThere(text)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(run.isAlive()).as("still training").isTrue();
    } finally {
      run.destroy();
    }
    assertThat(run.waitFor(1, TimeUnit.MINUTES)).as("stopped by the signal").isTrue();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private boolean isThere(String text) throws IOException {
    return Files.exists(index()) && Files.readString(index()).contains(text);
  }

  private Path index() {
    return directory.resolve("index.html");
  }

  private Path pictures() {
    return directory.resolve("pictures");
  }
}
