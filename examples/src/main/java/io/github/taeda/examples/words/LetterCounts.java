package io.github.taeda.examples.words;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;

/** Words without the order of their letters: how often each occurs. */
final class LetterCounts {
  private LetterCounts() {}

  /** Counts {@code [words, alphabet]} as inputs, class indices as targets. */
  static Dataset of(WordList words, Alphabet alphabet) {
    float[] counts = new float[words.size() * alphabet.size()];
    float[] classes = new float[words.size()];
    for (int i = 0; i < words.size(); i++) {
      for (int id : alphabet.ids(words.words().get(i))) {
        counts[i * alphabet.size() + id]++;
      }
      classes[i] = words.labels().get(i);
    }
    return Dataset.of(
        NDArrays.of(counts, words.size(), alphabet.size()), NDArrays.of(classes, words.size()));
  }
}
