/** Colour images classified by a linear classifier and by a convolutional net. */
@NullMarked
package io.github.taeda.examples.cifar;

import org.jspecify.annotations.NullMarked;
