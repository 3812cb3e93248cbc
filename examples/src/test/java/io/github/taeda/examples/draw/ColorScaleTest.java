package io.github.taeda.examples.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ColorScaleTest {
  @Test
  void colours_grow_lighter_all_the_way() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      double grey = grey(ColorScale.rgb(i / 100.0));
      assertThat(grey).as("at %d hundredths", i).isGreaterThan(before);
      before = grey;
    }
  }

  @Test
  void values_beyond_the_scale_are_clipped() {
    assertThat(ColorScale.rgb(-3)).isEqualTo(ColorScale.rgb(0));
    assertThat(ColorScale.rgb(1.01)).isEqualTo(ColorScale.rgb(1)).isNotEqualTo(ColorScale.rgb(0));
  }

  @Test
  void the_first_row_of_values_is_at_the_bottom_of_the_image() {
    double[][] values = {{0, 0.2, 0.4}, {0.6, 0.8, 1}};
    BufferedImage image = ColorScale.image(values, value -> value);
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(0, 1) & 0xFFFFFF).isEqualTo(ColorScale.rgb(0));
    assertThat(image.getRGB(2, 1) & 0xFFFFFF).isEqualTo(ColorScale.rgb(0.4));
    assertThat(image.getRGB(2, 0) & 0xFFFFFF).isEqualTo(ColorScale.rgb(1));
  }

  private static double grey(int rgb) {
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
  }
}
