package io.github.taeda.nn.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.optim.LearningRateCurve;
import io.github.taeda.nn.optim.LearningRateCurve.Trial;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class LearningRatePictureTest {
  @TempDir private Path directory;

  @Test
  void the_picture_has_both_losses_and_the_suggestion() throws IOException {
    LearningRateCurve curve = curve();
    XYChart chart = LearningRatePicture.chart(curve);
    assertThat(chart.getSeriesCollection())
        .extracting(XYSeries::getName)
        .containsExactly("loss of a batch", "smoothed", "steepest at 0.0010");
    assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
    assertThat(series(chart, "steepest at 0.0010").getXData())
        .containsOnly(curve.suggestion().orElseThrow());
    Path file = directory.resolve("new/rates.png");
    LearningRatePicture.write(curve, file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(700);
    int[] colours = image.getRGB(0, 0, 700, 450, null, 0, 700);
    assertThat(Arrays.stream(colours).distinct().count()).isGreaterThan(10);
    assertThat(file.getParent().toFile().list()).containsExactly("rates.png");
  }

  @Test
  void the_divergence_does_not_squeeze_the_rest() {
    XYChart chart = LearningRatePicture.chart(curve());
    assertThat(chart.getStyler().getYAxisMax()).isLessThan(10);
    assertThat(chart.getStyler().getYAxisMin()).isEqualTo(0, within(0.0));
    double[] losses = series(chart, "loss of a batch").getYData();
    assertThat(losses[losses.length - 1]).isNaN(); // 1e6, beyond the picture
  }

  @Test
  void losses_that_are_all_zero_can_be_drawn() {
    List<Trial> zeros = List.of(new Trial(1, 0, 0), new Trial(2, 0, 0));
    Path file = directory.resolve("zeros.png");
    LearningRatePicture.write(new LearningRateCurve(zeros, false), file);
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void a_curve_without_a_finite_loss_is_rejected() {
    LearningRateCurve none =
        new LearningRateCurve(List.of(new Trial(1, Double.NaN, Double.NaN)), true);
    Path file = directory.resolve("none.png");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearningRatePicture.write(none, file))
        .withMessage(
            "LearningRatePicture: the curve must have at least two finite losses, but has 0");
    assertThat(Files.exists(file)).isFalse();
  }

  private static XYSeries series(XYChart chart, String name) {
    return chart.getSeriesCollection().stream()
        .filter(series -> series.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A fall about 1e-3, and a divergence. */
  private static LearningRateCurve curve() {
    List<Trial> points = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      double rate = Math.pow(10, -6 + i / 10.0);
      double loss = 2 - 1.5 / (1 + Math.pow(rate / 1e-3, -2));
      points.add(new Trial(rate, i == 60 ? 1e6 : loss, i == 60 ? 1e5 : loss));
    }
    return new LearningRateCurve(points, true);
  }
}
