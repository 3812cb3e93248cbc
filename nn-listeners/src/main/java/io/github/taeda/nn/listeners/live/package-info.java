/** A web page that shows runs while they train. */
@NullMarked
package io.github.taeda.nn.listeners.live;

import org.jspecify.annotations.NullMarked;
