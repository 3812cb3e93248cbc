package io.github.taeda.nn.check;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of a module's parameters, gradients and buffers, as they are when this is created. */
final class ModuleValues {
  private final Map<ModuleArray, INDArray> values = new LinkedHashMap<>();
  private final Map<Parameter, INDArray> gradients = new LinkedHashMap<>();

  ModuleValues(Module module) {
    ModuleArray.of(module).forEach(array -> values.put(array, array.value().dup()));
    module.parameters().forEach(p -> gradients.put(p, p.gradient().dup()));
  }

  /** Writes them back. */
  void restore() {
    values.forEach((array, value) -> array.value().assign(value));
    gradients.forEach((parameter, gradient) -> parameter.gradient().assign(gradient));
  }
}
