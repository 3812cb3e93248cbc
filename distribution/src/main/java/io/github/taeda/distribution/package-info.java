/** What the examples find on the class path where a library of its own is needed. */
@NullMarked
package io.github.taeda.distribution;

import org.jspecify.annotations.NullMarked;
