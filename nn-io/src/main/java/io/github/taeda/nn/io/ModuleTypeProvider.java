package io.github.taeda.nn.io;

import java.util.List;

/**
 * The module types of a library. Name the implementation in {@code
 * META-INF/services/io.github.taeda.nn.io.ModuleTypeProvider}, and its modules can be saved and
 * loaded without a call of {@link ModuleTypes#register}.
 */
public interface ModuleTypeProvider {

  /** The types, always the same. */
  List<ModuleType<?>> moduleTypes();
}
