/** Training steps of Taeda and its peers on the same work, measured side by side by JMH. */
@NullMarked
package io.github.taeda.benchmarks;

import org.jspecify.annotations.NullMarked;
