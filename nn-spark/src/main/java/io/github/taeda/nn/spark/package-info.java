/** Data-parallel training and scoring on Apache Spark. */
@NullMarked
package io.github.taeda.nn.spark;

import org.jspecify.annotations.NullMarked;
