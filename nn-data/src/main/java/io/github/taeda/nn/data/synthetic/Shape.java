package io.github.taeda.nn.data.synthetic;

/** The shapes of {@link SyntheticShapes}, each within the square from −1 to 1, y downwards. */
enum Shape {
  DISC {
    @Override
    boolean contains(double x, double y) {
      return x * x + y * y < 0.8;
    }
  },
  RING {
    @Override
    boolean contains(double x, double y) {
      double square = x * x + y * y;
      return square < 0.9 && square > 0.3;
    }
  },
  SQUARE {
    @Override
    boolean contains(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) < 0.78;
    }
  },
  FRAME {
    @Override
    boolean contains(double x, double y) {
      double distance = Math.max(Math.abs(x), Math.abs(y));
      return distance < 0.84 && distance > 0.48;
    }
  },
  TRIANGLE {
    @Override
    boolean contains(double x, double y) {
      return y < 0.7 && y > 1.75 * Math.abs(x) - 0.9;
    }
  },
  CROSS {
    @Override
    boolean contains(double x, double y) {
      return Math.min(Math.abs(x), Math.abs(y)) < 0.28 && Math.max(Math.abs(x), Math.abs(y)) < 0.95;
    }
  },
  STAR {
    @Override
    boolean contains(double x, double y) {
      double turn = 5 * StrictMath.atan2(x, -y) / (2 * Math.PI); // a tip at each integer
      double fromTip = Math.abs(turn - Math.rint(turn)); // 0 at a tip, ½ between two
      return StrictMath.hypot(x, y) < 1 - 1.2 * fromTip;
    }
  },
  CRESCENT {
    @Override
    boolean contains(double x, double y) {
      double u = x - 0.5;
      return x * x + y * y < 0.9 && u * u + y * y > 0.55;
    }
  },
  HEART {
    @Override
    boolean contains(double x, double y) {
      double u = 1.25 * x;
      double v = 0.15 - 1.25 * y;
      double k = u * u + v * v - 0.9;
      return k * k * k - u * u * v * v * v < 0;
    }
  },
  BARS {
    @Override
    boolean contains(double x, double y) {
      return Math.abs(y) < 0.85 && Math.abs(x) < 0.75 && Math.abs(x) > 0.25;
    }
  };

  /** Whether a point belongs to the shape. */
  abstract boolean contains(double x, double y);
}
