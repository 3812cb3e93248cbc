package io.github.taeda.nn.data;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A training set and a test set.
 *
 * @param train the training set
 * @param test the test set, for the evaluation
 * @param <D> the type of both
 */
public record Split<D extends Dataset>(D train, D test) {
  /** Rejects null. */
  public Split {
    Objects.requireNonNull(train, "Split: train is null");
    Objects.requireNonNull(test, "Split: test is null");
  }

  /**
   * Splits a data set at random; both sets are views.
   *
   * @param testShare the fraction of examples in the test set, in (0, 1)
   * @param random source of the order
   * @throws IllegalArgumentException if one set would be empty
   */
  public static Split<Subset> shuffled(Dataset data, double testShare, RandomGenerator random) {
    requireArguments(data, testShare, random);
    int[] tests = {tests(data, testShare)};
    return divide(data, StratifiedGroups.one(data, random), tests, random);
  }

  /**
   * Splits a data set at random so that each class has the same fraction of examples in both sets;
   * both are views.
   *
   * <p>The test set is as large as that of {@link #shuffled}. The number of test examples of a
   * class is rounded down or up (largest remainders up, equal ones at random); each class keeps one
   * training example or more.
   *
   * @param data its targets are class indices {@code [batch]} or {@code [batch, 1]}, or one-hot
   *     {@code [batch, classes]}
   * @param testShare the fraction of examples in the test set, in (0, 1)
   * @param random source of the order
   * @throws IllegalArgumentException if one set would be empty, a class would have no training
   *     example, or the targets are no classes
   */
  public static Split<Subset> stratified(Dataset data, double testShare, RandomGenerator random) {
    requireArguments(data, testShare, random);
    int tests = tests(data, testShare);
    List<int[]> groups = StratifiedGroups.byClass("Split", data, random);
    if (tests > data.size() - groups.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Split: of %d examples in %d classes a testShare of %s leaves a class without"
                  + " training examples",
              data.size(),
              groups.size(),
              testShare));
    }
    return divide(
        data, groups, StratifiedGroups.allocate(groups, tests, testShare, random), random);
  }

  /** The split of {@link #shuffled(Dataset, double, RandomGenerator)} as images. */
  public static Split<ImageDataset> shuffled(
      ImageDataset images, double testShare, RandomGenerator random) {
    return of(images, shuffled((Dataset) images, testShare, random));
  }

  /** The split of {@link #stratified(Dataset, double, RandomGenerator)} as images. */
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
      Dataset data, List<int[]> groups, int[] tests, RandomGenerator random) {
    IntStream.Builder train = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (int group = 0; group < tests.length; group++) {
      int[] rows = groups.get(group);
      for (int i = 0; i < rows.length; i++) {
        (i < tests[group] ? test : train).add(rows[i]);
      }
    }
    int[] trainRows = ExampleIndices.shuffle(train.build().toArray(), random);
    int[] testRows = ExampleIndices.shuffle(test.build().toArray(), random);
    return new Split<>(Subset.of(data, trainRows), Subset.of(data, testRows));
  }

  /** The number of test examples; neither set may be empty. */
  private static int tests(Dataset data, double testShare) {
    int tests = (int) Math.round(data.size() * testShare);
    if (tests == 0 || tests == data.size()) {
      throw new IllegalArgumentException(
          "Split: of "
              + data.size()
              + " examples a testShare of "
              + testShare
              + " leaves one set empty");
    }
    return tests;
  }
}
