package io.github.taeda.examples.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColoredTextTest {
  /** The darkest colour is (24, 16, 64), the lightest (252, 240, 176). */
  @Test
  void a_terminal_shows_the_nearest_colours_of_its_cube() {
    ColoredText text =
        new ColoredText("Title")
            .row("Alo", List.of("a", "b"), 0, 1)
            .row("Brask", List.of("c"), 0.5);
    assertThat(text.terminalLines())
        .hasSize(2)
        .startsWith("  Alo    \u001b[38;5;255;48;5;17ma\u001b[38;5;232;48;5;229mb\u001b[0m")
        .last()
        .asString()
        .startsWith("  Brask  \u001b[");
  }

  @Test
  void a_row_without_names_is_not_indented_further() {
    ColoredText text = new ColoredText("Title").row("", List.of("a"), 0.0);
    assertThat(text.terminalLines().get(0)).startsWith("  \u001b[38;5;255;48;5;17ma");
  }

  @Test
  void a_value_is_needed_for_each_character() {
    assertThatThrownBy(() -> new ColoredText("Title").row("", List.of("a", "b"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ColoredText: there must be a value for each of 2 characters, but there are 1");
  }

  @Test
  void a_picture_shows_the_colours_within_its_bounds() {
    List<String> many = "m".repeat(80).chars().mapToObj(Character::toString).toList();
    double[] values = new double[80];
    values[0] = 1;
    BufferedImage image = new BufferedImage(450, 430, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 450, 430);
    new ColoredText("Title").row("", many, values).paint(graphics, 450, 430);
    graphics.dispose();
    int y = 41; // the upper edge of the row, above the letters
    assertThat(image.getRGB(13, y) & 0xffffff).isEqualTo(ColorScale.rgb(1));
    assertThat(image.getRGB(200, y) & 0xffffff).isEqualTo(ColorScale.rgb(0));
    assertThat(image.getRGB(445, y) & 0xffffff).isEqualTo(0xffffff);
  }
}
