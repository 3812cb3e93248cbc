package io.github.taeda.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array that a module holds under a name: a {@link Parameter} or a {@link Buffer}. */
public sealed interface ModuleArray permits Parameter, Buffer {

  /** The name within the module that was asked for it, {@code weight}, {@code 0.weight}. */
  String name();

  /** The array itself, FLOAT or DOUBLE. */
  INDArray value();

  /**
   * Copies elements into the value, in place.
   *
   * @param elements an array of the value's shape and type, in any order
   * @throws ShapeException if shape or type differ; the value is then unchanged
   */
  void set(INDArray elements);

  /** The parameters of a module, then its buffers. */
  static List<ModuleArray> of(Module module) {
    List<ModuleArray> arrays = new ArrayList<>(module.parameters());
    arrays.addAll(module.buffers());
    return List.copyOf(arrays);
  }

  /**
   * The parameters of a module, then its buffers, by name.
   *
   * @throws IllegalArgumentException if two have one name, so that one of them would be lost
   */
  static Map<String, ModuleArray> byName(Module module) {
    Map<String, ModuleArray> arrays = new LinkedHashMap<>();
    for (ModuleArray array : of(module)) {
      if (arrays.putIfAbsent(array.name(), array) != null) {
        throw new IllegalArgumentException(
            Container.nameOf(module)
                + " has two parameters or buffers of the name "
                + array.name());
      }
    }
    return arrays;
  }
}
