package io.github.taeda.examples.characters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlphabetTest {
  private final Alphabet alphabet = Alphabet.of(List.of("cab", "b😀"));

  @Test
  void characters_are_numbered_in_the_order_of_unicode_after_padding_and_unknown() {
    assertThat(alphabet.size()).isEqualTo(6);
    assertThat(alphabet.ids("abc😀")).containsExactly(2, 3, 4, 5);
  }

  @Test
  void other_characters_are_unknown() {
    assertThat(alphabet.ids("aä")).containsExactly(2, Alphabet.UNKNOWN);
    assertThat(alphabet.ids("")).isEmpty();
  }

  @Test
  void ids_are_shown_as_characters() {
    assertThat(alphabet.text(5)).isEqualTo("😀");
    assertThat(alphabet.text(Alphabet.UNKNOWN)).isEqualTo("\uFFFD");
    assertThat(alphabet.text(Alphabet.PADDING)).isEmpty();
  }
}
