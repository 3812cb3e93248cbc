package io.github.taeda.nn.io;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and states of a module, each with its name and layout in a file.
 *
 * @param slots by name in the module
 * @param counters names of the whole numbers that only PyTorch keeps
 */
record TensorBindings(Map<String, TensorBinding> slots, Set<String> counters) {

  /** Those of a module. */
  static TensorBindings of(Module module, ModelFile.Layout layout) {
    Map<String, TensorBinding> slots = new LinkedHashMap<>();
    ModuleArray.of(module).forEach(array -> put(slots, new TensorBinding(array)));
    Set<String> counters = new TreeSet<>();
    if (layout == ModelFile.Layout.PYTORCH) {
      translate(module, "", slots, counters, ModuleTypes.known(module.getClass().getClassLoader()));
      requireOwnNames(slots, counters);
    }
    return new TensorBindings(slots, counters);
  }

  /** All slots, by name in the file. */
  Map<String, TensorBinding> byFileName() {
    Map<String, TensorBinding> result = new LinkedHashMap<>();
    slots.values().forEach(slot -> result.put(slot.fileName(), slot));
    return result;
  }

  /** The slot of a parameter or state, by the array that it has now. */
  List<TensorBinding> of(Module module) {
    List<ModuleArray> arrays = ModuleArray.of(module);
    return slots.values().stream()
        .filter(slot -> arrays.stream().anyMatch(array -> array.value() == slot.value()))
        .toList();
  }

  private static void put(Map<String, TensorBinding> slots, TensorBinding slot) {
    if (slots.putIfAbsent(slot.name(), slot) != null) {
      throw new IllegalArgumentException(
          "ModelFile: two parameters or buffers are called " + slot.name());
    }
  }

  /** Gives the arrays of modules that are no containers PyTorch's names and layouts. */
  private static void translate(
      Module module,
      String path,
      Map<String, TensorBinding> slots,
      Set<String> counters,
      ModuleTypes types) {
    if (module instanceof Container container) {
      for (int i = 0; i < container.size(); i++) {
        translate(container.get(i), path + i + ".", slots, counters, types);
      }
      return;
    }
    @Nullable ModuleType<?> type = types.of(module);
    if (type == null) {
      return;
    }
    List<String> names = ModuleArray.of(module).stream().map(ModuleArray::name).toList();
    boolean here = false; // not where a shared module comes again
    for (String name : names) {
      TensorBinding slot = slots.get(path + name);
      if (slot != null) {
        here = true;
        ModuleType.Torch torch = type.torch(name);
        slots.put(path + name, slot.in(path + torch.name(), torch.axes()));
      }
    }
    if (here) {
      type.torchCounters().forEach(counter -> counters.add(path + counter));
    }
  }

  private static void requireOwnNames(Map<String, TensorBinding> slots, Set<String> counters) {
    Set<String> names = new TreeSet<>(counters);
    for (TensorBinding slot : slots.values()) {
      if (!names.add(slot.fileName())) {
        throw new IllegalArgumentException(
            "ModelFile: two parameters or buffers are called " + slot.fileName() + " in PyTorch");
      }
    }
  }
}
