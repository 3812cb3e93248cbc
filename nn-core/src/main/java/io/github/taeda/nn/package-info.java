/**
 * The contract: what a module, a parameter and a loss are, and how modules are composed.
 *
 * <p>Two words are never swapped: a <em>delta</em> is the derivative of the loss with respect to an
 * activation, a <em>gradient</em> its derivative with respect to a parameter.
 */
@NullMarked
package io.github.taeda.nn;

import org.jspecify.annotations.NullMarked;
