/** Data sets and the batches that are made of them. */
@NullMarked
package io.github.taeda.nn.data;

import org.jspecify.annotations.NullMarked;
