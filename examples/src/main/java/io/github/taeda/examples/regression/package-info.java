/** The example {@code regression}. */
@NullMarked
package io.github.taeda.examples.regression;

import org.jspecify.annotations.NullMarked;
