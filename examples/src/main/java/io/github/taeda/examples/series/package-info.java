/** Time series: forecasts and classification. */
@NullMarked
package io.github.taeda.examples.series;

import org.jspecify.annotations.NullMarked;
