/** The example {@code addition}. */
@NullMarked
package io.github.taeda.examples.addition;

import org.jspecify.annotations.NullMarked;
