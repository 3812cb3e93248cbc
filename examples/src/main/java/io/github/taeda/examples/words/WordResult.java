package io.github.taeda.examples.words;

import io.github.taeda.examples.report.Table;
import java.util.Locale;

/**
 * The accuracies of a run on the test words.
 *
 * @param net of the recurrent net
 * @param ngrams of naive Bayes
 * @param bag of the net that sees counts of letters only
 * @param generated whether the words are generated; only then there is a minimum
 */
record WordResult(double net, double ngrams, double bag, boolean generated) {
  /** The minimum on generated words; with the seeds 1 to 4 all test words are correct. */
  private static final double MIN_ACCURACY = 0.95;

  boolean isLearnt() {
    return !generated || (net >= MIN_ACCURACY && net > ngrams && net > bag);
  }

  /** The accuracies, and that of chance. */
  Table table(String ngramName, int languages) {
    return Table.of("classifier", "accuracy")
        .row("chance", percent(1.0 / languages))
        .row(ngramName, percent(ngrams))
        .row("net of counts of letters", percent(bag))
        .row("LSTM", percent(net));
  }

  /** The result as a sentence. */
  String sentence() {
    String accuracies =
        String.format(
            Locale.ROOT,
            ": the language of %s of the test words is predicted by the LSTM, of %s by n-grams, of"
                + " %s from counts of letters.",
            percent(net),
            percent(ngrams),
            percent(bag));
    if (!generated) {
      return "Done" + accuracies + " There is no minimum for words of a file.";
    }
    return isLearnt()
        ? "Learnt" + accuracies
        : "Not learnt" + accuracies + " The minimum is 95 %; more epochs or words may help.";
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }
}
