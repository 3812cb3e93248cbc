/**
 * Methods without a neural network to compare with: nearest neighbours, a linear SVM, PCA, k-means,
 * naive Bayes of n-grams, interpolated n-grams.
 */
@NullMarked
package io.github.taeda.examples.baselines;

import org.jspecify.annotations.NullMarked;
