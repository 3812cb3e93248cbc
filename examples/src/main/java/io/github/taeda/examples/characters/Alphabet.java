package io.github.taeda.examples.characters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ids of characters: 0 is padding, 1 stands for every character that is not in the alphabet,
 * and the others follow in the order of Unicode. A character is a code point.
 */
public final class Alphabet {
  /** The id of padding. */
  public static final int PADDING = 0;

  /** The id of characters that are not in the alphabet. */
  public static final int UNKNOWN = 1;

  private static final int RESERVED = 2;
  private static final int REPLACEMENT = 0xFFFD; // shown for an unknown character

  private final Map<Integer, Integer> ids = new LinkedHashMap<>();
  private final int[] characters;

  private Alphabet(int... characters) {
    this.characters = characters;
    for (int i = 0; i < characters.length; i++) {
      ids.put(characters[i], i + RESERVED);
    }
  }

  /** The alphabet of all characters that occur in texts. */
  public static Alphabet of(Collection<String> texts) {
    TreeSet<Integer> all =
        texts.stream()
            .flatMap(text -> text.codePoints().boxed())
            .collect(Collectors.toCollection(TreeSet::new));
    return new Alphabet(all.stream().mapToInt(character -> character).toArray());
  }

  /** The number of ids, those of padding and unknown characters included. */
  public int size() {
    return characters.length + RESERVED;
  }

  /** The id of each character of a text. */
  public int[] ids(String text) {
    return text.codePoints().map(character -> ids.getOrDefault(character, UNKNOWN)).toArray();
  }

  /** The character of an id as a text: U+FFFD for an unknown one, nothing for padding. */
  public String text(int id) {
    if (id < RESERVED) {
      return id == PADDING ? "" : Character.toString(REPLACEMENT);
    }
    return Character.toString(characters[id - RESERVED]);
  }
}
