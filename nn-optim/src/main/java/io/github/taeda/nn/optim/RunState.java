package io.github.taeda.nn.optim;

/**
 * The state of a training run at one moment, without its arrays. Immutable; {@link Optim} holds the
 * current one, a checkpoint keeps it beside the arrays.
 *
 * @param epoch the current epoch, 1 for the first; 0 before
 * @param batch the current batch of the epoch, 1 for the first; 0 before
 * @param sampler state of the sampler's generator when the epoch began
 * @param lossSum of the epoch's batches, each loss times its weight
 * @param weight sum of the weights of the epoch's batches
 * @param iterations number of updates
 * @param accumulatedBatches whose gradients are accumulated for the next update
 * @param accumulatedWeight sum of the weights of these batches
 */
public record RunState(
    int epoch,
    int batch,
    long sampler,
    double lossSum,
    double weight,
    long iterations,
    int accumulatedBatches,
    double accumulatedWeight) {

  /** Before anything was trained. */
  static final RunState START = new RunState(0, 0, 0, 0, 0, 0, 0, 0);

  /** Before the first epoch of another run; the iterations count on. */
  RunState beginRun() {
    return new RunState(0, 0, 0, 0, 0, iterations, 0, 0);
  }

  /** Before the first batch of the next epoch. */
  RunState beginEpoch(long sampler) {
    return new RunState(
        epoch + 1, 0, sampler, 0, 0, iterations, accumulatedBatches, accumulatedWeight);
  }

  /** In the next batch. */
  RunState beginBatch() {
    return new RunState(
        epoch,
        batch + 1,
        sampler,
        lossSum,
        weight,
        iterations,
        accumulatedBatches,
        accumulatedWeight);
  }

  /** With other iterations and accumulated gradients. */
  RunState withProgress(long iterations, int accumulatedBatches, double accumulatedWeight) {
    return new RunState(
        epoch, batch, sampler, lossSum, weight, iterations, accumulatedBatches, accumulatedWeight);
  }

  /** Before the current batch. */
  RunState beforeBatch() {
    return new RunState(
        epoch,
        batch - 1,
        sampler,
        lossSum,
        weight,
        iterations,
        accumulatedBatches,
        accumulatedWeight);
  }

  /** After the gradient of a batch with this loss and weight. */
  RunState addGradient(double loss, double weight) {
    return new RunState(
        epoch,
        batch,
        sampler,
        lossSum + loss * weight,
        this.weight + weight,
        iterations,
        accumulatedBatches + 1,
        accumulatedWeight + weight);
  }

  /** After an update. */
  RunState endIteration() {
    return new RunState(epoch, batch, sampler, lossSum, weight, iterations + 1, 0, 0);
  }

  /** Without the gradients accumulated since the last update. */
  RunState discardGradient() {
    return new RunState(epoch, batch, sampler, lossSum, weight, iterations, 0, 0);
  }
}
