package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.Checks;

/**
 * What a {@link Csv} reader does with a line in which a value is missing: the field is blank or, in
 * a numeric column, {@code NA}, {@code N/A}, {@code #N/A}, {@code NaN}, {@code null} or {@code ?},
 * in upper or lower case.
 *
 * <p>Targets, weights, classes and categories are never filled in: there a missing value is an
 * error unless lines are skipped.
 */
public final class Missing {
  /** Rejects the file, with the line and the column; the default. */
  public static final Missing REJECT = new Missing(Kind.REJECT, Double.NaN);

  /** Skips the line. */
  public static final Missing SKIP = new Missing(Kind.SKIP, Double.NaN);

  /**
   * Fills in the mean of the column's other values; of a file read {@link Csv#like like} another,
   * the mean of the other's.
   */
  public static final Missing MEAN = new Missing(Kind.MEAN, Double.NaN);

  /** The kinds of treatment. */
  enum Kind {
    REJECT,
    SKIP,
    MEAN,
    FILL
  }

  private final Kind kind;
  private final double value;

  private Missing(Kind kind, double value) {
    this.kind = kind;
    this.value = value;
  }

  /**
   * Fills in a value.
   *
   * @param value finite
   */
  public static Missing fill(double value) {
    Checks.requireNonNegative("Missing", "|value|", Math.abs(value));
    return new Missing(Kind.FILL, value);
  }

  Kind kind() {
    return kind;
  }

  double value() {
    return value;
  }

  /** {@code Missing(skip)}, {@code Missing(fill 0.0)}. */
  @Override
  public String toString() {
    return switch (kind) {
      case REJECT -> "Missing(reject)";
      case SKIP -> "Missing(skip)";
      case MEAN -> "Missing(mean)";
      case FILL -> "Missing(fill " + value + ")";
    };
  }
}
