package io.github.taeda.nn.check;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers that a module holds, learnt or not, as they are when this is made. */
final class Numbers {
  private final Map<Parameter, INDArray> values = new LinkedHashMap<>();
  private final Map<Parameter, INDArray> gradients = new LinkedHashMap<>();
  private final Map<State, INDArray> states = new LinkedHashMap<>();

  Numbers(Module module) {
    for (Parameter parameter : module.parameters()) {
      values.put(parameter, parameter.value().dup());
      gradients.put(parameter, parameter.gradient().dup());
    }
    for (State state : module.state()) {
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
