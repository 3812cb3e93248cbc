package io.github.taeda.nn.optim;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.check.Diagnosis;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Slices;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stops a run before the update when the loss of a batch, a gradient or a buffer is infinite or
 * NaN, and says which module was the first to compute such a value.
 *
 * <p>The reason, {@code NanGuard: epoch 2, batch 7: Sequential[1] > Linear(3 -> 2): the output has
 * NaN at [0, 1]}, comes from computing the batch again ({@link Diagnosis}); it can also be the
 * batch's input or target, or the loss. Afterwards the parameters, the buffers (running statistics)
 * and the generators of random numbers that are {@link SplitMix} are as they were before the batch,
 * and the gradients are zero. The check of a batch takes one pass over the gradients and the
 * buffers, and a copy of the buffers.
 */
public final class NanGuard implements Listener {
  private final Map<Buffer, INDArray> states = new LinkedHashMap<>();
  private final Map<SplitMix, Long> generators = new LinkedHashMap<>();

  /** Creates a listener. */
  public NanGuard() {}

  @Override
  public void started(TrainingRun run) {
    states.clear();
    generators.clear();
    Module module = run.optim().module();
    for (Buffer state : module.buffers()) {
      states.put(state, state.value().dup('c'));
    }
    generators.putAll(SplitMix.states(module.generators()));
  }

  @Override
  public void batchStarted(TrainingRun run) {
    states.forEach((state, copy) -> Slices.copy(state.value(), copy));
    generators.replaceAll((generator, before) -> generator.state());
  }

  @Override
  public void gradientReady(TrainingRun run) {
    Optim optim = run.optim();
    if (Double.isFinite(run.loss())
        && Reductions.isFinite(optim.vector().gradients())
        && states.keySet().stream().allMatch(state -> Reductions.isFinite(state.value()))) {
      return;
    }
    states.forEach(Buffer::set);
    generators.forEach(SplitMix::restore);
    optim.discardGradient();
    String place =
        run.hasData()
            ? Diagnosis.firstNotFinite(
                    optim.module(), optim.loss(), run.data().input(), run.data().target())
                .orElse("something was not finite, but all is when the batch is computed again")
            : "the loss, a gradient or a running statistic is not finite";
    run.stop(
        String.format(
            Locale.ROOT, "NanGuard: epoch %d, batch %d: %s", run.epoch(), run.batch(), place));
  }

  /** The update itself may have overflowed, which no gradient shows. */
  @Override
  public void epochEnded(TrainingRun run) {
    for (Parameter parameter : run.optim().module().parameters()) {
      if (!Reductions.isFinite(parameter.value())) {
        run.stop(
            String.format(
                Locale.ROOT,
                "NanGuard: epoch %d: after the last update the parameter %s is not finite",
                run.epoch(),
                parameter.name()));
      }
    }
  }

  @Override
  public String toString() {
    return "NanGuard";
  }
}
