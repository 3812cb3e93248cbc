package io.github.taeda.nn.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
  @Test
  void the_same_seed_gives_the_same_bytes() {
    ImageDataset images = digits(100, 28, 7);
    ImageDataset again = digits(100, 28, 7);
    ImageDataset fewer = digits(30, 28, 7);
    ImageDataset others = digits(100, 28, 8);
    for (int i = 0; i < 100; i++) {
      assertThat(images.pixels(i)).isEqualTo(again.pixels(i));
      assertThat(images.pixels(i)).isNotEqualTo(others.pixels(i));
    }
    for (int i = 0; i < 30; i++) {
      assertThat(fewer.pixels(i)).isEqualTo(images.pixels(i));
    }
  }

  /** What one machine drew: others, and later versions, shall draw the same. */
  @Test
  void every_machine_draws_the_same_digits() {
    CRC32 sum = new CRC32();
    for (int side : new int[] {8, 16, 28}) {
      ImageDataset images = digits(300, side, 1);
      for (int i = 0; i < 300; i++) {
        sum.update(images.pixels(i));
      }
    }
    assertThat(sum.getValue()).isEqualTo(2502556781L);
  }

  @Test
  void no_two_images_are_equal() {
    ImageDataset images = digits(2000, 28, 1);
    Set<Long> sums = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      CRC32 sum = new CRC32();
      sum.update(images.pixels(i));
      sums.add(sum.getValue());
    }
    assertThat(sums).hasSize(2000);
  }

  @Test
  void the_digits_take_turns() {
    ImageDataset images = digits(25, 16, 1);
    for (int i = 0; i < 25; i++) {
      assertThat(images.label(i)).isEqualTo(i % 10);
    }
    assertThat(images.classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(images).hasToString("ImageDataset(25 of 16 x 16 x 1, 10 classes, [*, 256])");
  }

  @Test
  void ink_lies_in_the_middle_with_soft_edges_on_black_paper() {
    for (int side : new int[] {16, 28}) {
      ImageDataset images = digits(1000, side, 3);
      int black = 0;
      int grey = 0;
      int rim = 0;
      for (int i = 0; i < images.size(); i++) {
        byte[] pixels = images.pixels(i);
        int ink = 0;
        for (int j = 0; j < pixels.length; j++) {
          int level = pixels[j] & 0xff;
          black += level == 0 ? 1 : 0;
          grey += level > 0 && level < 180 ? 1 : 0;
          ink += level;
          boolean edge = j < side || j >= pixels.length - side || j % side % (side - 1) == 0;
          rim += edge && level > 0 ? 1 : 0;
        }
        assertThat(ink / 255.0 / pixels.length).as("ink of image %d", i).isBetween(0.02, 0.4);
      }
      double all = 1000.0 * side * side;
      assertThat(black / all).as("black, side %d", side).isBetween(0.6, 0.9); // MNIST: 0.81
      assertThat(grey / all).as("grey, side %d", side).isBetween(0.03, 0.2);
      assertThat(rim / (1000.0 * 4 * (side - 1))).as("rim, side %d", side).isLessThan(0.01);
    }
  }

  /** Each image against the mean image of each class: easy to beat chance, hard to be perfect. */
  @Test
  void classes_can_be_told_apart_but_not_by_their_means() {
    ImageDataset train = digits(2000, 28, 1);
    ImageDataset test = digits(1000, 28, 2);
    double[][] means = new double[10][28 * 28];
    for (int i = 0; i < train.size(); i++) {
      byte[] pixels = train.pixels(i);
      for (int j = 0; j < pixels.length; j++) {
        means[train.label(i)][j] += (pixels[j] & 0xff) / 200.0;
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      byte[] pixels = test.pixels(i);
      double[] distances = new double[10];
      for (int digit = 0; digit < 10; digit++) {
        for (int j = 0; j < pixels.length; j++) {
          double difference = (pixels[j] & 0xff) - means[digit][j];
          distances[digit] += difference * difference;
        }
      }
      double smallest = Arrays.stream(distances).min().orElseThrow();
      right += distances[test.label(i)] == smallest ? 1 : 0;
    }
    assertThat(right / 1000.0).isBetween(0.6, 0.92);
  }

  @Test
  void impossible_sizes_are_rejected() {
    assertThatThrownBy(() -> digits(0, 28, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SyntheticDigits: count must be at least 1, but was 0");
    assertThatThrownBy(() -> digits(1, 7, 1))
        .hasMessage("SyntheticDigits: side must be at least 8, but was 7");
    assertThatThrownBy(() -> digits(3_000_000, 28, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SyntheticDigits: at most 2147483647 bytes fit, but 3000000 images of 28 x 28 pixels"
                + " need more");
  }

  private static ImageDataset digits(int count, int side, long seed) {
    return SyntheticDigits.images(count, side, new SplittableRandom(seed));
  }
}
