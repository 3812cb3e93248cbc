/** Training of examples on Apache Spark. */
@NullMarked
package io.github.taeda.examples.spark;

import org.jspecify.annotations.NullMarked;
