package io.github.taeda.examples.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.draw.ClassScatter;
import io.github.taeda.examples.draw.ImageRows;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.nn.ops.NDArrays;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodePicturesTest {
  private static final int WIDTH = 450;
  private static final int HEIGHT = 430;

  /** Two rows of two images; between the rows, at height 227, there is nothing. */
  @Test
  void one_is_black_zero_is_white_and_values_beyond_are_clipped() {
    ImageRows rows =
        new ImageRows("title")
            .row("a", NDArrays.of(new float[] {1, 1, 1, 1, 0, 0, 0, 0}, 2, 4))
            .gap()
            .row("b", NDArrays.of(new float[] {-3, -3, -3, -3, 3, 3, 3, 3}, 2, 4));
    BufferedImage picture = paint(rows);

    long first = black(picture, 0, 227);
    long second = black(picture, 227, HEIGHT);
    assertThat(first).isGreaterThan(20_000);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void each_class_has_a_colour_of_its_own_in_which_its_name_is_drawn() {
    double[][] points = {{0, 0}, {1, 1}, {0.1, 0}, {0.9, 1}};
    List<String> names = List.of("0", "1", "2");
    ClassScatter both = new ClassScatter("t", "number", points, new int[] {0, 1, 0, 1}, names);
    ClassScatter one = new ClassScatter("t", "number", points, new int[] {0, 0, 0, 0}, names);

    assertThat(colors(both)).contains(0x1F77B4, 0xC81E28).doesNotContain(0x1E8232);
    assertThat(colors(one)).contains(0x1F77B4).doesNotContain(0xC81E28);
  }

  @Test
  void markers_are_class_names_if_all_are_short() {
    assertThat(CodeEvaluation.shortNames(List.of("0", "10"))).containsExactly("0", "10");
    assertThat(CodeEvaluation.shortNames(List.of("Bag", "0"))).containsExactly("0", "1");
  }

  private static Set<Integer> colors(PicturePanel panel) {
    BufferedImage picture = paint(panel);
    return IntStream.of(picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH))
        .mapToObj(color -> color & 0xFFFFFF)
        .collect(Collectors.toSet());
  }

  private static long black(BufferedImage picture, int top, int bottom) {
    return IntStream.of(picture.getRGB(0, top, WIDTH, bottom - top, null, 0, WIDTH))
        .filter(color -> (color & 0xFFFFFF) == 0)
        .count();
  }

  private static BufferedImage paint(PicturePanel panel) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    panel.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return picture;
  }
}
