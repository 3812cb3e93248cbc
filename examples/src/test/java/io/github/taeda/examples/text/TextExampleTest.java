package io.github.taeda.examples.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.Terminal;
import io.github.taeda.examples.baselines.WordBayes;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TextExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void one_epoch_is_too_few() {
    assertThat(run("--epochs=1", "--max-length=20")).as(terminal.err()).isEqualTo(3);
    assertThat(terminal.out())
        .contains("Training set: 2400 documents, test set: 600, of 6 classes; ")
        .contains("Not learnt: ")
        .endsWith("curves.png, confusion.png, words-bag.png, words-conv.png\n");
  }

  /** The words of both classes are the same, only their order differs. */
  @Test
  void only_the_convolution_sees_the_order_of_words() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("id,label,text\n");
    for (int i = 0; i < 300; i++) {
      String[] order = i % 2 == 0 ? new String[] {"not", "bad"} : new String[] {"bad", "not"};
      text.append(i).append(i % 2 == 0 ? ",good," : ",\"poor, weak\",").append('"');
      int at = random.nextInt(6);
      for (int word = 0; word < 7; word++) {
        text.append(word == at ? order[0] + " " + order[1] : "w" + random.nextInt(5)).append(",\n");
      }
      text.append("\"\n");
    }
    Path file = Files.writeString(directory.resolve("order.csv"), text);
    assertThat(run("--csv=" + file)).as(terminal.err()).isEqualTo(0);
    assertThat(accuracy("Conv1D")).isGreaterThan(95);
    assertThat(accuracy("bag of embeddings")).isLessThan(75);
    assertThat(accuracy("naive Bayes")).isLessThan(75);
    assertThat(accuracy("Conv1D, shuffled words")).isLessThan(75);
    assertThat(terminal.out()).containsPattern("\n  good +(not bad|w\\d not bad)");
  }

  @Test
  void folders_are_classes() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("data/summer/" + i + ".txt", "The sun is hot, n" + i);
      write("data/winter/" + i, "The snow is cold\r\n\u00c4");
    }
    write("data/readme.txt", "no class");
    write("data/.hidden/x", "no class");
    Path old = directory.resolve("data/winter/latin1");
    Files.write(old, "The snow is c\u00f6ld".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(run("--data=" + directory.resolve("data"))).as(terminal.err()).isEqualTo(0);
    assertThat(terminal.out())
        .contains("Training set: 17 documents, test set: 4, of 2 classes; 7 words that occur 2")
        .containsPattern("naive Bayes +100\\.0 %");
    assertThat(Corpus.words("It's c\u00f6ld: -3 \u00c4pfel!"))
        .containsExactly("it's", "c\u00f6ld", "3", "\u00e4pfel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--data=x --csv=y | --data and --csv exclude each other",
        "--min-count=0    | --min-count must be at least 1, but was 0",
        "--max-length=0   | --max-length must be at least 1, but was 0",
        "--epochs=0       | --epochs must be at least 1, but was 0",
      })
  void arguments_that_make_no_sense_are_rejected(String options, String problem) {
    assertThat(run(options.split(" ", -1))).isEqualTo(2);
    assertThat(terminal.err()).isEqualTo("taeda text: " + problem + "\nTry 'taeda text --help'.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text;a,b\\nx,y          | line 2: expected a column label, but there are [text;a, b]",
        "text,label\\nx,a\\n ,b  | line 3: expected a text, but the field is blank",
        "text,label\\nx,a\\nx,   | line 3: expected a label, but the field is blank",
        "text,label\\nx,a        | expected two classes or more, but there are [a]",
        "text,label\\nx,a\\nx,b  | expected five documents or more of each class, but of a there are 1",
      })
  void damaged_tables_are_rejected(String content, String problem) throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), content.replace("\\n", "\n"));
    assertThat(run("--csv=" + file)).isEqualTo(1);
    assertThat(terminal.err()).isEqualTo("taeda text: " + file + ": " + problem + "\n");
  }

  @Test
  void a_directory_without_folders_is_rejected() {
    assertThat(run("--data=" + directory)).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda text: " + directory + ": expected two classes or more, but there are []\n");
    assertThat(run("--data=" + directory.resolve("none"))).isEqualTo(1);
    assertThat(terminal.err()).contains("expected a directory with a folder per class\n");
  }

  @Test
  void rare_words_are_unknown_and_frequent_ones_come_first() {
    Corpus corpus =
        new Corpus(
            List.of(List.of("b", "a", "b"), List.of("a", "c", "b")),
            List.of(0, 1),
            List.of("", "x"));
    Vocabulary vocabulary = new Vocabulary(corpus, 2);
    assertThat(vocabulary.size()).isEqualTo(4);
    assertThat(vocabulary.ids(List.of("b", "a", "c", "b"), 3)).containsExactly(2, 3, 1);
    INDArray input = vocabulary.dataset(corpus, 2).batch(1, 0).input();
    assertThat(input.toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 1, 0}, {2, 3, 0}});
  }

  /**
   * Class 0 has the words 0, 0, 1, class 1 has 1: P(0 | 0) = 3/5, P(0 | 1) = 1/3; P(1 | 0) = 2/5,
   * P(1 | 1) = 2/3.
   */
  @Test
  void naive_bayes_multiplies_the_frequencies_of_words() {
    WordBayes bayes =
        new WordBayes(List.of(new int[] {0, 0, 1}, new int[] {1}), List.of(0, 1), 2, 2);
    assertThat(bayes.predict(0)).isZero();
    assertThat(bayes.predict(1)).isEqualTo(1);
    assertThat(bayes.predict(0, 1)).isZero(); // 6/25 against 2/9
    assertThat(bayes.predict(0, 1, 1)).isEqualTo(1); // 12/125 against 4/27
  }

  /** The scores of a bag are linear in the embeddings, so contributions and biases are all. */
  @Test
  void the_contributions_to_a_bag_add_up_to_its_score() {
    TextNet bag = TextNet.bag(9, 2, new SplittableRandom(4));
    bag.module().evaluate();
    bag.rest().evaluate();
    INDArray ids = NDArrays.of(new float[] {3, 8, 3, 0, 0}, 1, 5);
    double[] scores = bag.module().forward(ids).toDoubleVector();
    INDArray bias = bag.module().parameters().get(2).value();
    double[] contributions = bag.contributions(ids, 1);
    assertThat(contributions[0] + contributions[1] + contributions[2])
        .isCloseTo(scores[1] - scores[0] - bias.getDouble(1) + bias.getDouble(0), within(1e-5));
    assertThat(contributions[3]).isZero();
    assertThat(contributions[0]).isEqualTo(contributions[2]);
  }

  private double accuracy(String model) {
    Matcher matcher = Pattern.compile("(?m)^  " + model + " +([\\d.]+) %$").matcher(terminal.out());
    assertThat(matcher.find()).as(terminal.out()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "text";
    arguments[1] = "--out=" + directory.resolve("out");
    System.arraycopy(options, 0, arguments, 2, options.length);
    return terminal.run(arguments);
  }
}
