/** The example {@code regions}. */
@NullMarked
package io.github.taeda.examples.regions;

import org.jspecify.annotations.NullMarked;
