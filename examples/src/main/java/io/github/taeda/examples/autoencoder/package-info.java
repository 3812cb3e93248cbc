/** The example {@code autoencoder}. */
@NullMarked
package io.github.taeda.examples.autoencoder;

import org.jspecify.annotations.NullMarked;
