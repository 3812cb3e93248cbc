package io.github.taeda.examples.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static final int FIRST_COLOR = 0x8C245C;

  /** Of 1, 0.1 and 0.01 the second is halfway between the others if the axis is logarithmic. */
  @Test
  void losses_over_more_than_a_factor_of_ten_have_a_logarithmic_axis() {
    double[] height = heights(LineChart.ofLosses("loss", "epoch").line("loss", 1, 0.1, 0.01));
    assertThat(height[1] / height[0]).isBetween(0.45, 0.55);
  }

  /** Of 1, 0.6 and 0.2 the second is halfway, as on any linear axis. */
  @Test
  void losses_over_less_have_a_linear_axis() {
    double[] height = heights(LineChart.ofLosses("loss", "epoch").line("loss", 1, 0.6, 0.2));
    assertThat(height[1] / height[0]).isBetween(0.45, 0.55);
  }

  @Test
  void other_values_have_a_linear_axis() {
    double[] height = heights(new LineChart("values", "x", "y").line("y", 1, 0.1, 0.01));
    assertThat(height[1] / height[0]).isBetween(0.04, 0.14);
  }

  @Test
  void a_value_between_gaps_is_a_dot() {
    LineChart chart = LineChart.ofLosses("loss", "epoch").line("loss", Double.NaN, 0.5, Double.NaN);
    assertThat(count(paint(chart))).isBetween(20, 60);
  }

  /** Heights above the end of the line: of its start, and of its middle. */
  private static double[] heights(LineChart chart) {
    BufferedImage image = paint(chart);
    int left = -1;
    int right = -1;
    for (int x = 0; x < image.getWidth(); x++) {
      if (height(image, x) >= 0) {
        left = left < 0 ? x : left;
        right = x;
      }
    }
    int end = height(image, right - 1);
    return new double[] {height(image, left + 1) - end, height(image, (left + right) / 2) - end};
  }

  /** The height of the line in a column of pixels; −1 if it is not there. */
  private static int height(BufferedImage image, int x) {
    for (int y = 0; y < image.getHeight(); y++) {
      if ((image.getRGB(x, y) & 0xFFFFFF) == FIRST_COLOR) {
        return image.getHeight() - y;
      }
    }
    return -1;
  }

  private static int count(BufferedImage image) {
    int count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == FIRST_COLOR ? 1 : 0;
      }
    }
    return count;
  }

  private static BufferedImage paint(LineChart chart) {
    BufferedImage image = new BufferedImage(450, 430, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 450, 430);
    chart.paint(graphics, 450, 430);
    graphics.dispose();
    return image;
  }
}
