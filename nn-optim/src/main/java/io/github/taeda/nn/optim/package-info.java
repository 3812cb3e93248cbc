/** Training: one iteration ({@code Optim}), the loop around it ({@code SGD}), and update rules. */
@NullMarked
package io.github.taeda.nn.optim;

import org.jspecify.annotations.NullMarked;
