/**
 * Long runs, random networks, damaged files, full disks: what the library must outlast; the live
 * page.
 */
@NullMarked
package io.github.taeda.reliability;

import org.jspecify.annotations.NullMarked;
