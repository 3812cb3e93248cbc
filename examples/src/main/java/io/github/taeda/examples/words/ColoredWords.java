package io.github.taeda.examples.words;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.examples.draw.ColoredText;
import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.optim.metrics.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words whose characters are coloured by what they contribute to the prediction. */
final class ColoredWords {
  private static final double SHOWN = 0.5; // of the largest contribution: shown in the table

  /** The note below the table. */
  static final String NOTE =
      "Shown are the characters whose contribution is at least half the largest one: by integrated"
          + " gradients, and by the gradient alone.";

  private final WordNet net;
  private final Alphabet alphabet;
  private final Table table =
      Table.of("word", "language", "predicted", "not", "what decides", "by the gradient alone");
  private final ColoredText attributions =
      new ColoredText("Contributions to the predicted language (light)");
  private final ColoredText saliencies = new ColoredText("Norm of the gradient alone");

  /** Colours words of a list. */
  ColoredWords(WordNet net, Alphabet alphabet, WordList words) {
    this.net = net;
    this.alphabet = alphabet;
    double[][] scores =
        Evaluator.of(net.whole()).predict(new PaddedWords(words, alphabet)).toDoubleMatrix();
    for (int i = 0; i < words.size(); i++) {
      add(words.words().get(i), words.language(i), words.languages(), scores[i]);
    }
  }

  private void add(String word, String language, List<String> languages, double... scores) {
    int[] ids = alphabet.ids(word);
    int best = ClassScores.argMax(scores);
    double[] others = scores.clone();
    others[best] = Double.NEGATIVE_INFINITY;
    int second = ClassScores.argMax(others);
    List<String> characters = word.codePoints().mapToObj(Character::toString).toList();
    double[] attribution = relative(net.attributions(ids, best, second));
    double[] saliency = relative(net.saliency(ids, best, second));
    attributions.row(language, characters, attribution);
    saliencies.row(language, characters, saliency);
    table.row(
        word,
        language,
        languages.get(best),
        languages.get(second),
        shown(characters, attribution),
        shown(characters, saliency));
  }

  /** Absolute values as fractions of the largest. */
  private static double[] relative(double... values) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return Arrays.stream(values).map(v -> largest == 0 ? 0 : Math.abs(v) / largest).toArray();
  }

  /** The characters with large values; dots for the others. */
  private static String shown(List<String> characters, double... values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> values[i] < SHOWN ? "." : characters.get(i))
        .collect(Collectors.joining());
  }

  /** The words with the characters that decide. */
  Table table() {
    return table;
  }

  /** The words coloured by integrated gradients. */
  ColoredText attributions() {
    return attributions;
  }

  /** The words coloured by the norm of the gradient. */
  ColoredText saliencies() {
    return saliencies;
  }
}
