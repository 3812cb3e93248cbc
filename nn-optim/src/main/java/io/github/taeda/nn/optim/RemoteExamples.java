package io.github.taeda.nn.optim;

import io.github.taeda.nn.optim.metrics.Metric;
import java.util.List;
import java.util.Map;

/**
 * Examples that are not in this JVM, such as on a cluster, which computes with them there. {@link
 * SGD#fit(RemoteExamples)} trains on them: it draws the batches, applies the rule, calls listeners
 * and saves checkpoints here; only gradients and metrics are asked for.
 */
public interface RemoteExamples {

  /** The number of examples. */
  int size();

  /**
   * Computes the gradient of the reduced loss of one batch. It must depend on nothing but the
   * examples, the module's present parameters and buffers, and the state of the run.
   *
   * @param optim module and loss; the module's buffers move here as they would in training
   * @param state of the run within this batch: randomness is a function of its sampler, epoch and
   *     batch
   * @param rows indices of the batch's examples, each in 0…size−1
   */
  RemoteGradient gradient(Optim optim, RunState state, int... rows);

  /**
   * Evaluates the module, in evaluation, on all examples.
   *
   * @param optim module and loss
   * @param withLoss whether the loss is a value too
   * @param metrics cleared first; afterwards they hold all examples
   * @return {@code loss}, if asked for, and the value of each metric by its name, in order
   */
  Map<String, Double> evaluate(Optim optim, boolean withLoss, List<Metric> metrics);
}
