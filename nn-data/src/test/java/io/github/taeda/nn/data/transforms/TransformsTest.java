package io.github.taeda.nn.data.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Numbers;
import io.github.taeda.nn.data.Subset;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Views that change what a batch holds. */
class TransformsTest {
  private static final int[] CLASSES = {0, 1, 2};
  private static final Dataset TRAIN =
      Examples.of(new float[][] {{1, 10, 5}, {2, 20, 5}, {6, 60, 5}}, CLASSES);
  private static final Dataset TEST = Examples.of(new float[][] {{3, 30, 7}}, new int[] {1});

  /** Mean of 1, 2, 6 is 3; squared distances 4, 1, 9; deviation √(14 / 3). */
  @Test
  void standardize_uses_the_training_datas_mean_and_deviation() {
    Standardize standardize = Standardize.fit(TRAIN);
    double deviation = Math.sqrt(14 / 3.0);
    assertThat(standardize.mean(0)).isEqualTo(3);
    assertThat(standardize.standardDeviation(1)).isCloseTo(10 * deviation, within(1e-12));

    INDArray train = standardize.apply(TRAIN).batch(0, 2).input();
    assertThat(train.getDouble(0, 0)).isCloseTo(-2 / deviation, within(1e-6));
    assertThat(train.getDouble(1, 1)).isCloseTo(3 / deviation, within(1e-6));
    assertThat(train.getDouble(0, 2)).isZero(); // constant
    INDArray test = standardize.apply(TEST).batch(0).input();
    assertThat(test.getDouble(0, 0)).isZero();
    assertThat(test.getDouble(0, 2)).isEqualTo(2);
    assertThat(TRAIN.batch(0).input().getDouble(0, 0)).isEqualTo(1); // untouched
    assertThat(standardize).hasToString("Standardize(3 features)");
  }

  @Test
  void scale_maps_the_training_datas_range_to_0_and_1() {
    MinMaxScale scale = MinMaxScale.fit(TRAIN);
    assertThat(scale.smallest(1)).isEqualTo(10);
    assertThat(scale.largest(1)).isCloseTo(60, within(1e-9));
    assertThat(Numbers.of(scale.apply(TRAIN).batch(0, 1, 2).input()))
        .containsExactly(new float[] {0, 0, 0, 0.2f, 0.2f, 0, 1, 1, 0}, within(1e-6f));
    Batch test = scale.apply(TEST).batch(0);
    assertThat(Numbers.of(test.input()))
        .containsExactly(new float[] {0.4f, 0.4f, 2}, within(1e-6f));
    assertThat(test.target().toIntVector()).containsExactly(1);
  }

  @Test
  void doubles_stay_doubles_and_shapes_stay_shapes() {
    Dataset doubles = Examples.of(new double[][] {{0.1}, {0.3}}, new int[2]);
    INDArray scaled = MinMaxScale.fit(doubles).apply(doubles).batch(1).input();
    assertThat(scaled.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(scaled.getDouble(0)).isCloseTo(1, within(1e-15));

    ImageDataset images = SyntheticDigits.images(20, 8, new SplittableRandom(1)).image();
    INDArray batch = Standardize.fit(images).apply(images).batch(1, 2).input();
    assertThat(batch.shape()).containsExactly(2, 8, 8, 1);
  }

  @Test
  void a_constant_of_rounded_numbers_is_a_constant() {
    float[][] inputs = new float[1000][];
    Arrays.fill(inputs, new float[] {0.1f});
    Standardize standardize = Standardize.fit(Examples.of(inputs, new int[1000]));
    assertThat(standardize.standardDeviation(0)).isEqualTo(1);
  }

  /** 1 / 1e-42 is more than a FLOAT holds: it made infinity and NaN. */
  @Test
  void differences_too_small_to_divide_by_count_as_none() {
    Dataset tiny = Examples.of(new float[][] {{0}, {1e-42f}}, new int[2]);
    assertThat(Numbers.of(Standardize.fit(tiny).apply(tiny).batch(0, 1).input()))
        .containsExactly(new float[2], within(1e-37f));
    assertThat(Numbers.of(MinMaxScale.fit(tiny).apply(tiny).batch(0, 1).input()))
        .containsExactly(new float[2], within(1e-37f));
    assertThat(Standardize.fit(tiny).standardDeviation(0)).isEqualTo(1);

    Dataset doubles = Examples.of(new double[][] {{0}, {1e-42}}, new int[2]);
    assertThat(MinMaxScale.fit(doubles).apply(doubles).batch(1).input().getDouble(0))
        .isCloseTo(1, within(1e-12));
  }

  /** The squares of 1e200 are more than a DOUBLE holds: everything became 0. */
  @Test
  void values_too_far_apart_are_rejected() {
    Dataset far = Examples.of(new double[][] {{1, 1e200}, {1, 3e200}}, new int[2]);
    assertThatThrownBy(() -> Standardize.fit(far))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Standardize: the spread of feature 1 must be at most 4.49423283715579E307 for DOUBLE,"
                + " but was Infinity");
    assertThat(MinMaxScale.fit(far).apply(far).batch(1).input().getDouble(0, 1))
        .isCloseTo(1, within(1e-12));
    Dataset floats = Examples.of(new float[][] {{-3e38f}, {3e38f}}, new int[2]);
    assertThatThrownBy(() -> MinMaxScale.fit(floats))
        .hasMessage(
            "MinMaxScale: the spread of feature 0 must be at most 8.507059173023462E37 for FLOAT, but was"
                + " 6.0000000109955115E38");
  }

