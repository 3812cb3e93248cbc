package io.github.taeda.nn.check;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The check of one module on one input. */
final class ModuleCheck {
  private final Module module;
  private final INDArray input;
  private final Differences differences;
  private final boolean inputIncluded;
  private final List<Parameter> parameters;

  ModuleCheck(Module module, INDArray input, Differences differences, boolean inputIncluded) {
    this.module = module;
    this.input = input;
    this.differences = differences;
    this.inputIncluded = inputIncluded;
    this.parameters = module.parameters();
  }

  GradientReport run(RandomGenerator random) {
    for (Parameter parameter : parameters) {
      if (parameter.value().dataType() != DataType.DOUBLE) {
        throw new IllegalArgumentException(
            String.format(
                "GradientCheck: parameter %s of %s is %s; call to(DataType.DOUBLE) first",
                parameter.name(), Container.nameOf(module), parameter.value().dataType()));
      }
    }
    if (parameters.isEmpty() && !inputIncluded) {
      throw new IllegalArgumentException(
          "GradientCheck: "
              + Container.nameOf(module)
              + " has no parameters, so nothing is left to check");
    }
    ModuleValues before = new ModuleValues(module);
    try {
      return report(direction(random));
    } finally {
      before.restore();
    }
  }

  /** A random delta for the output of a forward pass that repeats itself. */
  private INDArray direction(RandomGenerator random) {
    INDArray output = module.forward(input.dup());
    Differences.requireLike(Container.nameOf(module) + ".forward", output, output);
    double[] numbers = Differences.numbers(output);
    if (!Arrays.equals(numbers, outputs(input.dup()))) {
      throw new IllegalArgumentException(
          "GradientCheck: "
              + Container.nameOf(module)
              + ".forward gave another output for the same input; call evaluate() first");
    }
    INDArray delta = NDArrays.zeros(DataType.DOUBLE, output.shape());
    for (int i = 0; i < numbers.length; i++) {
      delta.putScalar(i, random.nextGaussian());
    }
    return delta;
  }

  private GradientReport report(INDArray delta) {
    List<DerivativeComparison> comparisons = numeric(Differences.numbers(delta));
    callHalves(delta, comparisons);
    if (inputIncluded) {
      callWhole(delta, comparisons);
    }
    return new GradientReport(
        module.toString(), comparisons.stream().map(DerivativeComparison::worst).toList());
  }

  /** What the differences say of the input, if it is included, and of each parameter. */
  private List<DerivativeComparison> numeric(double... delta) {
    double largest = Arrays.stream(delta).map(Math::abs).max().orElse(1);
    List<DerivativeComparison> comparisons = new ArrayList<>();
    if (inputIncluded) {
      double[] numeric = differences.of(input, this::outputs, delta);
      comparisons.add(new DerivativeComparison("input", input.shape(), numeric, largest));
    }
    for (Parameter parameter : parameters) {
      INDArray value = parameter.value().dup();
      double[] numeric =
          differences.of(
              value,
              moved -> {
                parameter.set(moved);
                return outputs(input);
              },
              delta);
      parameter.set(value);
      comparisons.add(new DerivativeComparison(parameter.name(), value.shape(), numeric, largest));
    }
    return comparisons;
  }

  private void callHalves(INDArray delta, List<DerivativeComparison> comparisons) {
    INDArray x = input.dup();
    module.forward(x);
    if (inputIncluded) {
      INDArray inputDelta = module.backwardDelta(x, delta.dup());
      Differences.requireLike(Container.nameOf(module) + ".backwardDelta", inputDelta, input);
      comparisons.get(0).with("backwardDelta", Differences.numbers(inputDelta));
    }
    fillGradients();
    module.backwardUpdateGradient(x, delta.dup());
    readGradients("backwardUpdateGradient", comparisons);
  }

  private void callWhole(INDArray delta, List<DerivativeComparison> comparisons) {
    INDArray x = input.dup();
    module.forward(x);
    fillGradients();
    INDArray inputDelta = module.backward(x, delta.dup());
    Differences.requireLike(Container.nameOf(module) + ".backward", inputDelta, input);
    comparisons.get(0).with("backward", Differences.numbers(inputDelta));
    readGradients("backward", comparisons);
  }

  /** With ones, not zeros: a module that sets a gradient instead of adding to it is wrong. */
  private void fillGradients() {
    parameters.forEach(parameter -> Elementwise.fill(parameter.gradient(), 1));
  }

  private void readGradients(String call, List<DerivativeComparison> comparisons) {
    int first = inputIncluded ? 1 : 0;
    for (int i = 0; i < parameters.size(); i++) {
      double[] gradient = Differences.numbers(parameters.get(i).gradient());
      Arrays.setAll(gradient, k -> gradient[k] - 1);
      comparisons.get(first + i).with(call, gradient);
    }
  }

  private double[] outputs(INDArray x) {
    return Differences.numbers(module.forward(x));
  }
}
