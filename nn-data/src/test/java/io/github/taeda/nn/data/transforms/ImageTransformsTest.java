package io.github.taeda.nn.data.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.testing.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Flips, crops and rotations of images. */
class ImageTransformsTest {
  /** Two rows of three pixels, each of two channels. */
  private static final float[] IMAGE = {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6};

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void half_of_the_images_are_flipped() {
    Dataset data = Examples.of(new float[][] {IMAGE}, new int[] {7});
    Dataset horizontal = RandomFlip.horizontal(data, 2, 3, random);
    Dataset vertical = RandomFlip.vertical(data, 2, 3, random);
    assertThat(seen(horizontal)).containsExactlyInAnyOrder("123456", "321654");
    assertThat(seen(vertical)).containsExactlyInAnyOrder("123456", "456123");
    int flips = 0;
    for (int i = 0; i < 1000; i++) {
      flips += horizontal.batch(0).input().getFloat(0) == 3 ? 1 : 0;
    }
    assertThat(flips).isBetween(430, 570); // 500 ± 4.4 σ
    assertThat(horizontal.batch(0).target().getInt(0)).isEqualTo(7);
    assertThat(data.batch(0).input().toFloatVector()).isEqualTo(IMAGE);
  }

  @Test
  void crops_are_at_every_position_or_in_the_centre() {
    Dataset data = Examples.of(new float[][] {IMAGE}, new int[1]);
    assertThat(seen(Crop.random(data, 2, 3, 1, 2, random)))
        .containsExactlyInAnyOrder("12", "23", "45", "56");
    assertThat(seen(Crop.centre(data, 2, 3, 1, 1))).containsExactly("2");
    assertThat(seen(Crop.centre(data, 2, 3, 2, 2))).containsExactly("1245");
    assertThatThrownBy(() -> Crop.centre(data, 2, 3, 3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Crop: newHeight must be at most 2, but was 3");
    assertThatThrownBy(() -> Crop.random(data, 2, 3, 2, 0, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Crop: newWidth must be at least 1, but was 0");
  }

  @Test
  void crops_from_the_centre_are_right_on_several_threads() throws Exception {
    float[][] images = new float[64][10_000];
    for (int i = 0; i < images.length; i++) {
      Arrays.fill(images[i], i);
    }
    Dataset crop = Crop.centre(Examples.of(images, new int[64]), 100, 100, 60, 60);
    Threads.run(
        thread -> {
          for (int i = 0; i < 300; i++) {
            int row = (i * 7 + thread) % 64;
            INDArray input = crop.batch(row, 63 - row).input();
            assertThat(input.getRow(0).minNumber().intValue()).isEqualTo(row);
            assertThat(input.getRow(0).maxNumber().intValue()).isEqualTo(row);
            assertThat(input.getRow(1).minNumber().intValue()).isEqualTo(63 - row);
          }
        });
  }

  @Test
  void a_crop_has_the_shape_of_its_images() {
    ImageDataset images =
        ImageDataset.of(new byte[2 * 4 * 6 * 3], new int[2], 4, 6, 3, List.of("a"));
    assertThat(Crop.centre(images, 2, 5).batch(0, 1).input().shape()).containsExactly(2, 30);
    assertThat(Crop.centre(images.rows(), 2, 5).batch(0).input().shape()).containsExactly(1, 2, 15);
    assertThat(Crop.random(images.image(), 2, 5, random).batch(0).input().shape())
        .containsExactly(1, 2, 5, 3);
    assertThat(Crop.centre(images, 2, 5))
        .hasToString("Crop(4 x 6, centre 2 x 5, ImageDataset(2 of 4 x 6 x 3, 1 classes, [*, 72]))");
  }

  @Test
  void a_rotation_by_nothing_keeps_an_image() {
    Dataset data = Examples.of(new float[][] {IMAGE}, new int[1]);
    INDArray input = RandomRotation.of(data, 2, 3, 0, random).batch(0).input();
    assertThat(input.toFloatVector()).isEqualTo(IMAGE);
  }

  @Test
  void a_rotation_by_a_right_angle_turns_rows_into_columns() {
    float[] square = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Dataset data = Examples.of(new float[][] {square}, new int[1]);
    // (2 u − 1) · 90 degrees for u = 0 and, to 1e-12, 1
    assertThat(rounded(RandomRotation.of(data, 3, 3, 90, constant(0))))
        .containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
    assertThat(rounded(RandomRotation.of(data, 3, 3, 90, constant(1))))
        .containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
  }

  @Test
  void a_rotation_interpolates_and_has_zeros_outside() {
    float[] square = {8, 8, 8, 8};
    Dataset data = Examples.of(new float[][] {square}, new int[1]);
    // By 45 degrees each corner, √½ from the centre, is taken from (±√½, 0) or (0, ±√½), which is
    // √½ − ½ = 0.207 beyond the two nearest pixels: 8 · (1 − 0.207)
    float[] turned =
        RandomRotation.of(data, 2, 2, 45, constant(1)).batch(0).input().toFloatVector();
    for (float value : turned) {
      assertThat(value).isCloseTo(6.3431f, Offset.offset(1e-3f));
    }
  }

  @Test
  void angles_are_of_both_directions_and_the_same_for_the_same_seed() {
    float[] line = {0, 0, 0, 0, 1, 1, 0, 0, 0};
    Dataset data = Examples.of(new float[][] {line}, new int[1]);
    Dataset first = RandomRotation.of(data, 3, 3, 30, new SplittableRandom(5));
    Dataset second = RandomRotation.of(data, 3, 3, 30, new SplittableRandom(5));
    int up = 0;
    int down = 0;
    for (int i = 0; i < 100; i++) {
      INDArray input = first.batch(0).input();
      assertThat(input.toFloatVector()).isEqualTo(second.batch(0).input().toFloatVector());
      up += input.getFloat(2) > 0 ? 1 : 0;
      down += input.getFloat(8) > 0 ? 1 : 0;
    }
    assertThat(up).isBetween(30, 70);
    assertThat(down).isBetween(30, 70);
  }

  @Test
  void what_is_no_image_of_that_size_is_rejected() {
    Dataset data = Examples.of(new float[][] {IMAGE}, new int[1]);
    Dataset wrong = RandomFlip.vertical(data, 5, 1, random);
    assertThatThrownBy(() -> wrong.batch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(wrong + ": an input has 12 elements, which is no image of that size");
    assertThatThrownBy(() -> RandomRotation.of(data, 2, 3, Double.NaN, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomRotation: maxDegrees must be at least 0 and finite, but was NaN");
  }

  private static long[] rounded(Dataset data) {
    INDArray input = data.batch(0).input();
    long[] rounded = new long[(int) input.length()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.round(input.getFloat(i));
    }
    return rounded;
  }

  /** A generator whose nextDouble is 0, or as near to 1 as it can be. */
  private static RandomGenerator constant(int value) {
    return () -> -value;
  }

  /** The first channels in 100 batches; the second ones must be their negatives. */
  private static Set<String> seen(Dataset data) {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      float[] values = data.batch(0).input().toFloatVector();
      StringBuilder pixels = new StringBuilder();
      for (int k = 0; k < values.length; k += 2) {
        assertThat(values[k + 1]).isEqualTo(-values[k]);
        pixels.append((int) values[k]);
      }
      seen.add(pixels.toString());
    }
    return seen;
  }
}
