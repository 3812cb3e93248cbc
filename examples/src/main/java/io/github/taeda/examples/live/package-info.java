/** The command that shows finished runs on the live page. */
@NullMarked
package io.github.taeda.examples.live;

import org.jspecify.annotations.NullMarked;
