package io.github.taeda.nn;

import io.github.taeda.nn.ops.Scratch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the running statistics of a module anew, such as those of batch normalisation, from all
 * data: for parameters that never were in training themselves, as an average of others.
 *
 * <pre>{@code
 * StatisticsPass.over(net.train(), inputs); // all batches
 * net.evaluate();
 * }</pre>
 *
 * <p>A statistic becomes the mean over all batches, each counted by its examples, whatever it was
 * before and whatever the momentum is. Generators of random numbers that are {@link SplitMix} are
 * as before afterwards.
 */
public final class StatisticsPass {
  private static final ThreadLocal<@Nullable Double> MOMENTUM = new ThreadLocal<>();
  private static final AtomicInteger RUNNING = new AtomicInteger(); // on any thread

  private StatisticsPass() {}

  /**
   * Passes all batches through a module, forward.
   *
   * @param module in training
   * @param inputs {@code [batch, …]} each, at least one; several passes over the data
   * @throws IllegalStateException if the module is in evaluation
   * @throws IllegalArgumentException if there is no batch or one does not fit; the buffers are as
   *     before then
   */
  public static void over(Module module, Iterable<INDArray> inputs) {
    Objects.requireNonNull(module, "StatisticsPass: module is null");
    Objects.requireNonNull(inputs, "StatisticsPass: inputs is null");
    if (!module.isTraining()) {
      throw new IllegalStateException(
          "StatisticsPass: "
              + Container.nameOf(module)
              + " is in evaluation, where statistics do not change; call train() first");
    }
    Map<Buffer, INDArray> buffers = new LinkedHashMap<>();
    module.buffers().forEach(buffer -> buffers.put(buffer, buffer.value().dup('c')));
    Map<SplitMix, Long> generators = SplitMix.states(module.generators());
    try {
      pass(module, inputs);
    } catch (RuntimeException | Error e) {
      buffers.forEach(Buffer::set);
      throw e;
    } finally {
      generators.forEach(SplitMix::restore);
    }
  }

  private static void pass(Module module, Iterable<INDArray> inputs) {
    Scratch scratch = new Scratch();
    double examples = 0;
    RUNNING.incrementAndGet();
    try {
      for (INDArray input : inputs) {
        Shapes.requireArray(module, "input", input);
        examples += input.size(0);
        MOMENTUM.set(input.size(0) / examples); // 1 for the first batch
        try (Scratch.Step step = scratch.step()) {
          module.forward(input);
        }
      }
    } finally {
      RUNNING.decrementAndGet();
      MOMENTUM.remove();
    }
    if (examples == 0) {
      throw new IllegalArgumentException("StatisticsPass: inputs must have at least one batch");
    }
  }

  /**
   * How far a module moves its statistics towards those of a batch, in 0…1.
   *
   * @param configured momentum, which holds outside of a pass on this thread
   */
  public static double momentum(double configured) {
    if (RUNNING.get() == 0) {
      return configured; // one read of a counter while no thread runs a pass
    }
    Double momentum = MOMENTUM.get();
    return momentum == null ? configured : momentum;
  }
}
