package io.github.taeda.nn.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The derivatives with respect to one array: what differences say, and what each call claims. */
final class DerivativeComparison {
  private final String array;
  private final long[] shape;
  private final double[] numeric;
  private final double leastScale;
  private final List<Claim> claims = new ArrayList<>();

  DerivativeComparison(String array, long[] shape, double[] numeric, double largestDelta) {
    this.array = array;
    this.shape = shape;
    this.numeric = numeric;
    this.leastScale = 1e-3 * largestDelta;
  }

  void with(String call, double... analytic) {
    claims.add(new Claim(call, analytic));
  }

  GradientReport.Element worst() {
    double scale = Math.max(leastScale, largest(numeric));
    for (Claim claim : claims) {
      scale = Math.max(scale, largest(claim.analytic));
    }
    List<GradientReport.Element> elements = new ArrayList<>();
    for (Claim claim : claims) {
      for (int i = 0; i < numeric.length; i++) {
        double error = error(claim.analytic[i], numeric[i], scale);
        elements.add(
            new GradientReport.Element(name(i), claim.call, claim.analytic[i], numeric[i], error));
      }
    }
    return new GradientReport(array, elements).worst();
  }

  /** Infinite for what is not a number: it must never pass. */
  private static double error(double analytic, double numeric, double scale) {
    double error = Math.abs(analytic - numeric) / scale;
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static double largest(double... numbers) {
    return Arrays.stream(numbers).map(Math::abs).filter(Double::isFinite).max().orElse(0);
  }

  private String name(int place) {
    long[] index = new long[shape.length];
    long rest = place;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return array + Arrays.toString(index);
  }

  private static final class Claim {
    private final String call;
    private final double[] analytic;

    Claim(String call, double[] analytic) {
      this.call = call;
      this.analytic = analytic;
    }
  }
}
