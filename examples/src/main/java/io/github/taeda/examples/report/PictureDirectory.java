package io.github.taeda.examples.report;

import io.github.taeda.examples.draw.AnimatedGif;
import io.github.taeda.examples.draw.PicturePanel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The directory of a run's pictures, and the names of those written so far. */
public final class PictureDirectory {
  static final int WIDTH = 450; // of a panel among others
  static final int HEIGHT = 430;
  static final double ALONE = 1.5; // scale of a panel that is a picture alone
  static final double MOVING = 0.8; // scale of the panels of an animation, for small files

  private final Path directory;
  private final Set<String> written = new LinkedHashSet<>();

  /**
   * Opens a directory.
   *
   * @param directory an existing one
   */
  public PictureDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Draws panels in a row, four in two rows, and writes or replaces {@code <name>.png}.
   *
   * @return the file
   */
  public Path write(String name, PicturePanel... panels) throws IOException {
    return write(name + ".png", png(panels));
  }

  /** Draws panels in a row, four in two rows, as the content of a PNG file. */
  public static byte[] png(PicturePanel... panels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image(panels.length == 1 ? ALONE : 1, panels), "png", png);
    }
    return bytes.toByteArray();
  }

  /** Draws panels one after the other and writes or replaces {@code <name>.gif}. */
  public Path animation(String name, int delay, List<PicturePanel> frames) throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    for (PicturePanel frame : frames) {
      images.add(image(MOVING, frame));
    }
    return write(name + ".gif", AnimatedGif.gif(images, delay));
  }

  private Path write(String fileName, byte[] bytes) throws IOException {
    Path file = directory.resolve(fileName);
    OutputDirectory.write("picture", file, bytes);
    written.add(fileName);
    return file;
  }

  private static BufferedImage image(double scale, PicturePanel... panels) {
    int columns = panels.length == 4 ? 2 : panels.length;
    int rows = panels.length / columns;
    int width = (int) (scale * WIDTH * columns);
    int height = (int) (scale * HEIGHT * rows);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.scale(scale, scale);
    for (int i = 0; i < panels.length; i++) {
      Graphics2D cell = (Graphics2D) graphics.create();
      cell.translate(i % columns * WIDTH, i / columns * HEIGHT);
      panels[i].paint(cell, WIDTH, HEIGHT);
      cell.dispose();
    }
    graphics.dispose();
    return image;
  }

  /** The path of another file of the same run. */
  public Path file(String fileName) {
    return directory.resolve(fileName);
  }

  /** The directory and the pictures written so far. */
  @Override
  public String toString() {
    return "Pictures in " + directory + ": " + String.join(", ", written);
  }
}
