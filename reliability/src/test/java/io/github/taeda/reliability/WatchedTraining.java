package io.github.taeda.reliability;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A small classifier that is trained slowly in a thread of its own, so that it can be watched. */
final class WatchedTraining implements AutoCloseable {
  static final int BATCHES = 4; // in an epoch, of three examples

  final ConfusionMatrix confusion = new ConfusionMatrix("red", "green", "blue");
  private final SplitMix random = new SplitMix(5);
  private final Sequential net =
      new Sequential(new Linear(2, 6, random), new ReLU(), new Linear(6, 3, random));
  private final CompletableFuture<History> history;
  private volatile long iterations;
  private volatile double loss;
  private volatile boolean over;

  private WatchedTraining(int epochs, Listener... listeners) {
    SGD sgd =
        SGD.of(new Optim(net, new CrossEntropyLoss(), 0.1))
            .batchSize(3)
            .epochs(epochs)
            .shuffle(random)
            .validate(examples())
            .metrics(new Accuracy(), confusion)
            .listen(listeners)
            .listen(new Brake());
    history = CompletableFuture.supplyAsync(() -> sgd.fit(examples()));
  }

  /** A training that has this many epochs. */
  static WatchedTraining of(int epochs, Listener... listeners) {
    return new WatchedTraining(epochs, listeners);
  }

  /** A training that goes on until it is stopped or closed. */
  static WatchedTraining endless(Listener... listeners) {
    return new WatchedTraining(1_000_000, listeners);
  }

  /** Points around three others, a class each. */
  private static Dataset examples() {
    float[] points = {0, 0, 1, 0, 0, 1, 4, 4, 5, 4, 4, 5, 4, 0, 5, 0, 5, 1, 0, 1, 5, 5, 4, 1};
    float[] classes = {0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 1, 2};
    return Dataset.of(NDArrays.of(points, 12, 2), NDArrays.of(classes, 12));
  }

  /** Updates so far. */
  long iterations() {
    return iterations;
  }

  /** Of the last batch. */
  double loss() {
    return loss;
  }

  List<String> parameters() {
    return net.parameters().stream().map(Parameter::name).toList();
  }

  /** Waits until there have been this many more updates. */
  void awaitIterations(int more) {
    long target = iterations + more;
    Wait.until("number of iterations", this::iterations, now -> now >= target);
  }

  /** Waits for the end of the training. */
  History await() throws InterruptedException, ExecutionException, TimeoutException {
    return history.get(20, TimeUnit.SECONDS);
  }

  /** Ends the training, if it is not paused. */
  @Override
  public void close() throws InterruptedException, ExecutionException, TimeoutException {
    over = true;
    await();
  }

  /** Makes the training slow, and ends it. */
  private final class Brake implements Listener {
    @Override
    public void batchEnded(TrainingRun run) {
      iterations = run.optim().iterations();
      loss = run.loss();
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (over) {
        run.stop("the test is over");
      }
    }
  }
}
