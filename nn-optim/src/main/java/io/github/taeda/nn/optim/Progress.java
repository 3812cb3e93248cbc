package io.github.taeda.nn.optim;

/**
 * How far an {@link Optim} is.
 *
 * @param iterations updates done
 * @param batches gradients gathered for the next update
 * @param weight what they count
 */
record Progress(long iterations, int batches, double weight) {}
