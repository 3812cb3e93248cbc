/**
 * Files: modules and arrays in the safetensors format, arrays for NumPy, and the atomic writing
 * that all of them share.
 */
@NullMarked
package io.github.taeda.nn.io;

import org.jspecify.annotations.NullMarked;
