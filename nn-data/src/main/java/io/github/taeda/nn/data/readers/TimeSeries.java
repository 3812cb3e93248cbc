package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reader of labelled time series in the text files of the UCR and UEA archives, UTF-8, one series
 * per line.
 *
 * <p>A file whose first line begins with {@code @} is of the form {@code .ts}: header lines such as
 * {@code @dimensions 2} and {@code @classLabel true up down}, then {@code @data}, then lines of
 * values separated by commas, channels by colons, the class last. Any other file is of the form
 * {@code .tsv}: the class first, then the values, separated by tabs, or else by commas, semicolons
 * or blanks. Lines that begin with {@code #} and blank lines are ignored.
 *
 * <ul>
 *   <li>Classes are integers, for which {@code 1}, {@code 1.0} and {@code 1.0e+00} are the same, or
 *       other text. Their order is that of {@code @classLabel}, else ascending.
 *   <li>{@code NaN}, {@code NA} or nothing at the end of a line is padding: the series ends before
 *       it. Lines of the form {@code .ts} may differ in length without padding.
 *   <li>{@code ?}, and {@code NaN}, {@code NA} or nothing between values, is a missing value. It is
 *       interpolated linearly between the values around it, or is the first or last value at the
 *       ends; {@link TimeSeriesDataset#missing} counts them.
 * </ul>
 *
 * <p>Anything else that is not a finite number of type FLOAT, a line with another number of fields,
 * channels or, with {@code @equalLength true}, values than the lines or the header before it, an
 * unknown class, time stamps and regression targets raise a {@link
 * io.github.taeda.nn.files.FileFormatException} that names the file and the line. A {@code .tsv}
 * file cut off at the end of a line does not show it.
 *
 * @see <a href="https://www.cs.ucr.edu/~eamonn/time_series_data_2018/">Dau et al.: The UCR Time
 *     Series Classification Archive</a>
 * @see <a href="https://www.timeseriesclassification.com/">Bagnall et al.: The UEA &amp; UCR
 *     archive</a>
 */
public final class TimeSeries {
  private TimeSeries() {}

  /** Reads a file; without {@code @classLabel} its classes are those of its lines. */
  public static TimeSeriesDataset read(Path path) throws IOException {
    return read(path, List.of());
  }

  /**
   * Reads a file with the classes of another, for example of the training set; others are rejected.
   *
   * @param classNames by class index; empty for those of the file
   * @throws IllegalArgumentException if a name is repeated
   */
  public static TimeSeriesDataset read(Path path, List<String> classNames) throws IOException {
    Objects.requireNonNull(path, "TimeSeries: path is null");
    return new SeriesReading(path, ClassNames.require("TimeSeries", classNames), 0).read();
  }

  /** Reads a training set and a test set of the same classes and as many channels. */
  public static Split<TimeSeriesDataset> readSplit(Path train, Path test) throws IOException {
    Objects.requireNonNull(train, "TimeSeries: train is null");
    Objects.requireNonNull(test, "TimeSeries: test is null");
    TimeSeriesDataset first = read(train);
    return new Split<>(first, new SeriesReading(test, first.classNames(), first.channels()).read());
  }
}
