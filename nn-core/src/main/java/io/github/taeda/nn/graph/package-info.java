/** Nets that are no chains: nodes built by calls, and the container that computes them. */
@NullMarked
package io.github.taeda.nn.graph;

import org.jspecify.annotations.NullMarked;
