/** The example {@code gates}. */
@NullMarked
package io.github.taeda.examples.gates;

import org.jspecify.annotations.NullMarked;
