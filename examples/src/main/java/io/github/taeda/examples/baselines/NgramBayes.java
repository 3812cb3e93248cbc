package io.github.taeda.examples.baselines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Naive Bayes of character n-grams (Cavnar and Trenkle's features, 1994, as a multinomial model):
 * {@code log P(class) + Σ log P(n-gram | class)} over all n-grams of 1 to {@code order} characters,
 * with the beginning and the end of a word as characters of their own.
 *
 * <p>{@code P(g | class) = (count(g, class) + α) / (count(class) + α V)}, where V is the number of
 * different n-grams; those that did not occur in training are ignored.
 */
public final class NgramBayes {
  private static final String BEGIN = "\u0002";
  private static final String END = "\u0003";

  private static final int MAX_ORDER = 6; // of those that best() tries
  private static final double[] SMOOTHINGS = {0.01, 0.1, 1};

  private final int order;
  private final double smoothing;
  private final double[] priors; // logarithms
  private final Map<String, double[]> weights = new HashMap<>(); // log P(n-gram | class)

  /**
   * Trains on words.
   *
   * @param words one or more
   * @param classes the class index of each word
   * @param count of the classes, each of which must occur
   * @param order length of the longest n-grams, at least 1
   * @param smoothing α, &gt; 0
   */
  public NgramBayes(List<String> words, int[] classes, int count, int order, double smoothing) {
    this.order = order;
    this.smoothing = smoothing;
    priors = new double[count];
    double[] totals = new double[count];
    for (int i = 0; i < classes.length; i++) {
      priors[classes[i]]++;
      for (String ngram : ngrams(words.get(i))) {
        weights.computeIfAbsent(ngram, key -> new double[count])[classes[i]]++;
        totals[classes[i]]++;
      }
    }
    for (int c = 0; c < count; c++) {
      priors[c] = Math.log(priors[c] / classes.length);
      double total = totals[c] + smoothing * weights.size();
      for (double[] counts : weights.values()) {
        counts[c] = Math.log((counts[c] + smoothing) / total);
      }
    }
  }

  /**
   * Trains with several orders and smoothings, and returns what has the highest accuracy on a
   * validation set, the first of equal ones.
   *
   * @param words one or more
   * @param classes the class index of each word
   * @param count of the classes
   */
  public static NgramBayes best(
      List<String> words,
      int[] classes,
      int count,
      List<String> validationWords,
      int... validationClasses) {
    NgramBayes best = new NgramBayes(words, classes, count, 1, SMOOTHINGS[0]);
    long mostCorrect = -1;
    for (int order = 1; order <= MAX_ORDER; order++) {
      for (double smoothing : SMOOTHINGS) {
        NgramBayes candidate = new NgramBayes(words, classes, count, order, smoothing);
        int[] predicted = candidate.predict(validationWords);
        long correct =
            IntStream.range(0, predicted.length)
                .filter(i -> predicted[i] == validationClasses[i])
                .count();
        if (correct > mostCorrect) {
          best = candidate;
          mostCorrect = correct;
        }
      }
    }
    return best;
  }

  /** The class with the highest probability, the first of equal ones. */
  public int predict(String word) {
    double[] scores = priors.clone();
    for (String ngram : ngrams(word)) {
      double[] logarithms = weights.get(ngram);
      for (int c = 0; logarithms != null && c < scores.length; c++) {
        scores[c] += logarithms[c];
      }
    }
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  /** The predicted class of each word. */
  public int[] predict(List<String> words) {
    return words.stream().mapToInt(this::predict).toArray();
  }

  private List<String> ngrams(String word) {
    List<String> characters = new ArrayList<>();
    characters.add(BEGIN);
    word.codePoints().mapToObj(Character::toString).forEach(characters::add);
    characters.add(END);
    Set<String> alone = new HashSet<>(List.of(BEGIN, END)); // they are in every word
    List<String> ngrams = new ArrayList<>();
    for (int from = 0; from < characters.size(); from++) {
      StringBuilder ngram = new StringBuilder();
      for (int to = from; to < Math.min(from + order, characters.size()); to++) {
        ngram.append(characters.get(to));
        if (!alone.contains(ngram.toString())) {
          ngrams.add(ngram.toString());
        }
      }
    }
    return ngrams;
  }

  /** {@code naive Bayes, n-grams of 1 to 4 characters, smoothing 0.1}. */
  @Override
  public String toString() {
    return "naive Bayes, n-grams of 1 to " + order + " characters, smoothing " + smoothing;
  }
}
