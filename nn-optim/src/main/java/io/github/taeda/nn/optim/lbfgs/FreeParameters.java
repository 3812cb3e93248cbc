package io.github.taeda.nn.optim.lbfgs;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a net that are not frozen, as one vector of doubles. */
final class FreeParameters {
  private final List<Parameter> parameters;
  private final int length;

  FreeParameters(Module net) {
    List<Parameter> all = net.parameters();
    parameters = all.stream().filter(parameter -> !parameter.isFrozen()).toList();
    if (parameters.isEmpty()) {
      throw new IllegalStateException(
          "LBFGS: "
              + Container.nameOf(net)
              + (all.isEmpty() ? " has no parameters" : " has no parameters that are not frozen"));
    }
    length = Math.toIntExact(parameters.stream().mapToLong(p -> p.value().length()).sum());
  }

  double[] values() {
    return read(Parameter::value);
  }

  double[] gradients() {
    return read(Parameter::gradient);
  }

  /** Sets the values, rounded to the type of the parameters. */
  void set(double[] values) {
    int start = 0;
    for (Parameter parameter : parameters) {
      int end = start + (int) parameter.value().length();
      NDArrays.setValues(Arrays.copyOfRange(values, start, end), parameter.value());
      start = end;
    }
  }

  private double[] read(Function<Parameter, INDArray> array) {
    double[] all = new double[length];
    int start = 0;
    for (Parameter parameter : parameters) {
      double[] part = new double[(int) parameter.value().length()];
      NDArrays.readValues(array.apply(parameter), part);
      System.arraycopy(part, 0, all, start, part.length);
      start += part.length;
    }
    return all;
  }
}
