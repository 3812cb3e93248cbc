package io.github.taeda.nn;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The copies of one {@link Module#copy()}: what was shared in the original is shared in the copy.
 */
final class CopyContext {
  private final IdentityHashMap<Module, Module> modules = new IdentityHashMap<>();
  private final Map<ModuleArray, ModuleArray> arrays = new HashMap<>();

  /** The copy of a module, created at the first call. */
  Module of(Module module) {
    Module known = modules.get(module);
    if (known != null) {
      return known;
    }
    ModuleType<?> type = module.type();
    if (type == null) {
      throw new UnsupportedOperationException(
          Container.nameOf(module) + " cannot be copied: its class must override type()");
    }
    Module copy = type.copy(module, this::of);
    copyArrays(module, ModuleArray.of(module), ModuleArray.of(copy));
    copy.copyMode(module);
    modules.put(module, copy);
    return copy;
  }

  private void copyArrays(Module module, List<ModuleArray> originals, List<ModuleArray> copies) {
    if (copies.size() != originals.size()) {
      throw notACopy(module, "with " + copies + ", not " + originals);
    }
    for (int i = 0; i < copies.size(); i++) {
      ModuleArray original = originals.get(i);
      ModuleArray copy = copies.get(i);
      if (copy.equals(original)) {
        throw notACopy(module, "that has the same " + original);
      }
      ModuleArray known = arrays.putIfAbsent(original, copy);
      if (copy instanceof Parameter parameter) {
        copy(parameter, (Parameter) original, (Parameter) known);
      } else {
        copy((Buffer) copy, (Buffer) original, (Buffer) known);
      }
    }
  }

  private static IllegalStateException notACopy(Module module, String difference) {
    return new IllegalStateException(
        Container.nameOf(module) + " cannot be copied: its type creates one " + difference);
  }

  private static void copy(Parameter copy, Parameter original, @Nullable Parameter known) {
    if (known == null) {
      copy.copyFrom(original);
    } else {
      copy.shareWith(known);
    }
  }

  private static void copy(Buffer copy, Buffer original, @Nullable Buffer known) {
    if (known == null) {
      copy.copyFrom(original);
    } else {
      copy.shareWith(known);
    }
  }
}
