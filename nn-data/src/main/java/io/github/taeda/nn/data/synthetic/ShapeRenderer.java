package io.github.taeda.nn.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * Renderer of one shape with a random size, position, rotation and aspect ratio, in a random colour
 * on a random background that changes from edge to edge, with discs and lines that belong to no
 * class, and noise.
 */
final class ShapeRenderer {
  private static final int CHANNELS = 3;
  private static final int SAMPLES = 3; // per pixel and axis, for smooth edges
  private static final double MIN_CONTRAST = 110; // distance of the two colours
  private static final double MAX_NOISE = 22; // standard deviation
  private static final int MAX_DISTRACTORS = 4;

  private final RandomGenerator random;
  private final int side;
  private final double[] image; // [side, side, channels]

  ShapeRenderer(RandomGenerator random, int side) {
    this.random = random;
    this.side = side;
    this.image = new double[side * side * CHANNELS];
  }

  /** Draws an image to {@code side · side · 3} bytes from an offset on. */
  void draw(Shape shape, byte[] pixels, int offset) {
    double[] background = color();
    double[] color = color();
    while (distance(background, color) < MIN_CONTRAST) {
      color = color();
    }
    fill(background);
    int distractors = random.nextInt(MAX_DISTRACTORS + 1);
    for (int i = 0; i < distractors; i++) {
      distract();
    }
    paint(shape, color, scale(), random.nextDouble(-0.35, 0.35));
    double noise = random.nextDouble(4, MAX_NOISE);
    for (int i = 0; i < image.length; i++) {
      double value = image[i] + noise * random.nextGaussian();
      pixels[offset + i] = (byte) (int) Math.max(0, Math.min(255, value + 0.5));
    }
  }

  /** Half the size of the shape: width and height. */
  private double[] scale() {
    double size = side * random.nextDouble(0.24, 0.4);
    double aspect = random.nextDouble(0.85, 1.15);
    return new double[] {size * aspect, size / aspect};
  }

  private double[] color() {
    return new double[] {random.nextDouble(255), random.nextDouble(255), random.nextDouble(255)};
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < CHANNELS; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** Fills the image with a colour that gets lighter in a random direction. */
  private void fill(double[] color) {
    double right = random.nextDouble(-40, 40) / side;
    double down = random.nextDouble(-40, 40) / side;
    int middle = side / 2;
    for (int i = 0; i < image.length; i++) {
      int row = i / CHANNELS / side;
      int column = i / CHANNELS % side;
      image[i] = color[i % CHANNELS] + right * (column - middle) + down * (row - middle);
    }
  }

  /** Paints a small disc, or a thin line, of a random colour. */
  private void distract() {
    boolean isLine = random.nextBoolean();
    double length = side * random.nextDouble(0.15, 0.5);
    double small = side * random.nextDouble(0.03, 0.07);
    double[] scale = {isLine ? length : small, isLine ? side * 0.025 : small};
    double[] centre = {random.nextDouble(side), random.nextDouble(side)};
    paint(isLine ? Shape.SQUARE : Shape.DISC, color(), scale, random.nextDouble(3.2), centre);
  }

  private void paint(Shape shape, double[] color, double[] scale, double angle) {
    double room = side / 2.0 - Math.max(scale[0], scale[1]);
    double[] centre = {
      side / 2.0 + random.nextDouble(-1, 1) * room, side / 2.0 + random.nextDouble(-1, 1) * room
    };
    paint(shape, color, scale, angle, centre);
  }

  /** Mixes the colour into each pixel by how much of it the shape covers. */
  private void paint(Shape shape, double[] color, double[] scale, double angle, double[] centre) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    Figure figure = new Figure(shape, scale[0], scale[1], centre[0], centre[1], cos, sin);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double cover = figure.cover(row, column);
        int pixel = (row * side + column) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          image[pixel + c] += cover * (color[c] - image[pixel + c]);
        }
      }
    }
  }

  /** A shape of half this width and height, about a centre, rotated. */
  private record Figure(
      Shape shape,
      double width,
      double height,
      double centreX,
      double centreY,
      double cos,
      double sin) {

    /** The fraction of a pixel that the shape covers. */
    double cover(int row, int column) {
      int inside = 0;
      for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
          double x = column + (j + 0.5) / SAMPLES - centreX;
          double y = row + (i + 0.5) / SAMPLES - centreY;
          double u = (cos * x + sin * y) / width;
          double v = (cos * y - sin * x) / height;
          inside += Math.abs(u) < 1 && Math.abs(v) < 1 && shape.contains(u, v) ? 1 : 0;
        }
      }
      return inside / (double) (SAMPLES * SAMPLES);
    }
  }
}
