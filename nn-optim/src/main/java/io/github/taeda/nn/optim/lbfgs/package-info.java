/** Minimisation of a whole batch's loss by L-BFGS. */
@NullMarked
package io.github.taeda.nn.optim.lbfgs;

import org.jspecify.annotations.NullMarked;
