package io.github.taeda.examples.charmodel;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.examples.draw.ColoredText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An excerpt of a text whose characters are coloured by the probabilities of a model. */
final class ColoredExcerpt {
  private static final int FROM = 300; // where a net has seen enough to predict
  private static final int COLUMNS = 44;
  private static final int ROWS = 15;
  private static final String LINE_END = "¶";

  private ColoredExcerpt() {}

  /** The first whole lines after some hundred characters; long ones are wrapped. */
  static ColoredText of(String title, Alphabet alphabet, int[] ids, double... probabilities) {
    ColoredText text = new ColoredText(title);
    int from = Math.min(FROM, ids.length / 2);
    while (from < ids.length - 1 && !alphabet.text(ids[from - 1]).equals("\n")) {
      from++;
    }
    for (int row = 0; row < ROWS && from < ids.length; row++) {
      int to = from;
      List<String> characters = new ArrayList<>();
      boolean ended = false;
      while (!ended && to < ids.length && to < from + COLUMNS) {
        String character = alphabet.text(ids[to]);
        ended = character.equals("\n");
        characters.add(character.isBlank() && !character.equals(" ") ? LINE_END : character);
        to++;
      }
      text.row("", characters, Arrays.copyOfRange(probabilities, from, to));
      from = to;
    }
    return text;
  }
}
