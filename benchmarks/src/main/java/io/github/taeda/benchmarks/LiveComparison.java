package io.github.taeda.benchmarks;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.listeners.live.LivePage;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a live page takes of the training's time: a second each of {@code SGD.fit} without a page,
 * with one that nobody looks at, and with one that is read, in turns. A ratio is the median of the
 * rounds, ± its standard error by their quartiles.
 */
final class LiveComparison {
  private static final int BATCHES = 100; // of an epoch
  private static final double SECONDS = 1; // of a turn
  private static final int WARM_UP = 5; // turns

  private final Net net;
  private final Dataset data;

  private LiveComparison(Net net) {
    this.net = net;
    data =
        Dataset.of(
            TaedaModules.array(repeated(net.input())), TaedaModules.array(repeated(net.target())));
  }

  static String heading() {
    return Table.heading("network", "batch", "µs", "with page / without", "page read / without");
  }

  /** Measures a network and returns its row. */
  static String row(Net net, int rounds) {
    LiveComparison comparison = new LiveComparison(net);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (LivePage page = new LivePage().to(nowhere);
        LivePage read = new LivePage().to(nowhere).open()) {
      Thread reader = new Thread(() -> read(read));
      reader.setDaemon(true);
      reader.start();
      return comparison.row(
          rounds,
          comparison.training(),
          comparison.training().listen(page),
          comparison.training().listen(read));
    }
  }

  private String row(int rounds, SGD without, SGD with, SGD read) {
    List<SGD> trainings = List.of(without, with, read);
    int epochs = 1;
    double[][] times = new double[trainings.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < times.length; i++) {
        double time = time(trainings.get(i), epochs);
        epochs = (int) Math.max(1, SECONDS * 1e6 / time / BATCHES);
        if (round >= 0) {
          times[i][round] = time;
        }
      }
    }
    return row(times);
  }

  private String row(double[]... times) {
    return Table.row(
        net.title(),
        String.valueOf(net.batch()),
        Table.microseconds(quantile(times[0].clone(), 0.5)),
        ratio(times[1], times[0]),
        ratio(times[2], times[0]));
  }

  private static String ratio(double[] times, double... without) {
    double[] ratios = new double[times.length];
    Arrays.setAll(ratios, round -> times[round] / without[round]);
    double quartiles = quantile(ratios, 0.75) - quantile(ratios, 0.25);
    double error = 0.93 * quartiles / Math.sqrt(ratios.length); // of the normal distribution
    return String.format(Locale.ROOT, "%.3f ± %.3f", quantile(ratios, 0.5), error);
  }

  /** Sorts the values. */
  private static double quantile(double[] values, double fraction) {
    Arrays.sort(values);
    return values[(int) Math.round(fraction * (values.length - 1))];
  }

  private SGD training() {
    Optim optim =
        new Optim(TaedaModules.module(net, 0.5), TaedaModules.loss(net.loss()), net.learningRate());
    return SGD.of(optim).batchSize((int) net.batch()).inOrder();
  }

  /** Microseconds per iteration. */
  private double time(SGD training, int epochs) {
    long start = System.nanoTime();
    training.epochs(epochs).fit(data);
    return (System.nanoTime() - start) / 1e3 / epochs / BATCHES;
  }

  /** Reads the events until the page is closed. */
  private static void read(LivePage page) {
    try (InputStream events = page.address().resolve("/events").toURL().openStream()) {
      events.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same batch many times. */
  private static Values repeated(Values batch) {
    int length = batch.elements().length;
    float[] elements = new float[BATCHES * length];
    for (int i = 0; i < BATCHES; i++) {
      System.arraycopy(batch.elements(), 0, elements, i * length, length);
    }
    long[] shape = batch.shape().clone();
    shape[0] *= BATCHES;
    return new Values(elements, shape);
  }
}
