package io.github.taeda.nn;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * How the weights of a new module are drawn.
 *
 * <p>{@code fanIn} is the number of inputs that one output is the sum of, {@code fanOut} the number
 * of outputs that one input goes to; for {@code Linear(in -> out)} these are in and out. Biases are
 * zero unless the rule says otherwise.
 */
@FunctionalInterface
public interface Init {

  /** Where the weights of a module come from, one after the other. */
  DoubleSupplier weights(long fanIn, long fanOut, RandomGenerator random);

  /** Where its biases come from: zero unless overridden. */
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
  static Init normal(double deviation) {
    requirePositive("deviation", deviation);
    return (fanIn, fanOut, random) -> () -> random.nextGaussian() * deviation;
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

  /** One number everywhere; a net whose weights are all alike does not learn to tell them apart. */
  static Init constant(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("number must be finite, but was " + number);
    }
    return (fanIn, fanOut, random) -> () -> number;
  }

  private static void requirePositive(String name, double number) {
    if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be > 0 and finite, but was " + number);
    }
  }
}
