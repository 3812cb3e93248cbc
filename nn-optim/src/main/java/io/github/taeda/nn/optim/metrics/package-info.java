/** Evaluation of a module on a data set: metrics and the evaluator that computes them. */
@NullMarked
package io.github.taeda.nn.optim.metrics;

import org.jspecify.annotations.NullMarked;
