package io.github.taeda.examples.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Documents of classes.
 *
 * @param documents the words of each
 * @param labels the class index of each
 * @param classNames by class index
 */
record Corpus(List<List<String>> documents, List<Integer> labels, List<String> classNames) {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}']+");

  /** The words of a text in lower case; everything but letters, digits and apostrophes divides. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  int size() {
    return documents.size();
  }

  /** Some of the documents. */
  private Corpus of(List<Integer> rows) {
    return new Corpus(
        rows.stream().map(documents::get).toList(),
        rows.stream().map(labels::get).toList(),
        classNames);
  }

  /** A training set and a test set of every fifth document of each class, in a random order. */
  List<Corpus> split(long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    int[] seen = new int[classNames.size()];
    for (int row : order) {
      boolean isTest = ++seen[labels.get(row)] % 5 == 0;
      (isTest ? test : train).add(row);
    }
    return List.of(of(train), of(test));
  }

  /** The same documents with the words of each in a random order. */
  Corpus shuffled(Random random) {
    List<List<String>> mixed = new ArrayList<>();
    for (List<String> document : documents) {
      List<String> words = new ArrayList<>(document);
      Collections.shuffle(words, random);
      mixed.add(words);
    }
    return new Corpus(mixed, labels, classNames);
  }
}
