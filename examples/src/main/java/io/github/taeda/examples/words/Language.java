package io.github.taeda.examples.words;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The made-up languages, two families of three.
 *
 * <p>A family has the sounds and syllables of its {@link Phonology}; its languages differ only in
 * the {@link Agreement} of the vowels of a word, from the first to the last.
 */
enum Language {
  ALO(Phonology.COAST, Agreement.HARMONY),
  MERU(Phonology.COAST, Agreement.FRAME),
  TIVA(Phonology.COAST, Agreement.TURN),
  BRASK(Phonology.HILL, Agreement.HARMONY),
  GOLT(Phonology.HILL, Agreement.FRAME),
  STREN(Phonology.HILL, Agreement.TURN);

  private static final int MIN_SYLLABLES = 3;
  private static final int MAX_SYLLABLES = 6;

  private final Phonology phonology;
  private final Agreement agreement;

  Language(Phonology phonology, Agreement agreement) {
    this.phonology = phonology;
    this.agreement = agreement;
  }

  /** Draws a word of three to six syllables. */
  String word(RandomGenerator random) {
    int syllables = random.nextInt(MIN_SYLLABLES, MAX_SYLLABLES + 1);
    return phonology.word(agreement.draw(syllables, random), random);
  }

  @Override
  public String toString() {
    return name().substring(0, 1) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
