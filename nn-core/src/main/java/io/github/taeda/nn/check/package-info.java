/** Checks of derivatives, for the authors of modules and losses. */
@NullMarked
package io.github.taeda.nn.check;

import org.jspecify.annotations.NullMarked;
