package io.github.taeda.nn.data;

/**
 * A data set in two parts.
 *
 * @param train what a model learns from
 * @param test what it is judged by
 * @param <D> what the parts are
 */
public record Split<D extends Dataset>(D train, D test) {}
