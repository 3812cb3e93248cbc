package io.github.taeda.examples.charmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharTextTest {
  @TempDir private Path directory;

  @Test
  void the_last_tenth_of_a_file_is_for_the_test() throws IOException {
    String content = "a".repeat(8000) + "b".repeat(1000) + "c".repeat(1000);
    Path file = Files.writeString(directory.resolve("a.txt"), content);
    CharText text = CharText.read(file);
    assertThat(text.train()).isEqualTo("a".repeat(8000));
    assertThat(text.validation()).isEqualTo("b".repeat(1000));
    assertThat(text.test()).isEqualTo("c".repeat(1000));
    assertThat(text)
        .hasToString(
            file + "; 8000 characters for training, 1000 for validation, 1000 for the test");
  }

  @Test
  void no_character_is_cut_in_two() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "a" + "😀".repeat(5005));
    CharText text = CharText.read(file);
    assertThat(text.train()).endsWith("😀");
    assertThat(text.test()).startsWith("😀").endsWith("😀");
  }

  @Test
  void a_short_text_and_one_that_is_not_utf_8_are_rejected() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "a".repeat(9999));
    assertThatThrownBy(() -> CharText.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": the text must have 10000 characters or more, but has 9999");
    Path latin = directory.resolve("latin.txt");
    Files.write(latin, "ä".repeat(10_000).getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CharText.read(latin))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(latin + ": the text must be UTF-8");
  }

  @Test
  void lines_of_the_source_code_occur_once_in_all_parts() throws IOException {
    CharText text = CharText.sourceCode();
    assertThat(text.train().length()).isGreaterThan(150_000);
    assertThat(text.test().length()).isGreaterThan(15_000);
    assertThat((text.train() + text.validation() + text.test()).lines())
        .doesNotHaveDuplicates()
        .contains("public abstract INDArray forward(INDArray input);");
  }
}
