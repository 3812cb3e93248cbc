/** Generated data sets that need no download. */
@NullMarked
package io.github.taeda.nn.data.synthetic;

import org.jspecify.annotations.NullMarked;
