/** Drawing: line charts, heat maps, scatter plots, grids of images, and GIF animations. */
@NullMarked
package io.github.taeda.examples.draw;

import org.jspecify.annotations.NullMarked;
