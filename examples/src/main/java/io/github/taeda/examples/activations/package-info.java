/** The example {@code activations}. */
@NullMarked
package io.github.taeda.examples.activations;

import org.jspecify.annotations.NullMarked;
