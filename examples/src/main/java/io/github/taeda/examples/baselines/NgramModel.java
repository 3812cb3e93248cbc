package io.github.taeda.examples.baselines;

import java.util.HashMap;
import java.util.Map;

/**
 * Interpolated n-gram model of a sequence of integers, such as the ids of characters, with the
 * smoothing of Witten and Bell (1991): {@code P(c | h) = (count(hc) + T(h) P(c | h')) / (N(h) +
 * T(h))}, where N(h) symbols follow the context h in the training sequence, T(h) different ones,
 * and h' is h without its first symbol. Below the empty context is the uniform distribution.
 */
public final class NgramModel {
  private static final int MAX_ORDER = 8; // of those that best() tries

  private final int order;
  private final int symbols;
  private final Map<String, Counts> counts; // of contexts and of contexts with their follower

  /** How often a sequence occurs, how many symbols follow it, and how many different ones. */
  private static final class Counts {
    private int occurrences;
    private int followers;
    private int types;
  }

  private NgramModel(int order, int symbols, Map<String, Counts> counts) {
    this.order = order;
    this.symbols = symbols;
    this.counts = counts;
  }

  /**
   * Counts n-grams.
   *
   * @param sequence symbols from 0 to {@code symbols} − 1
   * @param symbols at most 65 536
   * @param order length of the n-grams, at least 1: contexts have up to {@code order} − 1 symbols
   */
  public static NgramModel fit(int[] sequence, int symbols, int order) {
    NgramModel model = new NgramModel(order, symbols, new HashMap<>());
    String text = text(sequence);
    for (int end = 0; end < text.length(); end++) {
      for (int length = 0; length < order && length <= end; length++) {
        model.count(text.substring(end - length, end), text.substring(end - length, end + 1));
      }
    }
    return model;
  }

  private void count(String context, String ngram) {
    Counts whole = counts.computeIfAbsent(ngram, key -> new Counts());
    Counts before = counts.computeIfAbsent(context, key -> new Counts());
    before.followers++;
    before.types += whole.occurrences == 0 ? 1 : 0;
    whole.occurrences++;
  }

  /** The model of the order, 1 to 8, that needs the fewest bits on a validation sequence. */
  public static NgramModel best(int[] sequence, int symbols, int... validation) {
    NgramModel longest = fit(sequence, symbols, MAX_ORDER);
    NgramModel best = longest;
    double fewest = Double.POSITIVE_INFINITY;
    for (int order = 1; order <= MAX_ORDER; order++) {
      NgramModel candidate = longest.ofOrder(order);
      double bits = candidate.bits(validation);
      if (bits < fewest) {
        best = candidate;
        fewest = bits;
      }
    }
    return best;
  }

  /** The model of a lower order from the same counts. */
  public NgramModel ofOrder(int lower) {
    if (lower < 1 || lower > order) {
      throw new IllegalArgumentException(
          "NgramModel: order must be 1 to " + order + ", but was " + lower);
    }
    return new NgramModel(lower, symbols, counts);
  }

  /** The order of the model. */
  public int order() {
    return order;
  }

  /** The mean of −log₂ P over a sequence of one or more symbols. */
  public double bits(int... sequence) {
    double bits = 0;
    for (double probability : probabilities(sequence)) {
      bits -= Math.log(probability) / Math.log(2);
    }
    return bits / sequence.length;
  }

  /** The probability of each symbol of a sequence after those before it. */
  public double[] probabilities(int... sequence) {
    String text = text(sequence);
    double[] probabilities = new double[sequence.length];
    for (int end = 0; end < sequence.length; end++) {
      double probability = 1.0 / symbols;
      for (int length = 0; length < order && length <= end; length++) {
        Counts context = counts.get(text.substring(end - length, end));
        if (context == null || context.followers == 0) {
          break; // longer contexts do not occur either
        }
        Counts ngram = counts.get(text.substring(end - length, end + 1));
        double lower = context.types * probability;
        probability =
            ((ngram == null ? 0 : ngram.occurrences) + lower) / (context.followers + context.types);
      }
      probabilities[end] = probability;
    }
    return probabilities;
  }

  private static String text(int... sequence) {
    StringBuilder text = new StringBuilder(sequence.length);
    for (int symbol : sequence) {
      text.append((char) symbol);
    }
    return text.toString();
  }
}
