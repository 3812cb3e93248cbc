package io.github.taeda.nn.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.ListenerException;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link CsvLog} and {@link LearningCurves}. */
class FilesOfRunsTest {
  private static final Dataset DATA = Runs.data(1, 1);

  @TempDir private Path directory;

  @Test
  void the_log_has_each_epoch_as_soon_as_it_is_complete() throws IOException {
    Path log = directory.resolve("new/log.csv");
    Listener reading =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun training) {
            assertThat(lines(log)).hasSize(training.epoch() + 1);
          }
        };
    Runs.of(Runs.line()).epochs(2).validate(DATA).listen(new CsvLog(log), reading).fit(DATA);
    assertThat(lines(log))
        .containsExactly(
            "epoch,loss,validation loss,learning rate,seconds",
            "1,1.0,0.25,0.25,S",
            "2,0.25,0.0625,0.25,S");
    assertThat(log.getParent().toFile().list()).containsExactly(log.getFileName().toString());
  }

  @Test
  void the_log_of_a_resumed_run_is_that_of_a_whole_one() {
    Path whole = directory.resolve("whole.csv");
    Path resumed = directory.resolve("resumed.csv");
    Path checkpoints = directory.resolve("checkpoints");
    Runs.of(Runs.line()).epochs(6).listen(new CsvLog(whole)).fit(DATA);
    Runs.of(Runs.line())
        .epochs(3)
        .listen(new CsvLog(resumed), Checkpoints.in(checkpoints))
        .fit(DATA);
    List<String> half = lines(resumed);
    Linear line = Runs.line();
    Runs.of(line)
        .epochs(6)
        .resume(Checkpoints.in(checkpoints))
        .listen(new CsvLog(resumed), Checkpoints.in(checkpoints))
        .fit(DATA);
    assertThat(half).hasSize(4);
    assertThat(lines(resumed)).isEqualTo(lines(whole)).hasSize(7);
  }

  @Test
  void a_file_that_cannot_be_written_ends_the_run_with_its_name() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(
            () -> Runs.of(Runs.line()).listen(new CsvLog(file.resolve("log.csv"))).fit(DATA))
        .isInstanceOf(ListenerException.class)
        .hasMessage(
            "SGD: the listener CsvLog(%s) failed in started, epoch 0: cannot create the directory %s",
            file.resolve("log.csv"), file);
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Files.createFile(taken.resolve("something"));
    assertThatThrownBy(() -> Runs.of(Runs.line()).listen(new LearningCurves(taken)).fit(DATA))
        .isInstanceOf(ListenerException.class)
        .hasMessageStartingWith(
            "SGD: the listener LearningCurves(%s) failed in ended, epoch 1: cannot write %s: ",
            taken, taken);
  }

  @Test
  void curves_are_drawn_at_the_end_and_every_so_many_epochs() throws IOException {
    Path picture = directory.resolve("new/curves.png");
    Listener looking =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun training) {
            assertThat(Files.exists(picture)).isEqualTo(training.epoch() >= 2);
            if (training.epoch() == 3) {
              training.stop("enough");
            }
          }
        };
    LearningCurves curves = new LearningCurves(picture);
    Runs.of(Runs.line()).epochs(9).listen(curves.every(2), looking).fit(DATA);
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(600);
    assertThat(image.getHeight()).isEqualTo(450);
    assertThat(picture.getParent().toFile().list())
        .containsExactly(picture.getFileName().toString());

    Path atEnd = directory.resolve("end.png");
    Runs.of(Runs.line())
        .epochs(2)
        .validate(DATA)
        .metrics(Runs.metric("share", 0.5, 0.75))
        .listen(new LearningCurves(atEnd))
        .fit(DATA);
    assertThat(ImageIO.read(atEnd.toFile()).getWidth()).isEqualTo(1200);
  }

  @Test
  void nothing_is_drawn_of_a_run_without_a_complete_epoch() {
    Path picture = directory.resolve("curves.png");
    Listener stopping =
        new Listener() {
          @Override
          public void started(TrainingRun training) {
            training.stop("not today");
          }
        };
    Runs.of(Runs.line()).listen(new LearningCurves(picture), stopping).fit(DATA);
    assertThat(picture).doesNotExist();
  }

  @Test
  void losses_stand_on_one_panel_and_what_lies_between_0_and_1_on_another() {
    double nan = Double.NaN;
    History history =
        history(
            new String[] {
              "training share", "validation loss", "validation error", "learning rate", "none"
            },
            new double[] {0, 0.5, 3, 0.1, nan},
            new double[] {1, 0.4, 0.5, 0.1, nan});
    List<CurveChart> panels = LearningCurves.panels(history);
    assertThat(panels).hasSize(2);
    assertThat(panels.get(0).names()).containsExactly("loss", "validation loss");
    assertThat(panels.get(1).names()).containsExactly("training share");
  }

  @Test
  void losses_that_span_more_than_a_factor_of_ten_get_a_logarithmic_axis() {
    assertThat(logarithmic(1, 0.2)).isFalse();
    assertThat(logarithmic(1, 0.09)).isTrue();
    assertThat(logarithmic(1, 0.09, Double.NaN, Double.POSITIVE_INFINITY)).isTrue();
    assertThat(logarithmic(1, 0)).isFalse();
    assertThat(logarithmic(1, -0.001)).isFalse();
  }

  @Test
  void lines_differ_without_their_colours() {
    CurveChart curves = CurveChart.ofMetrics();
    for (int i = 0; i < 8; i++) {
      curves.add("metric " + i, 0.1 * i, 0.05 * i);
    }
    assertThat(curves.chart(600, 450).getSeriesCollection())
        .extracting(
            series ->
                Arrays.toString(series.getLineStyle().getDashArray())
                    + series.getMarker().getClass())
        .doesNotHaveDuplicates()
        .hasSize(8);
    assertThat(curves.chart(600, 450).getXAxisTitle()).isEqualTo("epoch");
    assertThat(curves.chart(600, 450).getYAxisTitle()).isEqualTo("metric");
    assertThat(CurveChart.ofLosses().chart(600, 450).getYAxisTitle()).isEqualTo("loss");
  }

  @Test
  void values_that_are_not_finite_leave_gaps_even_if_all_are() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (double[] values : new double[][] {{bad}, {bad, bad}, {1, bad, 3}, {bad, 2e-300}}) {
        CurveChart curves = CurveChart.ofLosses();
        curves.add("loss", values);
        BufferedImage image = new BufferedImage(600, 450, BufferedImage.TYPE_INT_RGB);
        curves.chart(600, 450).paint(image.createGraphics(), 600, 450);
      }
    }
  }

  private static boolean logarithmic(double... losses) {
    CurveChart curves = CurveChart.ofLosses();
    curves.add("loss", losses);
    return curves.chart(600, 450).getStyler().isYAxisLogarithmic();
  }

  private static History history(String[] names, double[]... rows) {
    List<History.Epoch> epochs = new ArrayList<>();
    for (double[] row : rows) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        values.put(names[i], row[i]);
      }
      epochs.add(new History.Epoch(epochs.size() + 1, 1, 0.1, values));
    }
    return new History(epochs, null);
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log).stream()
          .map(line -> line.replaceAll("^(\\d.*,).*", "$1S"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
