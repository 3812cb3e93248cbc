/** Views of data sets whose inputs or targets are transformed. */
@NullMarked
package io.github.taeda.nn.data.transforms;

import org.jspecify.annotations.NullMarked;
