/** The losses, one file each. */
@NullMarked
package io.github.taeda.nn.losses;

import org.jspecify.annotations.NullMarked;
