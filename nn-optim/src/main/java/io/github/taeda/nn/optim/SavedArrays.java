package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of a {@link SavedRun}, taken one after the other; what does not fit is an error. */
final class SavedArrays {
  private final Map<String, INDArray> left;

  SavedArrays(Map<String, INDArray> arrays) {
    left = new LinkedHashMap<>(arrays);
  }

  /** From the saved arrays, whose names have a prefix, to each array of a module. */
  List<ArrayCopy> module(String prefix, Module module) {
    List<ArrayCopy> copies = new ArrayList<>();
    ModuleArray.byName(module)
        .forEach(
            (name, array) ->
                copies.add(new ArrayCopy(like(prefix + name, array.value()), array.value())));
    return copies;
  }

  /** The array of this name, which must have shape and type of another. */
  INDArray like(String name, INDArray other) {
    INDArray array = left.remove(name);
    if (array == null) {
      throw new IllegalArgumentException("the array \"" + name + "\" is missing");
    }
    if (array.dataType() != other.dataType() || !Arrays.equals(array.shape(), other.shape())) {
      throw new IllegalArgumentException(
          String.format(
              "the array \"%s\" must be %s %s, but was %s %s",
              name,
              other.dataType(),
              Shapes.text(other.shape()),
              array.dataType(),
              Shapes.text(array.shape())));
    }
    return array;
  }

  /** All arrays whose names begin with a prefix, by the rest of the name. */
  Map<String, INDArray> takeAll(String prefix) {
    Map<String, INDArray> taken = new LinkedHashMap<>();
    left.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            taken.put(name.substring(prefix.length()), array);
          }
        });
    left.keySet().removeIf(name -> name.startsWith(prefix));
    return taken;
  }

  void requireNoMore() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing here takes the arrays "
              + left.keySet()
              + "; a run is resumed with the module, rule and listeners it had");
    }
  }
}
