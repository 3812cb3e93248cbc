package io.github.taeda.examples.words;

import io.github.taeda.nn.data.readers.Csv;
import io.github.taeda.nn.data.readers.CsvDataset;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Words and the languages they come from.
 *
 * @param languages their names by class index
 * @param words each a different one
 * @param labels the class index of each word
 */
record WordList(List<String> languages, List<String> words, List<Integer> labels) {
  private static final int MAX_LENGTH = 100; // characters of a word
  private static final int MIN_WORDS = 10; // of a language: eight to train with, one, and one

  /** Draws words of the made-up languages in turn, as many of each. */
  static WordList generate(int perLanguage, RandomGenerator random) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    Language[] languages = Language.values();
    for (int i = 0; i < perLanguage * languages.length; i++) {
      int label = i % languages.length;
      String word = languages[label].word(random);
      while (labels.containsKey(word)) {
        word = languages[label].word(random);
      }
      labels.put(word, label);
    }
    return of(Stream.of(languages).map(Language::toString).toList(), labels);
  }

  /**
   * Reads a CSV file with the columns {@code word} and {@code language}. A word that is repeated
   * counts once, and one of several languages for the first.
   */
  static WordList read(Path file) throws IOException {
    CsvDataset table = Csv.withHeader().category("word").label("language").read(file);
    List<String> names = Objects.requireNonNull(table.categories().get("word"));
    int[] rows = IntStream.range(0, table.size()).toArray();
    double[] wordIndices = table.batch(rows).input().ravel().toDoubleVector();
    int[] classes = table.batch(rows).target().ravel().toIntVector();
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (int row : rows) {
      labels.putIfAbsent(names.get((int) wordIndices[row]), classes[row]);
    }
    WordList all = of(table.classNames(), labels);
    all.check(file);
    return all;
  }

  private static WordList of(List<String> languages, Map<String, Integer> labels) {
    return new WordList(languages, List.copyOf(labels.keySet()), List.copyOf(labels.values()));
  }

  private void check(Path file) throws FileFormatException {
    if (languages.size() < 2) {
      throw new FileFormatException(
          file, "column language: there must be 2 languages or more, but there is 1");
    }
    for (int i = 0; i < languages.size(); i++) {
      int count = Collections.frequency(labels, i);
      String found = languages.get(i) + " has " + count;
      require(
          count >= MIN_WORDS, file, "each language must have 10 different words or more", found);
    }
    for (String word : words) {
      int length = word.codePointCount(0, word.length());
      String found = word.substring(0, Math.min(20, word.length())) + "… has " + length;
      require(length <= MAX_LENGTH, file, "a word must have at most 100 characters", found);
    }
  }

  private static void require(boolean condition, Path file, String rule, String found)
      throws FileFormatException {
    if (!condition) {
      throw new FileFormatException(file, "column word: " + rule + ", but " + found);
    }
  }

  int size() {
    return words.size();
  }

  /** The word of an index with its language. */
  String language(int index) {
    return languages.get(labels.get(index));
  }

  /** The class indices as an array. */
  int[] classes() {
    return labels.stream().mapToInt(label -> label).toArray();
  }

  /** Words of some indices. */
  WordList subset(List<Integer> indices) {
    return new WordList(
        languages,
        indices.stream().map(words::get).toList(),
        indices.stream().map(labels::get).toList());
  }

  /** Up to {@code count} words, of each language in turn. */
  WordList firstOfEach(int count) {
    List<List<Integer>> indices = new ArrayList<>();
    for (int language = 0; language < languages.size(); language++) {
      indices.add(indices(language));
    }
    List<Integer> chosen = new ArrayList<>();
    int longest = indices.stream().mapToInt(List::size).max().orElse(0);
    for (int rank = 0; rank < longest; rank++) {
      for (List<Integer> ofLanguage : indices) {
        if (rank < ofLanguage.size() && chosen.size() < count) {
          chosen.add(ofLanguage.get(rank));
        }
      }
    }
    return subset(chosen.stream().sorted(Comparator.comparing(labels::get)).toList());
  }

  /** Up to {@code count} words of a language. */
  List<String> ofLanguage(int language, int count) {
    return indices(language).stream().limit(count).map(words::get).toList();
  }

  private List<Integer> indices(int language) {
    return IntStream.range(0, size()).filter(i -> labels.get(i) == language).boxed().toList();
  }

  /** Three parts at random, with the same fraction of each language. */
  Parts split(double validation, double test, RandomGenerator random) {
    List<List<Integer>> parts =
        Stream.generate(() -> (List<Integer>) new ArrayList<Integer>()).limit(3).toList();
    for (int language = 0; language < languages.size(); language++) {
      List<Integer> indices = new ArrayList<>(indices(language));
      Collections.shuffle(indices, new Random(random.nextLong()));
      int tests = (int) Math.ceil(test * indices.size());
      int seen = tests + (int) Math.ceil(validation * indices.size());
      parts.get(0).addAll(indices.subList(seen, indices.size()));
      parts.get(1).addAll(indices.subList(tests, seen));
      parts.get(2).addAll(indices.subList(0, tests));
    }
    return new Parts(subset(parts.get(0)), subset(parts.get(1)), subset(parts.get(2)));
  }

  /** Disjoint lists to train on, to choose settings with, and to test on. */
  record Parts(WordList train, WordList validation, WordList test) {
    List<String> languages() {
      return train.languages;
    }
  }

  /** The fraction of the words whose language is predicted. */
  double accuracy(int... predicted) {
    int[] classes = classes();
    return IntStream.range(0, classes.length).filter(i -> predicted[i] == classes[i]).count()
        / (double) classes.length;
  }
}