  @Test
  void data_of_another_width_are_rejected() {
    Dataset narrow = Examples.of(new float[][] {{1, 2}}, new int[1]);
    assertThatThrownBy(() -> MinMaxScale.fit(TRAIN).apply(narrow).batch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MinMaxScale(3 features): inputs must have 3 elements, but are [1, 2]");
    Dataset broken = Examples.of(new float[][] {{1}, {Float.NaN}}, new int[2]);
    assertThatThrownBy(() -> Standardize.fit(broken))
        .hasMessage("Standardize: inputs must be finite, but feature 0 of example 1 is NaN");
    assertThatThrownBy(() -> Standardize.fit(Subset.range(TRAIN, 0, 0)))
        .hasMessage("Standardize: there are no examples to fit to");
  }

  @Test
  void one_hot_puts_a_one_at_the_class() {
    OneHot oneHot = OneHot.of(TRAIN, 4);
    Batch batch = oneHot.batch(2, 0);
    assertThat(batch.target().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 0, 1, 0}, {1, 0, 0, 0}});
    assertThat(batch.input().getFloat(0, 0)).isEqualTo(6);
    assertThat(oneHot).hasToString("OneHot(4, Dataset(3 examples, [3, 3] -> [3]))");
    assertThatThrownBy(() -> OneHot.of(TRAIN, 2).batch(2))
        .hasMessage(
            "OneHot(2, Dataset(3 examples, [3, 3] -> [3])): target must be integers from 0 to"
                + " 1, but at [0] was 2");
  }

  @Test
  void a_reconstruction_has_its_inputs_as_targets() {
    Batch batch = InputsAsTargets.of(TRAIN).batch(1);
    assertThat(batch.target().toFloatMatrix()).isDeepEqualTo(new float[][] {{2, 20, 5}});
  }

  @Test
  void gaussian_noise_has_its_deviation_and_leaves_targets_alone() {
    ImageDataset digits = SyntheticDigits.images(100, 28, new SplittableRandom(1));
    Dataset clean = InputsAsTargets.of(digits);
    RandomNoise noise = RandomNoise.gaussian(clean, 0.3, new SplittableRandom(2));
    Batch batch = noise.batch(IntStream.range(0, 100).toArray());
    double sum = 0;
    double squares = 0;
    float[] noisy = Numbers.of(batch.input());
    float[] target = Numbers.of(batch.target());
    for (int i = 0; i < noisy.length; i++) {
      sum += noisy[i] - target[i];
      squares += (noisy[i] - target[i]) * (noisy[i] - target[i]);
    }
    assertThat(target)
        .isEqualTo(Numbers.of(digits.batch(IntStream.range(0, 100).toArray()).input()));
    // 78400 numbers: 4 standard errors
    assertThat(sum / noisy.length).isCloseTo(0, within(4 * 0.3 / 280));
    assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.3, within(4 * 0.3 / 396));
    assertThat(Numbers.of(noise.batch(0).input())).isNotEqualTo(Numbers.of(noise.batch(0).input()));
  }

  @Test
  void a_mask_sets_its_share_of_the_numbers_to_zero() {
    Dataset ones = Examples.of(ones(100, 100), new int[100]);
    float[] masked =
        Numbers.of(
            RandomNoise.mask(ones, 0.25, new SplittableRandom(3))
                .batch(IntStream.range(0, 100).toArray())
                .input());
    int zeros = 0;
    for (float number : masked) {
      assertThat(number).isIn(0f, 1f);
      zeros += number == 0 ? 1 : 0;
    }
    assertThat(zeros / 1e4).isCloseTo(0.25, within(4 * 0.0044));
  }

  @Test
  void noise_of_impossible_strength_is_rejected() {
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(() -> RandomNoise.gaussian(TRAIN, -1, random))
        .hasMessage("RandomNoise: standardDeviation must be at least 0 and finite, but was -1.0");
    assertThatThrownBy(() -> RandomNoise.mask(TRAIN, Double.NaN, random))
        .hasMessage("RandomNoise: probability must be from 0 to 1, but was NaN");
  }

  /** Against the loop that says where each pixel comes from, and every shift occurs. */
  @Test
  void a_shift_moves_whole_images_and_fills_with_zeros() {
    byte[] pixels = new byte[3 * 4 * 2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i + 1);
    }
    ImageDataset image = ImageDataset.of(pixels, new int[1], 3, 4, 2, List.of("a"));
    for (ImageDataset shaped : List.of(image, image.rows(), image.image())) {
      RandomShift shift = RandomShift.of(shaped, 1, new SplittableRandom(4));
      boolean[] seen = new boolean[9];
      for (int trial = 0; trial < 100; trial++) {
        float[] moved = Numbers.of(shift.batch(0).input());
        int found = -1;
        for (int move = 0; move < 9; move++) {
          if (Arrays.equals(moved, moved(pixels, move / 3 - 1, move % 3 - 1))) {
            found = move;
          }
        }
        assertThat(found).isNotNegative();
        seen[found] = true;
      }
      assertThat(seen).containsOnly(true);
    }
  }

  private static float[] moved(byte[] pixels, int down, int right) {
    float[] moved = new float[24];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        for (int c = 0; c < 2; c++) {
          int fromY = y - down;
          int fromX = x - right;
          if (fromY >= 0 && fromY < 3 && fromX >= 0 && fromX < 4) {
            moved[(y * 4 + x) * 2 + c] = pixels[(fromY * 4 + fromX) * 2 + c] / 255f;
          }
        }
      }
    }
    return moved;
  }

  @Test
  void a_shift_beyond_the_image_leaves_nothing_and_other_sizes_are_rejected() {
    Dataset ones = Examples.of(ones(50, 4), new int[50]);
    RandomShift far = RandomShift.of(ones, 2, 2, 3, new SplittableRandom(1));
    for (float number : Numbers.of(far.batch(IntStream.range(0, 50).toArray()).input())) {
      assertThat(number).isIn(0f, 1f);
    }
    RandomShift wrong = RandomShift.of(ones, 3, 2, 1, new SplittableRandom(1));
    assertThatThrownBy(() -> RandomShift.of(ones, 2, 2, Integer.MAX_VALUE, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomShift: maxShift must be less than 2147483647");
    assertThatThrownBy(() -> wrong.batch(0))
        .hasMessage(wrong + ": an input has 4 elements, which is no image of that size");
  }

  /** 0.1 has other digits as FLOAT; the only shift by nothing is 0. */
  @Test
  void shifts_and_noise_keep_all_digits_of_doubles() {
    double[][] inputs = {{0.1, 1e-300, 1e300, -0.1}};
    Dataset data = Examples.of(inputs, new int[1]);
    SplittableRandom random = new SplittableRandom(1);
    for (Dataset view :
        List.of(
            RandomShift.of(data, 2, 2, 0, random),
            RandomNoise.mask(data, 0, random),
            RandomNoise.gaussian(data, 0, random))) {
      INDArray input = view.batch(0).input();
      assertThat(input.dataType()).isEqualTo(DataType.DOUBLE);
      assertThat(input.toDoubleMatrix()).as("%s", view).isDeepEqualTo(inputs);
    }
  }

  @Test
  void noise_on_doubles_has_all_their_digits() {
    Dataset zero = Examples.of(new double[1][100], new int[1]);
    INDArray noise = RandomNoise.gaussian(zero, 1, new SplittableRandom(1)).batch(0).input();
    double[] numbers = noise.toDoubleMatrix()[0];
    assertThat(Arrays.stream(numbers).anyMatch(number -> number != (float) number)).isTrue();
  }

  @Test
  void integers_as_inputs_are_rejected_with_the_view_that_cannot_take_them() {
    Dataset whole =
        Dataset.of(NDArrays.zeros(DataType.INT32, 2), NDArrays.zeros(DataType.INT32, 2));
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(() -> RandomShift.of(whole, 1, 1, 0, random).batch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RandomShift(1 x 1, up to 0, Dataset(2 examples, [2] -> [2])): input must be FLOAT or"
                + " DOUBLE, but was INT");
    assertThatThrownBy(() -> RandomNoise.mask(whole, 0.5, random).batch(0))
        .hasMessage(
            "RandomNoise(mask 0.5, Dataset(2 examples, [2] -> [2])): input must be FLOAT or DOUBLE, but"
                + " was INT");
    assertThatThrownBy(() -> Standardize.fit(whole))
        .hasMessage("Standardize: input must be FLOAT or DOUBLE, but was INT");
  }

  private static float[][] ones(int rows, int columns) {
    float[][] ones = new float[rows][columns];
    for (float[] row : ones) {
      Arrays.fill(row, 1);
    }
    return ones;
  }
}
