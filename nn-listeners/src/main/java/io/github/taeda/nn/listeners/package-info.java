/** Listeners that show a training run: progress bar, console lines, CSV log, learning curves. */
@NullMarked
package io.github.taeda.nn.listeners;

import org.jspecify.annotations.NullMarked;
