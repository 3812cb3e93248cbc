package io.github.taeda.nn.optim;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Slices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of the parameters and buffers of a module, or of nothing yet. */
final class Snapshot {
  private final Map<String, INDArray> copies = new LinkedHashMap<>();

  /**
   * The arrays of a module by name, parameters first.
   *
   * @throws IllegalStateException if two have one name, so that one of them would be lost
   */
  static Map<String, INDArray> arraysOf(Module module) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : module.parameters()) {
      put(arrays, parameter.name(), parameter.value(), module);
    }
    for (Buffer state : module.buffers()) {
      put(arrays, state.name(), state.value(), module);
    }
    return arrays;
  }

  private static void put(
      Map<String, INDArray> arrays, String name, INDArray array, Module module) {
    if (arrays.putIfAbsent(name, array) != null) {
      throw new IllegalStateException(
          module + " has two arrays of the name " + name + ", which cannot be told apart");
    }
  }

  /** Copies the module as it is now. */
  void take(Module module) {
    arraysOf(module)
        .forEach(
            (name, array) -> {
              INDArray copy = copies.computeIfAbsent(name, key -> array.dup('c'));
              Slices.copy(array, copy);
            });
  }

  /**
   * Takes arrays that were a snapshot of the module once; none for nothing.
   *
   * @throws IllegalArgumentException if they do not fit; nothing has changed then
   */
  void take(Module module, Map<String, INDArray> arrays) {
    Map<String, INDArray> present = arraysOf(module);
    if (!arrays.isEmpty() && !arrays.keySet().equals(present.keySet())) {
      throw new IllegalArgumentException(
          "a snapshot must have " + present.keySet() + ", but has " + arrays.keySet());
    }
    present.forEach(
        (name, array) -> {
          INDArray other = arrays.get(name);
          if (other != null) {
            Shapes.requireLike("snapshot", name, other, array);
          }
        });
    copies.clear();
    arrays.forEach((name, array) -> copies.put(name, array.dup('c')));
  }

  /** Puts the module back to how it was, if there is anything. */
  void restore(Module module) {
    arraysOf(module)
        .forEach(
            (name, array) -> {
              INDArray copy = copies.get(name);
              if (copy != null) {
                Slices.copy(copy, array);
              }
            });
  }

  void forget() {
    copies.clear();
  }

  Map<String, INDArray> arrays() {
    return copies;
  }
}
