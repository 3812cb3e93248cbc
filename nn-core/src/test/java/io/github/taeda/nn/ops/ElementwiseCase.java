package io.github.taeda.nn.ops;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A primitive that treats each number by itself, beside its formula.
 *
 * @param inputs how many arrays it reads
 * @param inPlace whether its output may be one of them
 * @param formula the same in double
 * @param scale what the error is relative to
 */
record ElementwiseCase(
    String name, int inputs, boolean inPlace, Primitive run, Formula formula, Formula scale) {

  static final List<ElementwiseCase> ALL =
      List.of(
          two("add", Elementwise::add, (a, b) -> a + b, (a, b) -> Math.abs(a) + Math.abs(b)),
          two(
              "subtract",
              Elementwise::subtract,
              (a, b) -> a - b,
              (a, b) -> Math.abs(a) + Math.abs(b)),
          two("multiply", Elementwise::multiply, (a, b) -> a * b, (a, b) -> a * b),
          two("divide", Elementwise::divide, (a, b) -> a / b, (a, b) -> a / b),
          one("scale", (x, o) -> Elementwise.scale(x, -1.5, o), x -> -1.5 * x, x -> x),
          one(
              "addScalar",
              (x, o) -> Elementwise.addScalar(x, 0.75, o),
              x -> x + 0.75,
              x -> Math.abs(x) + 1),
          one(
              "subtractFrom",
              (x, o) -> Elementwise.subtractFrom(1, x, o),
              x -> 1 - x,
              x -> 1 + Math.abs(x)),
          one("maximum", (x, o) -> Elementwise.maximum(x, -0.5, o), x -> Math.max(x, -0.5), x -> 0),
          one(
              "heaviside",
              (x, o) -> Elementwise.heaviside(x, 0.25, o),
              x -> x > 0.25 ? 1 : 0,
              x -> 0),
          one("log", (x, o) -> Elementwise.log(x, o), Math::log, x -> 10 * Math.log(x)),
          one("sqrt", Elementwise::sqrt, Math::sqrt, Math::sqrt),
          one("copy", Slices::copy, x -> x, x -> 0),
          one("fill", (x, o) -> Elementwise.fill(o, 2.5), x -> 2.5, x -> 0),
          one("tanh", Activations::tanh, Math::tanh, x -> 5 * Math.tanh(x)),
          one(
              "sigmoid",
              Activations::sigmoid,
              x -> 1 / (1 + Math.exp(-x)),
              x -> 5 / (1 + Math.exp(-x))),
          one("relu", Activations::relu, x -> Math.max(x, 0), x -> 0),
          delta(
              "tanhDelta",
              Activations::tanhDelta,
              (y, d) -> d * (1 - y * y),
              (y, d) -> d * (3 + y * y)),
          delta(
              "sigmoidDelta",
              Activations::sigmoidDelta,
              (y, d) -> d * y * (1 - y),
              (y, d) -> 3 * d * y * (1 + Math.abs(y))),
          delta("reluDelta", Activations::reluDelta, (y, d) -> y > 0 ? d : 0, (y, d) -> 0),
          two("maximum of two", Elementwise::maximum, Math::max, (a, b) -> 0),
          one("minimum", (x, o) -> Elementwise.minimum(x, 0.5, o), x -> Math.min(x, 0.5), x -> 0),
          one(
              "clip",
              (x, o) -> Elementwise.clip(x, 0.5, o),
              x -> Math.min(Math.max(x, -0.5), 0.5),
              x -> 0),
          one("divideInto", (x, o) -> Elementwise.divideInto(2, x, o), x -> 2 / x, x -> 2 / x),
          one("abs", Elementwise::abs, Math::abs, x -> 0),
          one("sign", Elementwise::sign, Math::signum, x -> 0),
          one("zeroOrNaN", Elementwise::zeroOrNaN, x -> Double.isNaN(x) ? x : 0, x -> 0),
          one("exp", Elementwise::exp, Math::exp, x -> 5 * Math.exp(x)),
          one("hardTanh", Elementwise::hardTanh, x -> Math.min(Math.max(x, -1), 1), x -> 0),
          one(
              "leakyRelu",
              (x, o) -> Activations.leakyRelu(x, 0.1, o),
              x -> x > 0 ? x : 0.1 * x,
              x -> x));

  /** Those made of several steps, which add up some rounding. */
  static final List<ElementwiseCase> SMOOTH =
      List.of(
          smooth("elu", (x, o) -> Activations.elu(x, 0.5, o), x -> x > 0 ? x : 0.5 * Math.expm1(x)),
          smooth("elu of 1", (x, o) -> Activations.elu(x, 1, o), x -> x > 0 ? x : Math.expm1(x)),
          smooth("softsign", Activations::softsign, x -> x / (1 + Math.abs(x))),
          smooth("silu", SmoothActivations::silu, x -> x / (1 + Math.exp(-x))),
          // For negative x the error of x/√2 is magnified, by x² at most.
          one(
              "gelu",
              SmoothActivations::gelu,
              x -> x * Normal.below(x),
              x -> (10 + x * x) * x * Normal.below(x)),
          one("erfc", Elementwise::erfc, Normal::erfc, x -> (10 + 2 * x * x) * Normal.erfc(x)),
          smooth(
              "softplus",
              SmoothActivations::softplus,
              x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
          smooth(
              "log1pExpMinusAbs",
              SmoothActivations::log1pExpMinusAbs,
              x -> Math.log1p(Math.exp(-Math.abs(x)))),
          delta(
              "geluDelta",
              SmoothActivations::geluDelta,
              (x, d) -> d * (Normal.below(x) + x * Normal.density(x)),
              (x, d) -> 10 * d * (1 + Math.abs(x))),
          delta(
              "eluDelta",
              (y, d, r) -> Activations.eluDelta(y, 0.5, d, r),
              (y, d) -> y > 0 ? d : d * (y + 0.5),
              (y, d) -> 10 * d * (1 + Math.abs(y))),
          delta(
              "eluDelta of 1",
              (y, d, r) -> Activations.eluDelta(y, 1, d, r),
              (y, d) -> y > 0 ? d : d * (y + 1),
              (y, d) -> 10 * d * (1 + Math.abs(y))),
          siluDelta(),
          freshDelta(
              "leakyReluDelta",
              (x, d, r) -> Activations.leakyReluDelta(x, 0.1, d, r),
              (x, d) -> x > 0 ? d : 0.1 * d),
          freshDelta(
              "softsignDelta",
              Activations::softsignDelta,
              (x, d) -> d / Math.pow(1 + Math.abs(x), 2)),
          freshDelta(
              "softplusDelta", SmoothActivations::softplusDelta, (x, d) -> d / (1 + Math.exp(-x))),
          freshDelta(
              "hardTanhDelta", Activations::hardTanhDelta, (y, d) -> Math.abs(y) < 1 ? d : 0));

  /** Runs a primitive on its inputs and its output. */
  interface Primitive {
    void run(INDArray[] inputs, INDArray output);
  }

  /** A function of the inputs' numbers at one place. */
  interface Formula {
    double of(double... numbers);
  }

  interface OneInput {
    void run(INDArray x, INDArray output);
  }

  interface TwoInputs {
    void run(INDArray a, INDArray b, INDArray output);
  }

  interface Unary {
    double of(double x);
  }

  interface Binary {
    double of(double a, double b);
  }

  private static ElementwiseCase one(String name, OneInput run, Unary formula, Unary scale) {
    return new ElementwiseCase(
        name,
        1,
        true,
        (in, out) -> run.run(in[0], out),
        x -> formula.of(x[0]),
        x -> scale.of(x[0]));
  }

  private static ElementwiseCase two(String name, TwoInputs run, Binary formula, Binary scale) {
    return new ElementwiseCase(
        name,
        2,
        true,
        (in, out) -> run.run(in[0], in[1], out),
        x -> formula.of(x[0], x[1]),
        x -> scale.of(x[0], x[1]));
  }

  private static ElementwiseCase smooth(String name, OneInput run, Unary formula) {
    return one(name, run, formula, x -> 10 * formula.of(x));
  }

  private static ElementwiseCase siluDelta() {
    return new ElementwiseCase(
        "siluDelta",
        2,
        false,
        (in, out) -> SmoothActivations.siluDelta(in[0], in[1], out),
        x -> x[1] * (sigmoid(x[0]) + x[0] * sigmoid(x[0]) * (1 - sigmoid(x[0]))),
        x -> 10 * x[1] * (1 + Math.abs(x[0])));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static ElementwiseCase freshDelta(String name, TwoInputs run, Binary formula) {
    return delta(name, run, formula, (x, d) -> 10 * formula.of(x, d));
  }

  private static ElementwiseCase delta(String name, TwoInputs run, Binary formula, Binary scale) {
    ElementwiseCase two = two(name, run, formula, scale);
    return new ElementwiseCase(name, 2, false, two.run, two.formula, two.scale);
  }

  /** The expected numbers. */
  double[] expected(double[]... numbers) {
    return apply(formula, numbers);
  }

  /** The error allowed at each number: two roundings of the scale. */
  double[] tolerance(double epsilon, double[]... numbers) {
    double[] tolerance = apply(scale, numbers);
    for (int i = 0; i < tolerance.length; i++) {
      tolerance[i] = 2 * epsilon * Math.abs(tolerance[i]);
    }
    return tolerance;
  }

  private static double[] apply(Formula formula, double[]... numbers) {
    double[] result = new double[numbers[0].length];
    double[] at = new double[numbers.length];
    for (int i = 0; i < result.length; i++) {
      for (int k = 0; k < at.length; k++) {
        at[k] = numbers[k][i];
      }
      result[i] = formula.of(at);
    }
    return result;
  }

  @Override
  public String toString() {
    return name;
  }
}
