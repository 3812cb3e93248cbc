package io.github.taeda.nn.data;

import java.util.List;
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
    return divide(data, testShare, Strata.one(data, random), random);
  }

  /**
   * Divides a data set at random so that each class has the same share in both parts, rounded to
   * whole examples; both parts are views.
   *
   * @param data with classes as targets: whole numbers, {@code [batch]} or {@code [batch, 1]}, or
   *     one-hot {@code [batch, classes]}
   * @param testShare the part for testing, in 0…1, both excluded
   * @param random where the order comes from
   * @throws IllegalArgumentException if one part would be empty or the targets are no classes
   */
  public static Split<Subset> stratified(Dataset data, double testShare, RandomGenerator random) {
    requireArguments(data, testShare, random);
    return divide(data, testShare, Strata.byClass("Split", data, random), random);
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
      Dataset data, double testShare, List<int[]> strata, RandomGenerator random) {
    IntStream.Builder train = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (int[] rows : strata) {
      long tests = Math.round(rows.length * testShare);
      for (int i = 0; i < rows.length; i++) {
        (i < tests ? test : train).add(rows[i]);
      }
    }
    int[] trainRows = Rows.shuffle(train.build().toArray(), random);
    int[] testRows = Rows.shuffle(test.build().toArray(), random);
    if (trainRows.length == 0 || testRows.length == 0) {
      throw new IllegalArgumentException(
          "Split: of "
              + data.size()
              + " examples a testShare of "
              + testShare
              + " leaves one part empty");
    }
    return new Split<>(Subset.of(data, trainRows), Subset.of(data, testRows));
  }
}
