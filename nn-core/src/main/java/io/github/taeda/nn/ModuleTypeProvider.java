package io.github.taeda.nn;

import java.util.List;

/**
 * The module types of a library. Name the implementation in {@code
 * META-INF/services/io.github.taeda.nn.ModuleTypeProvider}, and model files can hold its modules.
 */
public interface ModuleTypeProvider {

  /** The types, always the same. */
  List<ModuleType<?>> moduleTypes();
}
