package io.github.taeda.examples.charmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.nn.Module;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final double[] SCORES = {9, 9, 0, Math.log(3)};

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void characters_are_drawn_by_their_probabilities() {
    assertThat(fractionOfLast(1)).isCloseTo(0.75, within(0.02));
  }

  /** 3² : 1 at temperature ½, √3 : 1 at temperature 2. */
  @Test
  void the_temperature_divides_the_scores() {
    assertThat(fractionOfLast(0.5)).isCloseTo(0.9, within(0.02));
    assertThat(fractionOfLast(2)).isCloseTo(Math.sqrt(3) / (1 + Math.sqrt(3)), within(0.02));
  }

  private double fractionOfLast(double temperature) {
    int last = 0;
    for (int i = 0; i < 10_000; i++) {
      int id = Sampler.draw(SCORES, temperature, random);
      assertThat(id).isGreaterThan(Alphabet.UNKNOWN);
      last += id == 3 ? 1 : 0;
    }
    return last / 10_000.0;
  }

  @Test
  void a_continuation_for_each_temperature_is_as_long_as_asked_for() {
    Alphabet alphabet = Alphabet.of(List.of("ab"));
    Module net = CharNet.of(CharModel.LSTM, alphabet.size(), 8, 16, random);
    String[] texts =
        new Sampler(net, alphabet).continuations("ba", new double[] {0.5, 1}, 60, random);
    assertThat(texts).hasSize(2).allMatch(text -> text.matches("[ab]{60}"));
    assertThat(texts[0]).isNotEqualTo(texts[1]);
  }
}
