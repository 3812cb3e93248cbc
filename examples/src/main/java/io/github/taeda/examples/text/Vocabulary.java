package io.github.taeda.examples.text;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The words of a training set by id: 0 is padding, 1 a word that is not among them. */
final class Vocabulary {
  static final int PADDING = 0;
  static final int UNKNOWN = 1;
  private static final int MAX_WORDS = 20_000; // the most frequent ones

  private final List<String> words = new ArrayList<>(List.of("(padding)", "(unknown)"));
  private final Map<String, Integer> ids = new HashMap<>();

  /** The words that occur in the documents so many times or more. */
  Vocabulary(Corpus corpus, int minCount) {
    Map<String, Integer> counts = new HashMap<>();
    corpus.documents().forEach(words -> words.forEach(word -> counts.merge(word, 1, Integer::sum)));
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= minCount)
        .sorted(
            Comparator.comparing((Map.Entry<String, Integer> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MAX_WORDS)
        .forEach(entry -> words.add(entry.getKey()));
    for (int id = UNKNOWN + 1; id < words.size(); id++) {
      ids.put(words.get(id), id);
    }
  }

  /** The number of ids. */
  int size() {
    return words.size();
  }

  String word(int id) {
    return words.get(id);
  }

  /** The ids of the first words of a document. */
  int[] ids(List<String> document, int maxLength) {
    return document.stream()
        .limit(maxLength)
        .mapToInt(word -> ids.getOrDefault(word, UNKNOWN))
        .toArray();
  }

  /**
   * Documents as ids {@code [size, maxLength + 1]}, FLOAT, and their classes. Each has at least one
   * id of padding behind it, so that a convolution sees the same beyond the end of every document.
   */
  Dataset dataset(Corpus corpus, int maxLength) {
    int width = maxLength + 1;
    float[] inputs = new float[Math.multiplyExact(corpus.size(), width)];
    int[] labels = new int[corpus.size()];
    for (int row = 0; row < labels.length; row++) {
      int[] ids = ids(corpus.documents().get(row), maxLength);
      for (int i = 0; i < ids.length; i++) {
        inputs[row * width + i] = ids[i];
      }
      labels[row] = corpus.labels().get(row);
    }
    INDArray targets = NDArrays.zeros(DataType.INT32, labels.length);
    targets.data().setData(labels);
    return Dataset.of(NDArrays.of(inputs, labels.length, width), targets);
  }
}
