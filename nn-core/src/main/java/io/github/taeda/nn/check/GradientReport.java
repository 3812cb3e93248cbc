package io.github.taeda.nn.check;

import java.util.List;
import java.util.Locale;

/**
 * What a {@link GradientCheck} found.
 *
 * @param subject the module or loss that was checked
 * @param elements the worst element of each array: of the input, if it was checked, then of each
 *     parameter; for a loss, of the prediction
 */
public record GradientReport(String subject, List<Element> elements) {

  /** Keeps its own copy; there is at least one. */
  public GradientReport {
    elements = List.copyOf(elements);
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("GradientReport: elements is empty");
    }
  }

  /** The worst element of all; the first of several that are equally bad. */
  public Element worst() {
    return elements.stream().reduce((a, b) -> b.error > a.error ? b : a).orElseThrow();
  }

  /**
   * Whether every relative error is at most the tolerance.
   *
   * @param tolerance &gt; 0, such as 1e-7
   */
  public boolean passes(double tolerance) {
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException(
          "GradientReport: tolerance must be > 0, but was " + tolerance);
    }
    return worst().error() <= tolerance;
  }

  /** The subject, the worst element of each array, one per line, and the worst of all. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("GradientCheck of ").append(subject);
    elements.forEach(element -> text.append("\n  ").append(element));
    return text.append("\nworst: ").append(worst()).toString();
  }

  /**
   * One derivative.
   *
   * @param name where it stands, such as {@code input[2, 1]} or {@code 0.weight[0, 3]}
   * @param call the method that computed it, such as {@code backwardDelta}
   * @param analytic what the method says
   * @param numeric what the central difference says
   * @param error the relative error as {@link GradientCheck} defines it; infinite if one of the two
   *     is not a number
   */
  public record Element(String name, String call, double analytic, double numeric, double error) {

    /** {@code 0.weight[0, 3] by backward: analytic 1.5, numeric 1.4, relative error 6.7e-02}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s by %s: analytic %.10g, numeric %.10g, relative error %.1e",
          name,
          call,
          analytic,
          numeric,
          error);
    }
  }
}
