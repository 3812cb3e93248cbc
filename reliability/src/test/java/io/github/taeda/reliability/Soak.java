package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A long run of one kind of work, in parts, with what the process holds after each: it must not
 * grow once the first fifth is done. The samples are written to {@code target/soak}, as CSV and as
 * a picture.
 */
final class Soak {
  private static final int PARTS = 50;
  private static final int WARM = PARTS / 5;
  private static final double MAX_RESIDENT_GROWTH =
      24e6; // what the collector leaves varies by some MB
  private static final int MAX_BUFFER_GROWTH = 16;
  private static final Path DIRECTORY = Path.of("target", "soak");

  private final String name;
  private final String unit;
  private final List<Resources> samples = new ArrayList<>();

  private Soak(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  /** One iteration, or one net; the argument counts them. */
  interface Work {
    void run(int number) throws Exception;
  }

  /**
   * Runs the work so many times.
   *
   * @param unit what is counted, {@code iterations}
   */
  static void run(String name, String unit, int times, Work work) throws Exception {
    Soak soak = new Soak(name, unit);
    long start = System.nanoTime();
    for (int part = 0; part < PARTS; part++) {
      int end = (int) ((long) times * (part + 1) / PARTS);
      for (int i = (int) ((long) times * part / PARTS); i < end; i++) {
        work.run(i);
      }
      soak.samples.add(Resources.after(end));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    soak.write();
    System.out.println(soak.text(seconds));
    soak.requireFlat();
  }

  private void requireFlat() {
    Resources warm = samples.get(WARM);
    Resources last = samples.get(PARTS - 1);
    assertThat((double) last.resident() - warm.resident())
        .as("growth of resident bytes")
        .isLessThan(MAX_RESIDENT_GROWTH);
    assertThat(last.buffers() - warm.buffers())
        .as("growth of buffers outside the heap")
        .isLessThan(MAX_BUFFER_GROWTH);
    assertThat(last.threads()).as("threads").isLessThanOrEqualTo(warm.threads());
  }

  private String text(double seconds) {
    Resources warm = samples.get(WARM);
    Resources last = samples.get(PARTS - 1);
    return String.format(
        Locale.ROOT,
        "soak %s: %d in %.0f s; after %d and at the end: resident %.1f and %.1f MB, buffers %d and"
            + " %d, threads %d and %d",
        name,
        last.done(),
        seconds,
        warm.done(),
        warm.residentMegabytes(),
        last.residentMegabytes(),
        warm.buffers(),
        last.buffers(),
        warm.threads(),
        last.threads());
  }

  private void write() throws IOException {
    Files.createDirectories(DIRECTORY);
    StringBuilder csv = new StringBuilder("done,resident_bytes,buffers,threads\n");
    samples.forEach(
        sample ->
            csv.append(sample.done())
                .append(',')
                .append(sample.resident())
                .append(',')
                .append(sample.buffers())
                .append(',')
                .append(sample.threads())
                .append('\n'));
    Files.writeString(DIRECTORY.resolve(name + ".csv"), csv);
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(320)
            .xAxisTitle("thousand " + unit)
            .yAxisTitle("resident memory, MB")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0);
    chart.getStyler().setXAxisTickMarkSpacingHint(100);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setLocale(Locale.ROOT);
    double[] done = samples.stream().mapToDouble(sample -> sample.done() / 1e3).toArray();
    double[] resident = samples.stream().mapToDouble(Resources::residentMegabytes).toArray();
    chart.addSeries(name, done, resident).setMarker(SeriesMarkers.NONE);
    ImageIO.write(
        BitmapEncoder.getBufferedImage(chart), "png", DIRECTORY.resolve(name + ".png").toFile());
  }
}
