/** Characters as the integers that an Embedding takes. */
@NullMarked
package io.github.taeda.examples.characters;

import org.jspecify.annotations.NullMarked;
