package io.github.taeda.nn;

/**
 * The configuration of a module, implemented by a record: what {@code toString} shows, what a copy
 * is created from, and what a model file holds of the module besides its arrays.
 *
 * <p>A component may be a long, int, double, boolean, string, enum, module, another record, or a
 * list of these. An {@link Init} may be one too: it says how a new module draws its weights, so no
 * file holds it, and a copy or a loaded module has {@code Init.constant(0)} instead. Components of
 * other types are copied as they are, but cannot be saved.
 */
public interface ModuleConfig {

  /**
   * What {@code toString} shows between the parentheses. Unless overridden these are the components
   * except modules and {@link Init}: the first by its value, the others by name and value, {@code
   * 3, epsilon 0.1}.
   */
  default String text() {
    return ConfigRecord.text(this);
  }

  /**
   * How many elements the parameters and buffers of such a module have, without those of the
   * modules within it; 0 unless overridden. A file with fewer elements is rejected before any are
   * allocated.
   */
  default long elements() {
    return 0;
  }
}
