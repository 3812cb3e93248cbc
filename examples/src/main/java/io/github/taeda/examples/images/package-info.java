/**
 * Sets of labelled images, read from files or drawn by a program, and the options that choose them.
 */
@NullMarked
package io.github.taeda.examples.images;

import org.jspecify.annotations.NullMarked;
