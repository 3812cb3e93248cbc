package io.github.taeda.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.transforms.OneHot;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Splits and folds: which example goes where. */
class SplitTest {
  private final long seed = RandomGenerator.getDefault().nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);

  /** Examples whose input is their own number; three classes of very different size. */
  private Dataset data(int size) {
    float[][] inputs = new float[size][];
    int[] classes = new int[size];
    for (int i = 0; i < size; i++) {
      inputs[i] = new float[] {i};
      double chance = random.nextDouble();
      classes[i] = chance < 0.7 ? 0 : chance < 0.95 ? 1 : 2;
    }
    return Examples.of(inputs, classes);
  }

  @RepeatedTest(5)
  void each_example_is_in_one_part() {
    int size = random.nextInt(2, 200);
    double share = random.nextDouble(0.3, 0.7);
    Dataset data = data(size);
    for (Split<Subset> split :
        List.of(
            Split.shuffled(data, share, random),
            Split.stratified(data(Math.max(20, size)), share, random))) {
      int all = split.train().size() + split.test().size();
      assertThat(IntStream.concat(numbers(split.train()), numbers(split.test())).sorted())
          .as("seed %d", seed)
          .containsExactlyElementsOf(IntStream.range(0, all).boxed().toList());
    }
    assertThat(Split.shuffled(data, share, random).test().size())
        .as("seed %d", seed)
        .isEqualTo((int) Math.round(share * size));
  }

  @RepeatedTest(5)
  void a_stratified_split_keeps_the_share_of_each_class() {
    int size = random.nextInt(50, 500);
    double share = random.nextDouble(0.1, 0.9);
    Dataset data = data(size);
    Split<Subset> split = Split.stratified(data, share, random);
    int[] all = count(data);
    int[] test = count(split.test());
    for (int label = 0; label < 3; label++) {
      assertThat((double) test[label])
          .as("class %d, seed %d", label, seed)
          .isBetween(share * all[label] - 1, share * all[label] + 1);
    }
    assertThat(split.test().size()).as("seed %d", seed).isEqualTo((int) Math.round(share * size));
    assertThat(count(split.train())[0]).isEqualTo(all[0] - test[0]);
  }

  /** Rounded class by class, half an example of each would be 100 or none. */
  @Test
  void a_stratified_split_of_small_classes_has_the_size_asked_for() {
    Split<Subset> split = Split.stratified(classes(100, 5), 0.1, random);
    assertThat(split.test().size()).isEqualTo(50);
    assertThat(Labels.of("test", split.test())).as("seed %d", seed).doesNotHaveDuplicates();
    Split<Subset> pairs = Split.stratified(classes(10, 2), 0.2, random);
    assertThat(pairs.test().size()).isEqualTo(4);
    assertThat(Labels.of("test", pairs.test())).as("seed %d", seed).doesNotHaveDuplicates();
  }

  @Test
  void which_of_equal_classes_give_more_is_chance() {
    Set<Integer> tested = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      for (int label : Labels.of("test", Split.stratified(classes(4, 2), 0.25, random).test())) {
        tested.add(label);
      }
    }
    assertThat(tested).as("seed %d", seed).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  /** 6 of 12 for testing: 4.5, 0.5, 0.5, 0.5 by share, and only the first has one to spare. */
  @Test
  void a_stratified_split_leaves_each_class_a_training_example() {
    int[] classes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
    Dataset data = Examples.of(new float[12][1], classes);
    Split<Subset> split = Split.stratified(data, 0.5, random);
    assertThat(split.test().size()).isEqualTo(6);
    assertThat(Labels.of("test", split.train())).contains(1, 2, 3);
    assertThatThrownBy(() -> Split.stratified(classes(10, 2), 0.6, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Split: of 20 examples in 10 classes a testShare of 0.6 leaves a class without training"
                + " examples");
  }

  private static Dataset classes(int classes, int each) {
    int[] labels = IntStream.range(0, classes * each).map(i -> i % classes).toArray();
    return Examples.of(new float[labels.length][1], labels);
  }

  /** 60 rows that come class after class would change their class twice only. */
  @Test
  void the_parts_of_folds_are_in_a_random_order_and_always_in_the_same() {
    for (List<Split<Subset>> folds :
        List.of(
            Folds.shuffled(classes(3, 20), 4, random),
            Folds.stratified(classes(3, 20), 4, random))) {
      Split<Subset> fold = folds.get(1);
      for (Subset part : List.of(fold.train(), fold.test())) {
        int[] labels = Labels.of("test", part);
        long changes =
            IntStream.range(1, labels.length).filter(i -> labels[i] != labels[i - 1]).count();
        assertThat(changes).as("seed %d", seed).isGreaterThan(2);
        assertThat(rows(part)).isNotEqualTo(Arrays.stream(rows(part)).sorted().toArray());
      }
      assertThat(rows(folds.get(1).train())).isEqualTo(rows(fold.train()));
      assertThat(rows(folds.get(1).test())).isEqualTo(rows(fold.test()));
    }
  }

  /** Held as rows they would be 30 000 times 30 000 numbers, 3.6 GB. */
  @Test
  void one_may_be_left_out_of_many() {
    Dataset data = classes(2, 15_000);
    List<Split<Subset>> folds = Folds.shuffled(data, data.size(), random);
    assertThat(folds).hasSize(30_000);
    assertThat(folds.get(29_999).train().size()).isEqualTo(29_999);
    assertThat(folds.get(29_999).test().size()).isEqualTo(1);
    assertThatThrownBy(() -> folds.get(30_000)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int[] rows(Subset part) {
    return IntStream.range(0, part.size()).map(part::row).toArray();
  }

  @RepeatedTest(5)
  void folds_test_each_example_once_and_learn_from_the_others() {
    int size = random.nextInt(10, 100);
    int k = random.nextInt(2, 10);
    Dataset data = data(size);
    for (BiFunction<Dataset, Integer, List<Split<Subset>>> way :
        List.<BiFunction<Dataset, Integer, List<Split<Subset>>>>of(
            (d, n) -> Folds.shuffled(d, n, random), (d, n) -> Folds.stratified(d, n, random))) {
      List<Split<Subset>> folds = way.apply(data, k);
      assertThat(folds).hasSize(k);
      List<Integer> tested = new ArrayList<>();
      for (Split<Subset> fold : folds) {
        numbers(fold.test()).forEach(tested::add);
        assertThat(IntStream.concat(numbers(fold.train()), numbers(fold.test())).sorted())
            .as("seed %d", seed)
            .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(fold.test().size()).isBetween(size / k, (size + k - 1) / k);
      }
      assertThat(tested).as("seed %d", seed).hasSize(size).doesNotHaveDuplicates();
    }
  }

  @RepeatedTest(5)
  void stratified_folds_share_each_class_evenly() {
    Dataset data = data(random.nextInt(50, 300));
    int k = random.nextInt(2, 10);
    int[] all = count(data);
    for (Split<Subset> fold : Folds.stratified(data, k, random)) {
      int[] test = count(fold.test());
      for (int label = 0; label < 3; label++) {
        assertThat(test[label])
            .as("class %d, seed %d", label, seed)
            .isBetween(all[label] / k, (all[label] + k - 1) / k);
      }
    }
  }

  @Test
  void the_same_seed_gives_the_same_parts_in_a_random_order() {
    Dataset data = data(100);
    int[] first = numbers(split(data, 3).train()).toArray();
    assertThat(numbers(split(data, 3).train()).toArray()).isEqualTo(first);
    assertThat(numbers(split(data, 4).train()).toArray()).isNotEqualTo(first);
    assertThat(Arrays.stream(first).sorted().toArray()).isNotEqualTo(first);
  }

  private static Split<Subset> split(Dataset data, long seed) {
    return Split.stratified(data, 0.2, new SplittableRandom(seed));
  }

  @Test
  void one_hot_targets_are_classes_too() {
    Dataset data = OneHot.of(data(60), 3);
    Split<Subset> split = Split.stratified(data, 0.5, random);
    assertThat(split.test().size()).isEqualTo(30);
  }

  @Test
  void targets_that_are_not_one_hot_are_no_classes() {
    assertNoClasses("the targets must be one-hot, 0 and once 1, but row 1 has 0.5", 0.5f, 0.5f);
    assertNoClasses("the targets must be one-hot, but row 1 has 0 ones", 0, 0);
    assertNoClasses("the targets must be one-hot, but row 1 has 2 ones", 1, 1);
    Dataset images =
        Dataset.of(NDArrays.of(new float[4], 4, 1), NDArrays.of(new float[4], 4, 1, 1));
    assertThatThrownBy(() -> Split.stratified(images, 0.5, random))
        .hasMessage(
            "Split: the targets must be classes, [batch] or [batch, classes], but have 3 axes");
  }

  private void assertNoClasses(String message, float... target) {
    Dataset data = Examples.of(new float[3][1], new float[][] {{0, 1}, target, {1, 0}});
    assertThatThrownBy(() -> Split.stratified(data, 0.5, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Split: " + message);
    assertThatThrownBy(() -> Folds.stratified(data, 2, random)).hasMessage("Folds: " + message);
  }

  @Test
  void what_cannot_be_split_is_rejected() {
    Dataset two = Examples.of(new float[][] {{1}, {2}}, new float[][] {{0.5f}, {1}});
    assertThatThrownBy(() -> Split.shuffled(two, 0.1, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Split: of 2 examples a testShare of 0.1 leaves one set empty");
    assertThatThrownBy(() -> Split.shuffled(two, Double.NaN, random))
        .hasMessage("Split: testShare must be between 0 and 1, but was NaN");
    assertThatThrownBy(() -> Split.stratified(two, 0.5, random))
        .hasMessage("Split: the targets must be classes 0, 1, …, but row 0 has 0.5");
    assertThatThrownBy(() -> Folds.shuffled(two, 3, random))
        .hasMessage("Folds: k must be from 2 to the 2 examples, but was 3");
  }

  @Test
  void a_subset_is_a_view_in_its_own_order() {
    Subset subset = Subset.of(data(10), 7, 2, 7);
    assertThat(numbers(subset)).containsExactly(7, 2, 7);
    assertThat(subset.row(1)).isEqualTo(2);
    assertThat(numbers(Subset.range(subset, 1, 3))).containsExactly(2, 7);
    assertThat(subset).hasToString("Subset(3 of Dataset(10 examples, [10, 1] -> [10]))");
    assertThatThrownBy(() -> Subset.of(data(10), 3, 10))
        .hasMessage("Subset: row 10 does not exist, there are 10");
    assertThatThrownBy(() -> Subset.range(data(10), 3, 11))
        .hasMessage("Subset: rows from 3 to 11 are not within 0 to 10");
    assertThatThrownBy(() -> subset.batch(3))
        .hasMessage(subset + ": row 3 does not exist, there are 3");
  }

  private static IntStream numbers(Dataset data) {
    return IntStream.range(0, data.size()).map(i -> data.batch(i).input().getInt(0));
  }

  private static int[] count(Dataset data) {
    int[] counts = new int[3];
    for (int label : Labels.of("test", data)) {
      counts[label]++;
    }
    return counts;
  }
}
