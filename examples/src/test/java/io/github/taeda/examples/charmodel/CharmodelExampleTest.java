package io.github.taeda.examples.charmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharmodelExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  /**
   * The letters of a line are all the same. A context of seven characters does not reach back from
   * the last one to the one before, so n-grams need a bit for the first and one for the last; a
   * memory needs it for the first only: 2/23 and 1/23 bits per character.
   */
  @Test
  void the_lstm_remembers_what_ngrams_cannot() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    String content =
        random
            .ints(1000, 0, 2)
            .mapToObj(i -> "x1x123x12345x1234567x;\n".replace('x', i == 0 ? 'a' : 'b'))
            .collect(Collectors.joining());
    assertThat(run(content, "--hidden=32", "--epochs=24", "--report=" + directory))
        .as(terminal.err())
        .isEqualTo(0);
    assertThat(terminal.out())
        .startsWith("Charmodel: lstm, seed 1, 24 epochs\nText: ")
        .containsPattern("\nepoch 6/24 .*\nTemperature 0\\.5:\n    ")
        .containsPattern("\nTemperature 0\\.5:\n(.*\n)*    [ab]1[ab]123[ab]12345[ab]1234567[ab];\n")
        .doesNotContain("\u001b") // no colours: this is no terminal
        .contains(" There is no minimum for the text of a file.\n");
    assertThat(bits("n-grams up to \\d, interpolated")).isBetween(0.08, 0.1);
    assertThat(bits("LSTM")).isLessThan(0.07);
    assertThat(bits("2-grams: the character before"))
        .isGreaterThan(0.3)
        .isLessThan(bits("1-grams: no context"));
    for (String name : List.of("curves", "characters")) {
      assertThat(ImageIO.read(directory.resolve(name + ".png").toFile()).getHeight())
          .isGreaterThan(400);
    }
    assertThat(directory.resolve("index.html")).content().contains("<pre", "1234567");
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(terminal.run("charmodel", "--out=" + directory, "--epochs=1", "--hidden=8"))
        .isEqualTo(3);
    assertThat(terminal.out())
        .contains("Text: Taeda's source code; ")
        .containsPattern(
            "\nNot learnt: the LSTM needs \\d\\.\\d+ bits per character of the test text, n-grams"
                + " need [12]\\.\\d+\\. More epochs may help: the default is 20\\.\n");
  }

  @Test
  void a_gru_can_take_the_position_of_the_lstm() throws IOException {
    assertThat(run("to be or not to be;\n".repeat(600), "--model=gru", "--epochs=2")).isEqualTo(0);
    assertThat(terminal.out()).startsWith("Charmodel: gru, ");
    assertThat(bits("GRU")).isLessThan(bits("1-grams: no context"));
  }

  @Test
  void a_transformer_can_take_the_position_of_the_lstm() throws IOException {
    String text = "to be or not to be;\n".repeat(600);
    int status = run(text, "--model=transformer", "--epochs=40", "--hidden=16");
    assertThat(status).isEqualTo(0);
    assertThat(terminal.out()).startsWith("Charmodel: transformer, ");
    assertThat(bits("TRANSFORMER")).isLessThan(bits("1-grams: no context") - 0.5);
  }

  @Test
  void a_transformer_needs_elements_for_each_head() {
    assertThat(terminal.run("charmodel", "--model=transformer", "--hidden=18")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith(
            "taeda charmodel: --hidden must be a multiple of 4 for the transformer, but was 18");
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs=0, '--epochs must be at least 1, but was 0'",
    "--hidden=7, '--hidden must be 8 to 2048, but was 7'",
    "--hidden=2049, '--hidden must be 8 to 2048, but was 2049'",
    "--text=none.txt, '--text: there is no file none.txt'"
  })
  void a_wrong_setting_is_rejected_in_a_sentence(String argument, String sentence) {
    assertThat(terminal.run("charmodel", "--out=" + directory, argument)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda charmodel: " + sentence + "\nTry 'taeda charmodel --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void a_model_that_does_not_exist_is_rejected() {
    assertThat(terminal.run("charmodel", "--model=rnn")).isEqualTo(2);
    assertThat(terminal.err()).contains("--model", "lstm", "gru", "rnn");
  }

  /** The bits in a row of the table. */
  private double bits(String model) {
    return terminal
        .out()
        .lines()
        .filter(line -> line.matches("  " + model + " +[\\d.]+"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ", "")))
        .findFirst()
        .orElseThrow();
  }

  private int run(String content, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("text.txt"), content);
    List<String> args =
        new ArrayList<>(List.of("charmodel", "--out=" + directory, "--text=" + file));
    args.addAll(List.of(options));
    return terminal.run(args.toArray(String[]::new));
  }
}
