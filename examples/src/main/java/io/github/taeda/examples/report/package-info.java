/** What a run writes to disk: pictures, tables, and an HTML page of both. */
@NullMarked
package io.github.taeda.examples.report;

import org.jspecify.annotations.NullMarked;
