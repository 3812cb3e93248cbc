package io.github.taeda.nn.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * Renderer of one digit with a random handwriting: an affine transform of the strokes, a random
 * offset of each point, and a round pen tip of random width, drawn on a square of bytes.
 */
final class StrokeRenderer {
  private static final int SEGMENTS = 4; // straight lines between two points of a curve
  private static final double SCALE_X = 0.56;
  private static final double SCALE_Y = 0.68;
  private static final double JITTER = 0.038;

  private final RandomGenerator random;
  private final byte[] pixels;
  private final int offset;
  private final int side;
  private final double a; // x' = a x + b y + left
  private final double b;
  private final double c; // y' = c x + d y + top
  private final double d;
  private final double left;
  private final double top;
  private final double radius;
  private final double ink;

  /** Draws a random handwriting; the image is {@code side · side} bytes from an offset on. */
  StrokeRenderer(RandomGenerator random, byte[] pixels, int offset, int side) {
    this.random = random;
    this.pixels = pixels;
    this.offset = offset;
    this.side = side;
    double width = side * SCALE_X * random.nextDouble(0.7, 1.14);
    double height = side * SCALE_Y * random.nextDouble(0.8, 1.12);
    double slant = Math.max(-0.5, Math.min(0.7, 0.1 + 0.2 * random.nextGaussian()));
    double angle = 0.12 * Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    a = cos * width;
    b = (-cos * slant - sin) * height;
    c = sin * width;
    d = (cos - sin * slant) * height;
    left = side * (0.5 + 0.06 * random.nextDouble(-1, 1)) - (a + b) / 2;
    top = side * (0.5 + 0.06 * random.nextDouble(-1, 1)) - (c + d) / 2;
    radius = side * random.nextDouble(0.026, 0.066);
    ink = random.nextDouble(200, 255);
  }

  /** Draws one stroke of {@link DigitStrokes}. */
  void draw(double[] stroke) {
    int points = stroke.length / 2;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      double u = stroke[2 * i];
      double v = stroke[2 * i + 1];
      if (i > 0 && u == stroke[2 * i - 2] && v == stroke[2 * i - 1]) {
        x[i] = x[i - 1]; // a corner stays one point
        y[i] = y[i - 1];
        continue;
      }
      u += JITTER * random.nextGaussian();
      v += JITTER * random.nextGaussian();
      x[i] = a * u + b * v + left;
      y[i] = c * u + d * v + top;
    }
    for (int i = 0; i + 1 < points; i++) {
      curve(x, y, i);
    }
  }

  /** Draws the segment of the Catmull-Rom spline from point i to the next. */
  private void curve(double[] x, double[] y, int i) {
    double fromX = x[i];
    double fromY = y[i];
    for (int k = 1; k <= SEGMENTS; k++) {
      double t = (double) k / SEGMENTS;
      double toX = spline(x, i, t);
      double toY = spline(y, i, t);
      line(fromX, fromY, toX, toY);
      fromX = toX;
      fromY = toY;
    }
  }

  private static double spline(double[] p, int i, double t) {
    double before = p[Math.max(0, i - 1)];
    double after = p[Math.min(p.length - 1, i + 2)];
    double slopeStart = (p[i + 1] - before) / 2;
    double slopeEnd = (after - p[i]) / 2;
    double rise = p[i + 1] - p[i];
    return p[i]
        + t
            * (slopeStart
                + t * (3 * rise - 2 * slopeStart - slopeEnd)
                + t * t * (slopeStart + slopeEnd - 2 * rise));
  }

  /** Darkens each pixel by its distance to the line, one pixel wide from full ink to none. */
  private void line(double x1, double y1, double x2, double y2) {
    double reach = radius + 0.5;
    int firstX = Math.max(0, (int) (Math.min(x1, x2) - reach));
    int lastX = Math.min(side - 1, (int) (Math.max(x1, x2) + reach));
    int firstY = Math.max(0, (int) (Math.min(y1, y2) - reach));
    int lastY = Math.min(side - 1, (int) (Math.max(y1, y2) + reach));
    double dx = x2 - x1;
    double dy = y2 - y1;
    double inverse = 1 / Math.max(dx * dx + dy * dy, 1e-9);
    for (int row = firstY; row <= lastY; row++) {
      for (int column = firstX; column <= lastX; column++) {
        double x = column + 0.5 - x1;
        double y = row + 0.5 - y1;
        double t = Math.max(0, Math.min(1, (x * dx + y * dy) * inverse));
        double square = square(x - t * dx) + square(y - t * dy);
        if (square < reach * reach) {
          darken(offset + row * side + column, reach - Math.sqrt(square));
        }
      }
    }
  }

  private void darken(int index, double cover) {
    int level = (int) (ink * Math.min(1, cover) + 0.5);
    if (level > (pixels[index] & 0xff)) {
      pixels[index] = (byte) level;
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
