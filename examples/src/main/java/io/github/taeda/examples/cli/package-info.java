/** What all commands share: their options, what they print and write, their exit codes. */
@NullMarked
package io.github.taeda.examples.cli;

import org.jspecify.annotations.NullMarked;
