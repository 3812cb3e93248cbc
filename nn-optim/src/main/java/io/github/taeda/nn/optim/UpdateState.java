package io.github.taeda.nn.optim;

/**
 * How far an {@link Optim} is.
 *
 * @param iterations updates done
 * @param batches gradients gathered for the next update
 * @param weight what they count
 */
public record UpdateState(long iterations, int batches, double weight) {}
