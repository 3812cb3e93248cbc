package io.github.taeda.examples.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordListTest {
  @TempDir private Path directory;

  @Test
  void generated_words_are_different_ones_and_as_many_of_each_language() {
    WordList words = WordList.generate(200, new SplittableRandom(1));
    assertThat(words.words()).hasSize(1200).doesNotHaveDuplicates();
    for (int i = 0; i < 6; i++) {
      assertThat(Collections.frequency(words.labels(), i)).isEqualTo(200);
    }
  }

  @Test
  void the_parts_are_disjoint_and_have_the_same_fraction_of_each_language() {
    WordList words = WordList.generate(50, new SplittableRandom(1));
    WordList.Parts parts = words.split(0.1, 0.2, new SplittableRandom(2));
    List<String> all = new ArrayList<>(parts.train().words());
    all.addAll(parts.validation().words());
    all.addAll(parts.test().words());
    assertThat(all).containsExactlyInAnyOrderElementsOf(words.words());
    assertThat(Collections.frequency(parts.train().labels(), 3)).isEqualTo(35);
    assertThat(Collections.frequency(parts.validation().labels(), 3)).isEqualTo(5);
    assertThat(Collections.frequency(parts.test().labels(), 3)).isEqualTo(10);
    for (int i = 0; i < parts.test().size(); i++) {
      int index = words.words().indexOf(parts.test().words().get(i));
      assertThat(parts.test().language(i)).isEqualTo(words.language(index));
    }
  }

  @Test
  void the_first_words_of_each_language_are_in_its_order() {
    WordList words = WordList.generate(3, new SplittableRandom(1)).firstOfEach(8);
    assertThat(words.labels()).containsExactly(0, 0, 1, 1, 2, 3, 4, 5);
  }

  @Test
  void a_file_has_columns_of_words_and_languages_in_any_order() throws IOException {
    String lines =
        IntStream.range(0, 10)
            .mapToObj(i -> "de,Wört" + i + "\nfr,\"mot, " + i + "\"\n")
            .collect(Collectors.joining());
    WordList words = WordList.read(file("language,word\n" + lines + "fr,Wört3\nde,Wört3\n"));
    assertThat(words.languages()).containsExactly("de", "fr");
    assertThat(words.words()).hasSize(20).startsWith("Wört0", "mot, 0").doesNotHaveDuplicates();
    assertThat(words.language(words.words().indexOf("Wört3"))).isEqualTo("de"); // the first line
  }

  @Test
  void errors_name_the_line_and_the_column() throws IOException {
    Path missing = file("word,language\neins,de\n,fr\n");
    assertThatThrownBy(() -> WordList.read(missing))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll(missing.toString(), "line 3", "word");
    Path without = file("word,tongue\neins,de\n");
    assertThatThrownBy(() -> WordList.read(without))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll(without.toString(), "language");
    Path extra = file("word,language,note\neins,de,common\n");
    assertThatThrownBy(() -> WordList.read(extra))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll("line 2", "note", "common");
  }

  @Test
  void a_file_must_have_enough_words_of_two_languages_or_more() throws IOException {
    Path one = file("word,language\neins,de\n");
    assertThatThrownBy(() -> WordList.read(one))
        .hasMessage(one + ": column language: there must be 2 languages or more, but there is 1");
    Path few = file("word,language\neins,de\nun,fr\n");
    assertThatThrownBy(() -> WordList.read(few))
        .hasMessage(
            few
                + ": column word: each language must have 10 different words or more, but de has"
                + " 1");
  }

  @Test
  void a_word_must_not_be_a_text() throws IOException {
    String lines =
        IntStream.range(0, 10)
            .mapToObj(i -> "d" + i + ",de\nf" + i + ",fr\n")
            .collect(Collectors.joining());
    Path text = file("word,language\n" + lines + "a".repeat(101) + ",fr\n");
    assertThatThrownBy(() -> WordList.read(text))
        .hasMessage(
            text
                + ": column word: a word must have at most 100 characters, but"
                + " aaaaaaaaaaaaaaaaaaaa… has 101");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("words" + content.hashCode() + ".csv"), content);
  }
}
