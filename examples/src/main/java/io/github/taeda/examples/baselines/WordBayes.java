package io.github.taeda.examples.baselines;

import java.util.List;

/**
 * Naive Bayes of word counts, multinomial: {@code log P(class) + Σ log P(word | class)} over the
 * words of a document, with {@code P(w | class) = (count(w, class) + 1) / (count(class) + words)}.
 */
public final class WordBayes {
  private final double[] priors; // logarithms
  private final double[][] weights; // log P(word | class), [class][word]

  /**
   * Trains on documents.
   *
   * @param documents ids of words, each in 0…words−1
   * @param labels the class index of each document
   * @param words the number of ids
   * @param classes the number of classes
   */
  public WordBayes(List<int[]> documents, List<Integer> labels, int words, int classes) {
    priors = new double[classes];
    weights = new double[classes][words];
    for (int i = 0; i < documents.size(); i++) {
      priors[labels.get(i)]++;
      for (int word : documents.get(i)) {
        weights[labels.get(i)][word]++;
      }
    }
    for (int c = 0; c < classes; c++) {
      priors[c] = Math.log((priors[c] + 1) / (documents.size() + classes));
      double total = words;
      for (double count : weights[c]) {
        total += count;
      }
      for (int word = 0; word < words; word++) {
        weights[c][word] = Math.log((weights[c][word] + 1) / total);
      }
    }
  }

  /** The class with the highest probability, the first of equal ones. */
  public int predict(int... document) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < priors.length; c++) {
      double score = priors[c];
      for (int word : document) {
        score += weights[c][word];
      }
      if (score > highest) {
        best = c;
        highest = score;
      }
    }
    return best;
  }
}
