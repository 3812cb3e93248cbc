/** Training and evaluation in Taeda and its peers on the same work, measured in turns by JMH. */
@NullMarked
package io.github.taeda.benchmarks;

import org.jspecify.annotations.NullMarked;
