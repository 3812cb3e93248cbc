package io.github.taeda.examples.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NgramBayesTest {
  /**
   * With smoothing 1 and the 1-grams a, b: of class 0, P(a) = (3 + 1) / (4 + 2) = 2/3 and P(b) =
   * 1/3; of class 1, P(a) = (1 + 1) / (3 + 2) = 2/5 and P(b) = 3/5. The priors are 2/3 and 1/3. So
   * "bb" has 2/3 · 1/9 = 0.074 against 1/3 · 9/25 = 0.12, and "b" has 2/9 against 1/5.
   */
  @Test
  void probabilities_are_smoothed_counts_times_priors() {
    NgramBayes bayes = new NgramBayes(List.of("aa", "ab", "bab"), new int[] {0, 0, 1}, 2, 1, 1);
    assertThat(bayes.predict("bb")).isEqualTo(1);
    assertThat(bayes.predict("b")).isEqualTo(0);
    assertThat(bayes.predict("a")).isEqualTo(0);
  }

  @Test
  void ngrams_that_did_not_occur_are_ignored() {
    NgramBayes bayes = new NgramBayes(List.of("a", "b", "b"), new int[] {0, 1, 1}, 2, 1, 0.1);
    assertThat(bayes.predict("")).isEqualTo(1); // by the prior
    assertThat(bayes.predict("xyz")).isEqualTo(1);
    assertThat(bayes.predict("xaz")).isEqualTo(0);
  }

  @Test
  void the_order_of_letters_needs_longer_ngrams_than_one() {
    List<String> words = List.of("xab", "yab", "xba", "yba");
    int[] classes = {0, 0, 1, 1};
    NgramBayes letters = new NgramBayes(words, classes, 2, 1, 0.1);
    NgramBayes pairs = new NgramBayes(words, classes, 2, 2, 0.1);
    assertThat(letters.predict(List.of("zab", "zba"))).containsExactly(0, 0);
    assertThat(pairs.predict(List.of("zab", "zba"))).containsExactly(0, 1);
  }

  @Test
  void beginning_and_end_are_characters() {
    NgramBayes bayes = new NgramBayes(List.of("ab", "ba"), new int[] {0, 1}, 2, 2, 0.1);
    assertThat(bayes.predict(List.of("axxb", "bxxa"))).containsExactly(0, 1);
  }

  /** Whether the first and the last letter agree is not visible to any part of these words. */
  @Test
  void agreement_of_distant_letters_is_not_seen() {
    NgramBayes bayes =
        new NgramBayes(
            List.of("axxxa", "bxxxb", "axxxb", "bxxxa"), new int[] {0, 0, 1, 1}, 2, 4, 0.1);
    assertThat(bayes.predict(List.of("axxxxa", "bxxxxb", "axxxxb", "bxxxxa")))
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void the_best_has_the_shortest_ngrams_that_suffice_on_the_validation_set() {
    List<String> words = List.of("xab", "yab", "xba", "yba");
    int[] classes = {0, 0, 1, 1};
    assertThat(NgramBayes.best(words, classes, 2, List.of("zab", "zba"), 0, 1))
        .hasToString("naive Bayes, n-grams of 1 to 2 characters, smoothing 0.01");
  }
}
