package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.StatisticsPass;
import io.github.taeda.nn.data.Dataset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights that a run is evaluated with: the present ones, or their {@link WeightAverage}. */
final class EvaluatedWeights {
  private final Optim optim;
  private final Dataset train;
  private final BatchSampler batches;
  private final @Nullable WeightAverage average;

  /**
   * Finds the average among the listeners of a run.
   *
   * @param sampler of the run
   */
  EvaluatedWeights(Optim optim, List<Listener> listeners, Dataset train, BatchSampler sampler) {
    this.optim = optim;
    this.train = train;
    this.batches =
        new BatchSampler(null, sampler.size(), sampler.batchSize(), sampler.dropLast());
    WeightAverage found = null;
    for (Listener listener : listeners) {
      if (listener instanceof WeightAverage other) {
        if (found != null) {
          throw new IllegalArgumentException(
              "SGD: there must be at most one WeightAverage, but there are "
                  + found
                  + " and "
                  + other);
        }
        found = other;
      }
    }
    this.average = found;
  }

  /** After an update of an epoch. */
  void updated(int epoch) {
    if (average != null && !average.isEqual() && epoch >= average.firstEpoch()) {
      average.add(optim);
    }
  }

  /** After the last update of an epoch, before its evaluation. */
  void trained(int epoch) {
    if (average == null || !average.isEqual() || epoch < average.firstEpoch()) {
      return;
    }
    average.add(optim);
    Module module = optim.module();
    if (!module.buffers().isEmpty()) {
      average.run(module, () -> computeStatistics(average, module));
    }
  }

  private WeightAverage computeStatistics(WeightAverage average, Module module) {
    Stream<int[]> rows = StreamSupport.stream(((Iterable<int[]>) batches::next).spliterator(), false);
    StatisticsPass.over(module, rows.map(row -> train.batch(row).input())::iterator);
    average.keepBuffers(module);
    return average;
  }

  /** Runs something with these weights. */
  <T> T run(Supplier<T> action) {
    return average == null || average.count() == 0
        ? action.get()
        : average.run(optim.module(), action);
  }
}
