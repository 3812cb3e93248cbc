/** The modules, one file each. */
@NullMarked
package io.github.taeda.nn.layers;

import org.jspecify.annotations.NullMarked;
