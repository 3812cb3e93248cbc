/** The examples: one command line ({@code Taeda}), one file per example. */
@NullMarked
package io.github.taeda.examples;

import org.jspecify.annotations.NullMarked;
