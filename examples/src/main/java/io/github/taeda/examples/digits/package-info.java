/** The example {@code digits}, and {@code predict}, which uses the models that it saves. */
@NullMarked
package io.github.taeda.examples.digits;

import org.jspecify.annotations.NullMarked;
