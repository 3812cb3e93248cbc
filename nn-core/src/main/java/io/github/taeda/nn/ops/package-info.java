/**
 * The one door to ND4J: every primitive in its fastest correct form, with explicit outputs, and the
 * arrays that are reused from step to step.
 *
 * <p>Modules and losses call the functions of this package on arrays of {@link
 * io.github.taeda.nn.ops.Scratch}; authors of modules use the same door.
 */
@NullMarked
package io.github.taeda.nn.ops;

import org.jspecify.annotations.NullMarked;
