/** Files that are written whole or not at all, and the exception for damaged ones. */
@NullMarked
package io.github.taeda.nn.files;

import org.jspecify.annotations.NullMarked;
