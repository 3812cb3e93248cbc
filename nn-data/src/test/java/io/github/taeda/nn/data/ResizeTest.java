package io.github.taeda.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeTest {
  @Test
  void area_is_the_mean_of_what_a_pixel_covers() {
    byte[] row = bytes(0, 12, 20, 100);
    assertThat(Resize.AREA.apply(row, 1, 4, 1, 1, 2)).isEqualTo(bytes(6, 60));
    // pixels of 4/3: (12/3) / (4/3) = 3; (24/3 + 40/3) / (4/3) = 16; (20/3 + 100) / (4/3) = 80
    assertThat(Resize.AREA.apply(row, 1, 4, 1, 1, 3)).isEqualTo(bytes(3, 16, 80));
    assertThat(Resize.AREA.apply(row, 4, 1, 1, 1, 1)).isEqualTo(bytes(33));
    assertThat(Resize.AREA.apply(row, 2, 2, 1, 4, 2))
        .isEqualTo(bytes(0, 12, 0, 12, 20, 100, 20, 100));
  }

  @Test
  void bilinear_interpolates_between_the_centres_of_pixels() {
    // centres of new pixels on the old axis: 0.25, 0.75, 1.25, 1.75; of the old ones 0.5 and 1.5
    assertThat(Resize.BILINEAR.apply(bytes(0, 100), 1, 2, 1, 1, 4))
        .isEqualTo(bytes(0, 25, 75, 100));
    // centres 1 and 3, each between two old ones
    assertThat(Resize.BILINEAR.apply(bytes(0, 10, 20, 100), 4, 1, 1, 2, 1)).isEqualTo(bytes(5, 60));
    // the centre 1.5 of 3 is an old one's
    assertThat(Resize.BILINEAR.apply(bytes(0, 77, 20), 1, 3, 1, 1, 1)).isEqualTo(bytes(77));
  }

  @Test
  void channels_are_scaled_on_their_own() {
    byte[] image = bytes(0, 200, 100, 220); // two pixels of two channels
    for (Resize method : Resize.values()) {
      assertThat(method.apply(image, 1, 2, 2, 1, 1)).isEqualTo(bytes(50, 210));
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_same_size_and_plain_images_are_kept(Resize method) {
    byte[] image = new byte[7 * 5 * 3];
    new Random(1).nextBytes(image);
    assertThat(method.apply(image, 7, 5, 3, 7, 5)).isEqualTo(image);
    byte[] white = new byte[7 * 5];
    Arrays.fill(white, (byte) 255);
    for (int side = 1; side < 40; side++) {
      assertThat(method.apply(white, 7, 5, 1, side, 41 - side)).containsOnly((byte) 255);
    }
  }

  @Test
  void sizes_that_do_not_agree_are_rejected() {
    assertThatThrownBy(() -> Resize.AREA.apply(new byte[4], -2, -2, 1, 1, 1))
        .hasMessage("Resize: height must be at least 1, but was -2");
    assertThatThrownBy(() -> Resize.AREA.apply(new byte[0], 1, 0, 1, 1, 1))
        .hasMessage("Resize: width must be at least 1, but was 0");
    assertThatThrownBy(() -> Resize.AREA.apply(new byte[0], 1, 1, 0, 1, 1))
        .hasMessage("Resize: channels must be at least 1, but was 0");
    assertThatThrownBy(() -> Resize.AREA.apply(bytes(1, 2), 1, 3, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Resize: an image [1, 3, 1] needs as many bytes, but there are 2");
    assertThatThrownBy(() -> Resize.AREA.apply(bytes(1, 2), 1, 2, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Resize: newHeight must be at least 1, but was 0");
  }

  @Test
  void a_data_set_of_images_is_scaled_in_its_order_and_shape() {
    ImageDataset images =
        ImageDataset.of(
            bytes(0, 100, 20, 40, 7, 9), new int[] {1, 0, 1}, 1, 2, 1, List.of("a", "b"));
    ImageDataset small = images.subset(2, 1).image().resize(1, 1, Resize.AREA);
    assertThat(small).hasToString("ImageDataset(2 of 1 x 1 x 1, 2 classes, [*, 1, 1, 1])");
    assertThat(small.pixels(0)).isEqualTo(bytes(8));
    assertThat(small.pixels(1)).isEqualTo(bytes(30));
    assertThat(small.label(0)).isEqualTo(1);
    assertThat(small.batch(1).input().getFloat(0)).isEqualTo(30 / 255f);
  }

  @Test
  void images_of_a_source_are_read_when_they_are_needed() {
    AtomicInteger reads = new AtomicInteger();
    PixelSource source =
        index -> {
          reads.incrementAndGet();
          return bytes(index, 10 * index);
        };
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1};
    ImageDataset images = ImageDataset.of(source, labels, 1, 2, 1, List.of("a", "b"));
    RandomGenerator random = new SplittableRandom(1);
    Split<ImageDataset> split = Split.stratified(images, 0.25, random);
    ImageDataset scaled = images.range(4, 8).resize(1, 1, Resize.AREA);
    assertThat(split.test().size()).isEqualTo(2);
    assertThat(reads).hasValue(0);

    assertThat(images.batch(3, 1).input().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{3 / 255f, 30 / 255f}, {1 / 255f, 10 / 255f}});
    assertThat(reads).hasValue(2);
    assertThat(scaled.pixels(2)).isEqualTo(bytes(33)); // of image 6, (6 + 60) / 2
    assertThat(images.batch(3).input().getFloat(0, 1)).isEqualTo(30 / 255f);
    assertThat(reads).hasValue(4);
  }

  @Test
  void an_error_of_a_source_is_an_error_of_the_batch() {
    PixelSource broken =
        index -> {
          throw new IOException("image " + index + " is gone");
        };
    ImageDataset images = ImageDataset.of(broken, new int[1], 1, 2, 1, List.of("a"));
    assertThatThrownBy(() -> images.batch(0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("image 0 is gone");
    ImageDataset wrong = ImageDataset.of(index -> bytes(1), new int[1], 1, 2, 1, List.of("a"));
    assertThatThrownBy(() -> wrong.batch(0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("image 0 must have 2 bytes, but has 1");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
