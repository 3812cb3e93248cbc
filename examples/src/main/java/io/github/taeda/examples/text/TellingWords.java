package io.github.taeda.examples.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The words and phrases that on average add most to the score of a class, compared with the
 * strongest other one.
 */
final class TellingWords {
  private static final int MIN_COUNT = 3; // rarer ones are left out
  private static final int MAX_DOCUMENTS = 1_000; // that are looked at

  private final Map<String, double[]> sums = new HashMap<>(); // by word: sum and count

  /** A word or phrase and its mean contribution. */
  record Telling(String text, double value) {}

  private TellingWords() {}

  /**
   * The most telling phrases of each class, in the documents of that class.
   *
   * @param words of a phrase
   * @param count how many are returned at most
   */
  static List<List<Telling>> of(
      TextNet net, Vocabulary vocabulary, Corpus corpus, int maxLength, int words, int count) {
    int classes = corpus.classNames().size();
    List<TellingWords> all = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      all.add(new TellingWords());
    }
    int documents = Math.min(MAX_DOCUMENTS, corpus.size());
    int[] rows = new int[documents];
    Arrays.setAll(rows, i -> i);
    INDArray inputs = vocabulary.dataset(corpus, maxLength).batch(rows).input();
    for (int row : rows) {
      int label = corpus.labels().get(row);
      int[] ids = vocabulary.ids(corpus.documents().get(row), maxLength);
      if (ids.length > 0) {
        INDArray one = inputs.get(NDArrayIndex.interval(row, row + 1));
        all.get(label).add(net.contributions(one.dup(), label), ids, vocabulary, words);
      }
    }
    return all.stream().map(one -> one.first(count)).toList();
  }

  private void add(double[] contributions, int[] ids, Vocabulary vocabulary, int words) {
    for (int start = 0; start + words <= ids.length; start++) {
      StringBuilder text = new StringBuilder();
      double sum = 0;
      for (int i = start; i < start + words; i++) {
        text.append(i == start ? "" : " ").append(vocabulary.word(ids[i]));
        sum += contributions[i];
      }
      double[] known = sums.computeIfAbsent(text.toString(), key -> new double[2]);
      known[0] += sum;
      known[1]++;
    }
  }

  private List<Telling> first(int count) {
    return sums.entrySet().stream()
        .filter(entry -> entry.getValue()[1] >= MIN_COUNT)
        .map(entry -> new Telling(entry.getKey(), entry.getValue()[0] / entry.getValue()[1]))
        .sorted(
            Comparator.comparing((Telling telling) -> -telling.value).thenComparing(Telling::text))
        .limit(count)
        .toList();
  }
}
