/** Document classification. */
@NullMarked
package io.github.taeda.examples.text;

import org.jspecify.annotations.NullMarked;
