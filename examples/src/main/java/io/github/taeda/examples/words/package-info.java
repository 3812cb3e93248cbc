/** Words: which language a word comes from. */
@NullMarked
package io.github.taeda.examples.words;

import org.jspecify.annotations.NullMarked;
