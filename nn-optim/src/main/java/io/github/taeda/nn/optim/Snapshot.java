package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Slices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of the parameters and buffers of a module, or of nothing yet. */
final class Snapshot {
  private final Map<String, INDArray> copies = new LinkedHashMap<>();

  /** Copies the module as it is now. */
  Snapshot take(Module module) {
    ModuleArray.byName(module)
        .forEach(
            (name, array) -> {
              INDArray copy = copies.computeIfAbsent(name, key -> array.value().dup('c'));
              Slices.copy(array.value(), copy);
            });
    return this;
  }

  /**
   * Takes arrays of a former snapshot of the module, or none.
   *
   * @throws IllegalArgumentException if they do not fit; nothing has changed then
   */
  void take(Module module, Map<String, INDArray> arrays) {
    Map<String, ModuleArray> present = ModuleArray.byName(module);
    if (!arrays.isEmpty() && !arrays.keySet().equals(present.keySet())) {
      throw new IllegalArgumentException(
          "a snapshot must have " + present.keySet() + ", but has " + arrays.keySet());
    }
    present.forEach(
        (name, array) -> {
          INDArray other = arrays.get(name);
          if (other != null) {
            Shapes.requireLike("snapshot", name, other, array.value());
          }
        });
    copies.clear();
    arrays.forEach((name, array) -> copies.put(name, array.dup('c')));
  }

  /** Restores the module, if there is a copy. */
  void restore(Module module) {
    ModuleArray.byName(module)
        .forEach(
            (name, array) -> {
              INDArray copy = copies.get(name);
              if (copy != null) {
                array.set(copy);
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
