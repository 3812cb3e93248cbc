package io.github.taeda.nn.io;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ModuleType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters and buffers of a module, each with its name and layout in a file.
 *
 * @param bindings by name in the module
 * @param counters names of the integers that only PyTorch keeps
 */
record TensorBindings(Map<String, TensorBinding> bindings, Set<String> counters) {

  /** Those of a module. */
  static TensorBindings of(Module module, ModelFile.Layout layout) {
    Map<String, TensorBinding> bindings = new LinkedHashMap<>();
    ModuleArray.of(module).forEach(array -> put(bindings, new TensorBinding(array)));
    Set<String> counters = new TreeSet<>();
    if (layout == ModelFile.Layout.PYTORCH) {
      translate(module, "", bindings, counters);
      requireOwnNames(bindings, counters);
    }
    return new TensorBindings(bindings, counters);
  }

  /** All bindings, by name in the file. */
  Map<String, TensorBinding> byFileName() {
    Map<String, TensorBinding> result = new LinkedHashMap<>();
    bindings.values().forEach(binding -> result.put(binding.fileName(), binding));
    return result;
  }

  /** The binding of a parameter or buffer, by the array that it has now. */
  List<TensorBinding> of(Module module) {
    List<ModuleArray> arrays = ModuleArray.of(module);
    return bindings.values().stream()
        .filter(binding -> arrays.stream().anyMatch(array -> array.value() == binding.value()))
        .toList();
  }

  private static void put(Map<String, TensorBinding> bindings, TensorBinding binding) {
    if (bindings.putIfAbsent(binding.name(), binding) != null) {
      throw new IllegalArgumentException(
          "ModelFile: two parameters or buffers are called " + binding.name());
    }
  }

  /** Gives the arrays of modules that are no containers PyTorch's names and layouts. */
  private static void translate(
      Module module, String path, Map<String, TensorBinding> bindings, Set<String> counters) {
    if (module instanceof Container container) {
      for (int i = 0; i < container.size(); i++) {
        translate(container.get(i), path + i + ".", bindings, counters);
      }
      return;
    }
    ModuleType<?> type = module.type();
    if (type == null) {
      return;
    }
    List<String> names = ModuleArray.of(module).stream().map(ModuleArray::name).toList();
    boolean here = false; // not where a shared module is repeated
    for (String name : names) {
      TensorBinding binding = bindings.get(path + name);
      if (binding != null) {
        here = true;
        ModuleType.TorchArray torch = type.torch(name);
        bindings.put(path + name, binding.in(path + torch.name(), torch.axes()));
      }
    }
    if (here) {
      type.torchCounters().forEach(counter -> counters.add(path + counter));
    }
  }

  private static void requireOwnNames(Map<String, TensorBinding> bindings, Set<String> counters) {
    Set<String> names = new TreeSet<>(counters);
    for (TensorBinding binding : bindings.values()) {
      if (!names.add(binding.fileName())) {
        throw new IllegalArgumentException(
            "ModelFile: two parameters or buffers are called "
                + binding.fileName()
                + " in PyTorch");
      }
    }
  }
}
