package io.github.taeda.examples.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.data.ImageDataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledImagesTest {
  @Test
  void half_the_side_takes_the_mean_of_four_pixels() {
    byte[] pixels = {
      0, 4, 100, 100, 8, 12, 100, 100, 1, 1, (byte) 255, (byte) 255, 1, 1, (byte) 255, (byte) 255
    };
    assertThat(ScaledImages.of(images(4, pixels), 1, 2).pixels(0)).containsExactly(6, 100, 1, 255);
  }

  /** Each new pixel covers one and a half old ones: (0 + 90/2) / 1.5 and (90/2 + 180) / 1.5. */
  @Test
  void a_pixel_between_two_counts_for_both() {
    byte[] pixels = {0, 90, (byte) 180, 0, 90, (byte) 180, 0, 90, (byte) 180};
    assertThat(ScaledImages.of(images(3, pixels), 1, 2).pixels(0))
        .containsExactly(30, 150, 30, 150);
  }

  @Test
  void the_first_images_keep_their_classes() {
    ImageDataset images =
        ImageDataset.of(new byte[12], new int[] {1, 0, 1}, 2, 2, 1, List.of("a", "b"));
    ImageDataset scaled = ScaledImages.of(images, 2, 1);
    assertThat(scaled.size()).isEqualTo(2);
    assertThat(scaled.label(0)).isEqualTo(1);
    assertThat(scaled.label(1)).isEqualTo(0);
    assertThat(scaled.classNames()).containsExactly("a", "b");
  }

  private static ImageDataset images(int side, byte[] pixels) {
    return ImageDataset.of(pixels, new int[] {0}, side, side, 1, List.of("0"));
  }
}
