/** The examples: one command line ({@code Taeda}) with a command, and a package, for each. */
@NullMarked
package io.github.taeda.examples;

import org.jspecify.annotations.NullMarked;
