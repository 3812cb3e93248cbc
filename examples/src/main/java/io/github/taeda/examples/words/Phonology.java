package io.github.taeda.examples.words;

import java.util.random.RandomGenerator;

/**
 * The shape of the syllables of a family of languages: the sounds that may stand at each position,
 * separated by a slash, an empty one for none.
 */
enum Phonology {
  /** Open syllables, an onset and a vowel; a word may end in a nasal: {@code temoliran}. */
  COAST("p/t/k/m/n/l/r/s/v/h", "", "//n/m"),

  /** Closed syllables, an onset of up to two consonants, a vowel and a coda: {@code krastilbor}. */
  HILL("p/t/k/b/d/g/s/kr/tr/st", "n/l/r/s", "k/t/r/s");

  private static final String FRONT = "e/i/y";
  private static final String BACK = "a/o/u";

  private final String onsets;
  private final String codas;
  private final String endings; // the codas of the last syllable

  Phonology(String onsets, String codas, String endings) {
    this.onsets = onsets;
    this.codas = codas;
    this.endings = endings;
  }

  /** Draws the other sounds of a word from the classes of its vowels. */
  String word(boolean[] front, RandomGenerator random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < front.length; i++) {
      boolean last = i == front.length - 1;
      word.append(any(onsets, random))
          .append(any(front[i] ? FRONT : BACK, random))
          .append(any(last ? endings : codas, random));
    }
    return word.toString();
  }

  private static String any(String sounds, RandomGenerator random) {
    String[] all = sounds.split("/", -1);
    return all[random.nextInt(all.length)];
  }
}
