/** Native tuning; not API. */
@NullMarked
package io.github.taeda.nn.ops.internal;

import org.jspecify.annotations.NullMarked;
