package io.github.taeda.examples.draw;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.taeda.examples.draw.HeatMap.Points;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.ops.NDArrays;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that can result from a training and that a chart might not cope with. */
class PicturePanelTest {
  static Stream<Arguments> panels() {
    return Stream.of(
        Arguments.of("a loss of one epoch", loss(0.7)),
        Arguments.of("a loss that reaches 0", loss(0.7, 0.1, 0)),
        Arguments.of("a loss that stays 0", loss(0, 0, 0)),
        Arguments.of("a loss that stays", loss(0.7, 0.7, 0.7)),
        Arguments.of("a loss that becomes NaN", loss(1, Double.NaN)),
        Arguments.of("a loss of NaN", loss(Double.NaN)),
        Arguments.of("infinity", loss(1, Double.POSITIVE_INFINITY)),
        Arguments.of("outputs all below the threshold", heat(0)),
        Arguments.of("outputs that are NaN", heat(Float.NaN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void it_is_painted_whatever_the_values(String what, PicturePanel panel) {
    Graphics2D graphics = new BufferedImage(450, 430, BufferedImage.TYPE_INT_RGB).createGraphics();
    assertThatCode(() -> panel.paint(graphics, 450, 430)).doesNotThrowAnyException();
  }

  private static PicturePanel loss(double... losses) {
    return LineChart.ofLosses("loss", "epoch").line("loss", losses);
  }

  private static PicturePanel heat(float weight) {
    Linear linear = new Linear(Linear.Config.of(2, 1).withoutBias(), new SplittableRandom(1));
    linear.parameters().get(0).set(NDArrays.of(new float[] {weight, weight}, 2, 1));
    Points points = new Points("points", List.of(0.0), List.of(1.0));
    Points others = new Points("others", List.of(1.0), List.of(1.0));
    return HeatMap.outputs("heat", DecisionSurface.of(linear, 0, 1, 8), points, others);
  }
}
