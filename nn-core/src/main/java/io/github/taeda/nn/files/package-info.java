/** The exception for files that are damaged or of another format. */
@NullMarked
package io.github.taeda.nn.files;

import org.jspecify.annotations.NullMarked;
