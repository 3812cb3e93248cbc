package io.github.taeda.nn.listeners;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws the learning curves of a run as a PNG picture: the losses over the epochs and, beside them,
 * metrics between 0 and 1, such as accuracies.
 *
 * <p>It is drawn when the run ends, also when it is stopped or fails, if an epoch was completed by
 * then; an older file of this name is replaced. The losses' axis is logarithmic if they span more
 * than a factor of ten. Drawing needs no display; where one is announced but cannot be reached,
 * start Java with {@code -Djava.awt.headless=true}.
 */
public final class LearningCurves implements Listener {
  private static final int WIDTH = 600; // of a panel
  private static final int HEIGHT = 450;
  private static final Set<String> NO_METRICS = Set.of("seconds", "learning rate");

  private final OutputFile file;
  private int every = Integer.MAX_VALUE;

  /**
   * Creates a listener.
   *
   * @param path the picture; its directory is created when the run starts if there is none
   */
  public LearningCurves(Path path) {
    file = new OutputFile("LearningCurves", path);
  }

  /** Draws after every so many epochs too, at least 1. */
  public LearningCurves every(int epochs) {
    this.every = Checks.requireCount("LearningCurves", "every", epochs);
    return this;
  }

  @Override
  public void started(TrainingRun run) {
    file.createDirectory();
  }

  @Override
  public void epochEnded(TrainingRun run) {
    if (run.epoch() % every == 0) {
      draw(run.history());
    }
  }

  @Override
  public void ended(TrainingRun run) {
    if (!run.history().epochs().isEmpty()) {
      draw(run.history());
    }
  }

  private void draw(History history) {
    List<CurveChart> panels = panels(history);
    BufferedImage image =
        new BufferedImage(panels.size() * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), HEIGHT);
    for (CurveChart panel : panels) {
      panel.chart(WIDTH, HEIGHT).paint(graphics, WIDTH, HEIGHT);
      graphics.translate(WIDTH, 0);
    }
    graphics.dispose();
    file.write(channel -> write(image, channel));
  }

  /** The losses, and the metrics if there are any. */
  static List<CurveChart> panels(History history) {
    CurveChart losses = CurveChart.ofLosses();
    CurveChart metrics = CurveChart.ofMetrics();
    for (String name : history.names()) {
      double[] values = history.values(name);
      if (name.equals("loss") || name.equals("validation loss")) {
        losses.add(name, values);
      } else if (!NO_METRICS.contains(name) && isFromZeroToOne(values)) {
        metrics.add(name, values);
      }
    }
    List<CurveChart> panels = new ArrayList<>(List.of(losses));
    if (!metrics.isEmpty()) {
      panels.add(metrics);
    }
    return panels;
  }

  private static boolean isFromZeroToOne(double... values) {
    return Arrays.stream(values).filter(Double::isFinite).allMatch(v -> v >= 0 && v <= 1)
        && Arrays.stream(values).anyMatch(Double::isFinite);
  }

  static void write(BufferedImage image, FileChannel channel) throws IOException {
    try (ImageOutputStream png =
        new MemoryCacheImageOutputStream(Channels.newOutputStream(channel))) {
      ImageIO.write(image, "png", png);
      png.flush();
    }
  }

  /** {@code LearningCurves(curves.png)}. */
  @Override
  public String toString() {
    return file.toString();
  }
}
