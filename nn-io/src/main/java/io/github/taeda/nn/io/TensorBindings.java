package io.github.taeda.nn.io;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ModuleType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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
      translate(module, "", UnaryOperator.identity(), bindings, counters);
      requireOwnNames(bindings, counters);
    }
    return new TensorBindings(bindings, counters);
  }

  /** All bindings. */
  Collection<TensorBinding> all() {
    return bindings.values();
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

  /**
   * Gives the arrays of modules that are no containers PyTorch's names and layouts.
   *
   * @param path of the module here
   * @param names of its arrays in the file, from a name
   */
  private static void translate(
      Module module,
      String path,
      UnaryOperator<String> names,
      Map<String, TensorBinding> bindings,
      Set<String> counters) {
    ModuleType<?> type = module.type();
    if (module instanceof Container container) {
      for (int i = 0; i < container.size(); i++) {
        String child = i + ".";
        UnaryOperator<String> childNames =
            type == null || type.torchSuffixes().isEmpty()
                ? name -> names.apply(child + name)
                : suffixed(names, type.torchSuffixes().get(i));
        translate(container.get(i), path + child, childNames, bindings, counters);
      }
    } else if (type != null) {
      translate(ModuleArray.of(module), type, path, names, bindings, counters);
    }
  }

  private static UnaryOperator<String> suffixed(UnaryOperator<String> names, String suffix) {
    return name -> names.apply(name + suffix);
  }

  private static void translate(
      List<ModuleArray> arrays,
      ModuleType<?> type,
      String path,
      UnaryOperator<String> names,
      Map<String, TensorBinding> bindings,
      Set<String> counters) {
    boolean here = false; // not where a shared module is repeated
    for (ModuleArray array : arrays) {
      TensorBinding binding = bindings.get(path + array.name());
      if (binding != null) {
        here = true;
        bindings.put(path + array.name(), binding.in(type.torch(array.name()), names));
      }
    }
    if (here) {
      type.torchCounters().forEach(counter -> counters.add(names.apply(counter)));
    }
  }

  private static void requireOwnNames(Map<String, TensorBinding> bindings, Set<String> counters) {
    Set<String> names = new TreeSet<>(counters);
    for (TensorBinding binding : bindings.values()) {
      for (String name : binding.fileNames()) {
        if (!names.add(name)) {
          throw new IllegalArgumentException(
              "ModelFile: two parameters or buffers are called " + name + " in PyTorch");
        }
      }
    }
  }
}
