package io.github.taeda.nn.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.ImageDataset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticShapesTest {
  @Test
  void classes_alternate_and_images_are_of_three_channels() {
    ImageDataset shapes = SyntheticShapes.images(23, new SplittableRandom(1));
    assertThat(shapes).hasToString("ImageDataset(23 of 32 x 32 x 3, 10 classes, [*, 3072])");
    assertThat(shapes.classNames()).startsWith("disc", "ring").doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 23).filter(i -> shapes.label(i) == i % 10)).hasSize(23);
  }

  @Test
  void the_same_seed_gives_the_same_images_and_fewer_are_the_first_ones() {
    ImageDataset shapes = SyntheticShapes.images(12, new SplittableRandom(7));
    ImageDataset fewer = SyntheticShapes.images(4, new SplittableRandom(7));
    for (int i = 0; i < 4; i++) {
      assertThat(fewer.pixels(i)).isEqualTo(shapes.pixels(i));
    }
    assertThat(shapes.pixels(10)).isNotEqualTo(shapes.pixels(0));
  }

  /** The mean image of one class is grey like that of another: what counts is the shape. */
  @Test
  void no_class_has_a_brightness_of_its_own() {
    ImageDataset shapes = SyntheticShapes.images(3000, new SplittableRandom(2));
    double[] means = new double[10];
    for (int i = 0; i < shapes.size(); i++) {
      byte[] pixels = shapes.pixels(i);
      means[i % 10] +=
          IntStream.range(0, pixels.length).map(k -> pixels[k] & 0xff).average().orElseThrow()
              / 300;
    }
    assertThat(Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow())
        .isLessThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void a_shape_fills_a_part_of_its_square_and_differs_from_the_others(Shape shape) {
    assertThat(inside(shape, shape)).isBetween(800, 8000); // of 10 000 points
    for (Shape other : Shape.values()) {
      if (other != shape) {
        int either = inside(shape, shape) + inside(other, other) - inside(shape, other);
        assertThat(inside(shape, other)).as(other.name()).isLessThan((int) (0.9 * either));
      }
    }
  }

  @Test
  void no_images_and_more_than_fit_are_rejected() {
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(() -> SyntheticShapes.images(0, random))
        .hasMessage("SyntheticShapes: count must be at least 1, but was 0");
    assertThatThrownBy(() -> SyntheticShapes.images(700_000, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SyntheticShapes: at most 699050 images fit, but was 700000");
  }

  /** Points of a grid that belong to both. */
  private static int inside(Shape first, Shape second) {
    int count = 0;
    for (int i = 0; i < 10_000; i++) {
      double x = (i % 100 - 49.5) / 50;
      double y = (Math.floorDiv(i, 100) - 49.5) / 50;
      count += first.contains(x, y) && second.contains(x, y) ? 1 : 0;
    }
    return count;
  }
}
