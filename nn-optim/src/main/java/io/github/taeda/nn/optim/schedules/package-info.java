/** Learning-rate schedules. */
@NullMarked
package io.github.taeda.nn.optim.schedules;

import org.jspecify.annotations.NullMarked;
