package io.github.taeda.examples.charmodel;

import io.github.taeda.examples.baselines.NgramModel;
import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import java.util.Locale;

/**
 * Models without a net on the same text, and the comparison of a net with them, in bits per
 * character.
 */
final class CharComparison {
  private static final int MIXTURES = 20; // weights that are tried

  private final int characters;
  private final HeldOut validation;
  private final HeldOut test;
  private final NgramModel ngrams;

  CharComparison(CharModel model, CharText text, Alphabet alphabet) {
    characters = alphabet.size();
    validation = new HeldOut(model, alphabet.ids(text.validation()));
    test = new HeldOut(model, alphabet.ids(text.test()));
    int[] train = alphabet.ids(text.train());
    ngrams = NgramModel.best(train, characters, validation.predicted());
  }

  /** The text to choose settings with. */
  HeldOut validation() {
    return validation;
  }

  /** The text to test on. */
  HeldOut test() {
    return test;
  }

  /** The best n-gram model. */
  NgramModel ngrams() {
    return ngrams;
  }

  /** The bits of n-grams of an order on a text. */
  double bits(int order, HeldOut text) {
    return HeldOut.bits(text.probabilities(ngrams.ofOrder(order)));
  }

  /** The bits of all models on the test text. */
  Table table(String name, Module net) {
    double[] byNet = test.probabilities(net);
    double[] byNgrams = test.probabilities(ngrams);
    double weight = weight(net);
    Table table =
        Table.of("model", "bits per character")
            .row("all characters alike", text(Math.log(characters) / Math.log(2)))
            .row("1-grams: no context", text(bits(1, test)));
    if (ngrams.order() > 2) {
      table.row("2-grams: the character before", text(bits(2, test)));
    }
    return table
        .row("n-grams up to " + ngrams.order() + ", interpolated", text(HeldOut.bits(byNgrams)))
        .row(name, text(HeldOut.bits(byNet)))
        .row(
            String.format(Locale.ROOT, "%.2f %s + %.2f n-grams", weight, name, 1 - weight),
            text(HeldOut.bits(HeldOut.mixed(weight, byNet, byNgrams))));
  }

  /** The weight of the net in the mixture that is best on the validation text. */
  private double weight(Module net) {
    double[] byNet = validation.probabilities(net);
    double[] byNgrams = validation.probabilities(ngrams);
    double best = 0;
    double fewest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= MIXTURES; i++) {
      double weight = (double) i / MIXTURES;
      double bits = HeldOut.bits(HeldOut.mixed(weight, byNet, byNgrams));
      if (bits < fewest) {
        best = weight;
        fewest = bits;
      }
    }
    return best;
  }

  private static String text(double bits) {
    return String.format(Locale.ROOT, "%.3f", bits);
  }
}
