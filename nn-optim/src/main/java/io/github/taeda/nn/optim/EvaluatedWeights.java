package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.StatisticsPass;
import io.github.taeda.nn.data.Dataset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights that a run is evaluated with: the present ones, or their {@link WeightAverage}. */
final class EvaluatedWeights {
  private final Optim optim;
  private final @Nullable Dataset train; // in this JVM
  private final BatchSampler batches;
  private final @Nullable WeightAverage average;

  /**
   * Finds the average among the listeners of a run.
   *
   * @param sampler of the run
   */
  EvaluatedWeights(
      Optim optim, List<Listener> listeners, TrainingData train, BatchSampler sampler) {
    this.optim = optim;
    this.train = train.here();
    this.batches = new BatchSampler(null, sampler.size(), sampler.batchSize(), sampler.dropLast());
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
    if (this.train == null && found != null && found.isEqual() && hasStatistics()) {
      throw new IllegalArgumentException(
          "SGD: "
              + found
              + " computes running statistics from the training data, which must be in this JVM");
    }
  }

  private boolean hasStatistics() {
    return !optim.module().buffers().isEmpty();
  }

  /** After an update of an epoch. */
  void updated(int epoch) {
    if (average != null && !average.isEqual() && epoch >= average.firstEpoch()) {
      average.add(optim);
    }
  }

  /** After the last update of an epoch, before its evaluation. */
  void trained(int epoch) {
    WeightAverage mean = average;
    if (mean == null || !mean.isEqual() || epoch < mean.firstEpoch()) {
      return;
    }
    mean.add(optim);
    Module module = optim.module();
    Dataset data = train;
    if (data != null && hasStatistics()) {
      mean.run(module, () -> computeStatistics(mean, module, data));
    }
  }

  /** Statistics of the average, which the module has. */
  private WeightAverage computeStatistics(WeightAverage mean, Module module, Dataset data) {
    Map<SplitMix, Long> generators = SplitMix.states(data.generators()); // of augmentations
    try {
      StatisticsPass.over(module, () -> inputs(data));
    } finally {
      generators.forEach(SplitMix::restore);
    }
    mean.keepBuffers(module);
    return mean;
  }

  private Iterator<INDArray> inputs(Dataset data) {
    Iterable<int[]> rows = batches::next;
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> data.batch(row).input())
        .iterator();
  }

  /** Runs something with these weights. */
  <T> T run(Supplier<T> action) {
    return average == null || average.count() == 0
        ? action.get()
        : average.run(optim.module(), action);
  }
}
