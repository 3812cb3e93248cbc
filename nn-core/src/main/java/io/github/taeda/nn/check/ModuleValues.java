package io.github.taeda.nn.check;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers that a module holds, learnt or not, as they are when this is made. */
final class ModuleValues {
  private final Map<Parameter, INDArray> values = new LinkedHashMap<>();
  private final Map<Parameter, INDArray> gradients = new LinkedHashMap<>();
  private final Map<Buffer, INDArray> states = new LinkedHashMap<>();

  ModuleValues(Module module) {
    for (Parameter parameter : module.parameters()) {
      values.put(parameter, parameter.value().dup());
      gradients.put(parameter, parameter.gradient().dup());
    }
    for (Buffer state : module.state()) {
      states.put(state, state.value().dup());
    }
  }

  /** Writes them back. */
  void restore() {
    values.forEach((parameter, value) -> parameter.value().assign(value));
    gradients.forEach((parameter, gradient) -> parameter.gradient().assign(gradient));
    states.forEach((state, value) -> state.value().assign(value));
  }
}
