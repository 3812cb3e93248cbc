package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The last batch of an epoch, which batch normalisation rejects if it is a single example. */
final class LastBatch {
  private LastBatch() {}

  /**
   * Rejects, before training, a last batch of one example if the module takes two but not one. It
   * is tried on a copy; modules that cannot be copied, or whose random numbers cannot be drawn
   * again, are not tried.
   */
  static void check(Module module, Dataset train, BatchSampler sampler) {
    int size = sampler.batchSize();
    if (sampler.dropLast() || size == 1 || sampler.size() % size != 1 || sampler.size() == 1) {
      return;
    }
    ShapeException problem = problem(module, train, sampler);
    if (problem != null) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "SGD: %d examples in batches of %d end with a batch of one; call dropLast() or choose"
                  + " another batchSize: %s",
              sampler.size(),
              size,
              problem.getMessage()));
    }
  }

  private static @Nullable ShapeException problem(
      Module module, Dataset train, BatchSampler sampler) {
    List<RandomGenerator> generators = new ArrayList<>(module.generators());
    generators.addAll(train.generators());
    if (module.buffers().isEmpty() // no running statistics, so no batch normalisation
        || !generators.stream().allMatch(SplitMix.class::isInstance)) {
      return null;
    }
    if (sampler.random() != null) {
      generators.add(sampler.random()); // which the data may share
    }
    Map<SplitMix, Long> states = SplitMix.states(generators);
    try {
      Module copy = module.copy().train();
      ShapeException problem = problem(copy, train.batch(0).input());
      return problem != null && problem(copy, train.batch(0, 1).input()) == null ? problem : null;
    } catch (UnsupportedOperationException | IllegalStateException e) {
      return null; // no copy
    } finally {
      states.forEach(SplitMix::restore);
    }
  }

  private static @Nullable ShapeException problem(Module module, INDArray input) {
    try {
      module.forward(input);
      return null;
    } catch (ShapeException e) {
      return e;
    }
  }
}
