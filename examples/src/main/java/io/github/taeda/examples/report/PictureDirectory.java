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

/** The directory that an example draws its pictures in, and which ones are there already. */
public final class PictureDirectory {
  static final int WIDTH = 450; // of a panel among others
  static final int HEIGHT = 430;
  static final double ALONE = 1.5; // how much larger a panel is that has a picture to itself
  static final double MOVING = 0.8; // how much smaller that of an animation, for small files

  private final Path directory;
  private final Set<String> written = new LinkedHashSet<>();

  /**
   * Makes pictures in a directory.
   *
   * @param directory one that is there
   */
  public PictureDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Draws panels side by side, four in two rows, on {@code <name>.png}, in place of what was there.
   *
   * @return the file
   */
  public Path write(String name, PicturePanel... panels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image(panels.length == 1 ? ALONE : 1, panels), "png", png);
    }
    return write(name + ".png", bytes.toByteArray());
  }

  /** Draws one panel after the other on {@code <name>.gif}, in place of what was there. */
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
      Graphics2D place = (Graphics2D) graphics.create();
      place.translate(i % columns * WIDTH, i / columns * HEIGHT);
      panels[i].paint(place, WIDTH, HEIGHT);
      place.dispose();
    }
    graphics.dispose();
    return image;
  }

  /** Where another file of the same run goes. */
  public Path file(String fileName) {
    return directory.resolve(fileName);
  }

  /** The directory and the pictures written so far. */
  @Override
  public String toString() {
    return "Pictures in " + directory + ": " + String.join(", ", written);
  }
}
