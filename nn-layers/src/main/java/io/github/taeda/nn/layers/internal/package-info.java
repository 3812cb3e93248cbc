/** Not for use: what other modules of Taeda find through the service loader. */
@NullMarked
package io.github.taeda.nn.layers.internal;

import org.jspecify.annotations.NullMarked;
