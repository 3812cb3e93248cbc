/** Helpers of this module; not API. */
@NullMarked
package io.github.taeda.nn.optim.internal;

import org.jspecify.annotations.NullMarked;
