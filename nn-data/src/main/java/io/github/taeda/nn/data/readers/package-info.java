/** Readers of data sets from files: CSV, IDX, folders of images. */
@NullMarked
package io.github.taeda.nn.data.readers;

import org.jspecify.annotations.NullMarked;
