package io.github.taeda.nn.data;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A data set in two parts.
 *
 * @param train what a model learns from
 * @param test what it is judged by
 * @param <D> what the parts are
 */
public record Split<D extends Dataset>(D train, D test) {

  /**
   * Divides a data set at random; both parts are views.
   *
   * @param testShare the part for testing, in 0…1, both excluded; rounded to whole examples
   * @param random where the order comes from
   * @throws IllegalArgumentException if one part would be empty
   */
  public static Split<Subset> shuffled(Dataset data, double testShare, RandomGenerator random) {
    requireArguments(data, testShare, random);
    int[] tests = {tests(data, testShare)};
    return divide(data, StratifiedGroups.one(data, random), tests, random);
  }

  /**
   * Divides a data set at random so that each class has the same share in both parts; both parts
   * are views.
   *
   * <p>The part for testing is as large as that of {@link #shuffled}. A class has its share of it
   * rounded down or up (largest remainders up, equal ones by chance), and always an example to
   * learn from.
   *
   * @param data with classes as targets: whole numbers, {@code [batch]} or {@code [batch, 1]}, or
   *     one-hot {@code [batch, classes]}
   * @param testShare the part for testing, in 0…1, both excluded
   * @param random where the order comes from
   * @throws IllegalArgumentException if one part would be empty, a class would be left without an
   *     example to learn from, or the targets are no classes
   */
  public static Split<Subset> stratified(Dataset data, double testShare, RandomGenerator random) {
    requireArguments(data, testShare, random);
    int tests = tests(data, testShare);
    List<int[]> strata = StratifiedGroups.byClass("Split", data, random);
    if (tests > data.size() - strata.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Split: of %d examples in %d classes a testShare of %s leaves a class without"
                  + " examples to learn from",
              data.size(),
              strata.size(),
              testShare));
    }
    return divide(data, strata, StratifiedGroups.deal(strata, tests, testShare, random), random);
  }

  /** Divides images as {@link #shuffled(Dataset, double, RandomGenerator)} does, into images. */
  public static Split<ImageDataset> shuffled(
      ImageDataset images, double testShare, RandomGenerator random) {
    return of(images, shuffled((Dataset) images, testShare, random));
  }

  /** Divides images as {@link #stratified(Dataset, double, RandomGenerator)} does, into images. */
  public static Split<ImageDataset> stratified(
      ImageDataset images, double testShare, RandomGenerator random) {
    return of(images, stratified((Dataset) images, testShare, random));
  }

  private static Split<ImageDataset> of(ImageDataset images, Split<Subset> split) {
    return new Split<>(images.subset(split.train().rows()), images.subset(split.test().rows()));
  }

  private static void requireArguments(Dataset data, double testShare, RandomGenerator random) {
    Objects.requireNonNull(data, "Split: data is null");
    Objects.requireNonNull(random, "Split: random is null");
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException(
          "Split: testShare must be between 0 and 1, but was " + testShare);
    }
  }

  private static Split<Subset> divide(
      Dataset data, List<int[]> strata, int[] tests, RandomGenerator random) {
    IntStream.Builder train = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (int group = 0; group < tests.length; group++) {
      int[] rows = strata.get(group);
      for (int i = 0; i < rows.length; i++) {
        (i < tests[group] ? test : train).add(rows[i]);
      }
    }
    int[] trainRows = ExampleIndices.shuffle(train.build().toArray(), random);
    int[] testRows = ExampleIndices.shuffle(test.build().toArray(), random);
    return new Split<>(Subset.of(data, trainRows), Subset.of(data, testRows));
  }

  /** How many examples are for testing; neither part is empty. */
  private static int tests(Dataset data, double testShare) {
    int tests = (int) Math.round(data.size() * testShare);
    if (tests == 0 || tests == data.size()) {
      throw new IllegalArgumentException(
          "Split: of "
              + data.size()
              + " examples a testShare of "
              + testShare
              + " leaves one part empty");
    }
    return tests;
  }
}
