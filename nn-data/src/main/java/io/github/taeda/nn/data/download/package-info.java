/** Published data sets, downloaded once and kept in a cache directory. */
@NullMarked
package io.github.taeda.nn.data.download;

import org.jspecify.annotations.NullMarked;
