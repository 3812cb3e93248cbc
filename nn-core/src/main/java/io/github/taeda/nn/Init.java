package io.github.taeda.nn;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * Rule by which the initial weights of a module are drawn.
 *
 * <p>{@code fanIn} is the number of inputs that one output is the sum of, {@code fanOut} the number
 * of outputs that one input goes to; for {@code Linear(in -> out)} these are in and out. Biases are
 * zero unless the rule says otherwise.
 */
@FunctionalInterface
public interface Init {

  /** Draws the weights of a module, one after the other. */
  DoubleSupplier weights(long fanIn, long fanOut, RandomGenerator random);

  /** Draws its biases: zero unless overridden. */
  default DoubleSupplier biases(long fanIn, RandomGenerator random) {
    return () -> 0;
  }

  /**
   * Torch's rule, the default of every module: weights and biases uniform in ±1/√fanIn (LeCun et
   * al., Efficient BackProp, 1998).
   */
  static Init torch() {
    return new Init() {
      @Override
      public DoubleSupplier weights(long fanIn, long fanOut, RandomGenerator random) {
        return uniform(1 / Math.sqrt((double) fanIn)).weights(fanIn, fanOut, random);
      }

      @Override
      public DoubleSupplier biases(long fanIn, RandomGenerator random) {
        return weights(fanIn, 1, random);
      }
    };
  }

  /** Uniform in [−bound, bound). */
  static Init uniform(double bound) {
    requirePositive("bound", bound);
    return (fanIn, fanOut, random) -> () -> (2 * random.nextDouble() - 1) * bound;
  }

  /** Normal with mean 0. */
  static Init normal(double standardDeviation) {
    requirePositive("standardDeviation", standardDeviation);
    return (fanIn, fanOut, random) -> () -> random.nextGaussian() * standardDeviation;
  }

  /** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010): for tanh and sigmoid. */
  static Init xavierUniform() {
    return (fanIn, fanOut, random) ->
        uniform(Math.sqrt(6.0 / (fanIn + fanOut))).weights(fanIn, fanOut, random);
  }

  /** Normal with variance 2 / (fanIn + fanOut) (Glorot and Bengio, 2010): for tanh and sigmoid. */
  static Init xavierNormal() {
    return (fanIn, fanOut, random) ->
        normal(Math.sqrt(2.0 / (fanIn + fanOut))).weights(fanIn, fanOut, random);
  }

  /** Uniform in ±√(6 / fanIn) (He et al., 2015): for ReLU. */
  static Init heUniform() {
    return (fanIn, fanOut, random) ->
        uniform(Math.sqrt(6.0 / fanIn)).weights(fanIn, fanOut, random);
  }

  /** Normal with variance 2 / fanIn (He et al., 2015): for ReLU. */
  static Init heNormal() {
    return (fanIn, fanOut, random) -> normal(Math.sqrt(2.0 / fanIn)).weights(fanIn, fanOut, random);
  }

  /** One value everywhere; units whose weights are all alike learn the same. */
  static Init constant(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, but was " + value);
    }
    return (fanIn, fanOut, random) -> () -> value;
  }

  private static void requirePositive(String name, double number) {
    if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be > 0 and finite, but was " + number);
    }
  }
}
