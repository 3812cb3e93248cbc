/** The example {@code xor}. */
@NullMarked
package io.github.taeda.examples.xor;

import org.jspecify.annotations.NullMarked;
