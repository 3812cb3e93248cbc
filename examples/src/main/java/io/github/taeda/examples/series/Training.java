package io.github.taeda.examples.series;

import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The training of a net on series: by Adam, whose learning rate falls to 0.
 *
 * @param epochs null: as many as make some number of iterations
 * @param random of the order of examples
 * @param out prints a line for each net
 */
record Training(@Nullable Integer epochs, RandomGenerator random, RunOutput out) {
  private static final double LEARNING_RATE = 3e-3;
  private static final int MAX_BATCH = 64;
  private static final int MIN_BATCHES = 8; // of an epoch, if there are as many examples
  private static final int ITERATIONS = 900; // about
  private static final int MAX_EPOCHS = 200;

  /** Trains a net and prints how its loss fell; returns the loss of each epoch. */
  double[] train(String name, Module net, Loss loss, Dataset data) {
    int batch = Math.max(1, Math.min(MAX_BATCH, data.size() / MIN_BATCHES));
    int epochs = epochs(data.size(), batch);
    History history =
        SGD.of(new Optim(net, loss, new Adam(LEARNING_RATE)))
            .batchSize(batch)
            .epochs(epochs)
            .shuffle(random)
            .schedule(Schedule.cosine(epochs))
            .listen(out.live(name))
            .fit(data);
    double[] losses = history.losses();
    double seconds = DoubleStream.of(history.values("seconds")).sum();
    out.line(
        String.format(
            Locale.ROOT,
            "%s: %d epochs, loss %.3f -> %.3f, %.1f s",
            name,
            epochs,
            losses[0],
            losses[losses.length - 1],
            seconds));
    return losses;
  }

  private int epochs(int size, int batch) {
    if (epochs != null) {
      return epochs;
    }
    int batches = (size + batch - 1) / batch;
    return Math.max(2, Math.min(MAX_EPOCHS, (ITERATIONS + batches - 1) / batches));
  }
}
