package io.github.taeda.examples.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {
  private static final String COAST = "([ptkmnlrsvh][aoueiy]){3,6}[nm]?";
  private static final String HILL =
      "(([ptkbdgs]|kr|tr|st)[aoueiy][nlrs]){2,5}([ptkbdgs]|kr|tr|st)[aoueiy][ktrs]";

  private static final Set<Language> COASTAL = Set.of(Language.ALO, Language.MERU, Language.TIVA);

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @EnumSource(Language.class)
  void words_keep_the_rules_of_their_language_and_of_no_other(Language language) {
    for (int i = 0; i < 1000; i++) {
      String word = language.word(random);
      assertThat(word).matches(COASTAL.contains(language) ? COAST : HILL);
      assertThat(rule(word)).as(word).isEqualTo(agreement(language));
    }
  }

  private static Agreement agreement(Language language) {
    return switch (language) {
      case ALO, BRASK -> Agreement.HARMONY;
      case MERU, GOLT -> Agreement.FRAME;
      case TIVA, STREN -> Agreement.TURN;
    };
  }

  /** The rule that a word keeps, found by its letters. */
  private static Agreement rule(String word) {
    String classes =
        word.replaceAll("[^aoueiy]", "").replaceAll("[eiy]", "f").replaceAll("[aou]", "b");
    if (classes.charAt(0) != classes.charAt(classes.length() - 1)) {
      return Agreement.TURN;
    }
    return classes.chars().distinct().count() == 1 ? Agreement.HARMONY : Agreement.FRAME;
  }
}
