/** What several modules of the project use beside the arrays; not API. */
@NullMarked
package io.github.taeda.nn.internal;

import org.jspecify.annotations.NullMarked;
