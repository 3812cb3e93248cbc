/** Update rules, weight decay and gradient clipping. */
@NullMarked
package io.github.taeda.nn.optim.rules;

import org.jspecify.annotations.NullMarked;
