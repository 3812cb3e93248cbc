/** Checkpoints of a training run, from which it resumes bit for bit. */
@NullMarked
package io.github.taeda.nn.optim.checkpoints;

import org.jspecify.annotations.NullMarked;
