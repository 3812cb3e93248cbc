package io.github.taeda.nn.data.readers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of one channel of a time series. */
final class SeriesValues {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Set<String> PADDING = Set.of("", "nan", "na");
  private static final String MISSING = "?";

  private SeriesValues() {}

  /**
   * The values of fields, NaN where one is missing, without the padding at the end.
   *
   * @throws NumberFormatException with the field that is no value
   */
  static float[] of(String[] fields, int first) {
    int end = fields.length;
    while (end > first && isPadding(fields[end - 1])) {
      end--;
    }
    float[] values = new float[end - first];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields[first + i].strip());
    }
    return values;
  }

  private static boolean isPadding(String field) {
    String text = field.strip();
    return text.length() <= 3 && PADDING.contains(text.toLowerCase(Locale.ROOT));
  }

  private static float value(String field) {
    if (field.equals(MISSING) || isPadding(field)) {
      return Float.NaN;
    }
    if (!NUMBER.matcher(field).matches() || Float.isInfinite(Float.parseFloat(field))) {
      throw new NumberFormatException(field);
    }
    return Float.parseFloat(field);
  }

  /** Whether there is any value. */
  static boolean isAnything(float... values) {
    for (float value : values) {
      if (!Float.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  /** A copy of some length in which missing values are interpolated; there is at least one. */
  static float[] filled(int length, float... values) {
    float[] filled = Arrays.copyOf(values, length);
    Arrays.fill(filled, values.length, length, Float.NaN);
    int last = -1; // the last value before i
    for (int i = 0; i <= length; i++) {
      if (i == length || !Float.isNaN(filled[i])) {
        fill(filled, last, i);
        last = i;
      }
    }
    return filled;
  }

  /** Interpolates between two values; before the first and after the last it repeats them. */
  private static void fill(float[] values, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (from < 0) {
        values[i] = values[to];
      } else if (to == values.length) {
        values[i] = values[from];
      } else {
        double weight = (i - from) / (double) (to - from);
        values[i] = (float) ((1 - weight) * values[from] + weight * values[to]);
      }
    }
  }
}
