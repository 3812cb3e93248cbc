/** Charmodel: the next character of a text. */
@NullMarked
package io.github.taeda.examples.charmodel;

import org.jspecify.annotations.NullMarked;
