package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.AdamKernels;
import io.github.taeda.nn.ops.internal.UpdateKernel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One iteration of Adam and its relatives, in place and in one pass as the other {@link Updates},
 * of which all rules about the arrays hold.
 *
 * <p>Each begins with the running means of gradients and squares, {@code m ← β₁ m + (1 − β₁) g} and
 * {@code v ← β₂ v + (1 − β₂) g²}. The iteration t is 1 for the first.
 */
public final class AdamUpdates {
  /** The length of RAdam's average from which the variance of v is finite enough (as PyTorch). */
  private static final double MIN_RECTIFIED_LENGTH = 5;

  private AdamUpdates() {}

  /**
   * The constants of these rules.
   *
   * @param beta1 β₁, of the running mean of gradients
   * @param beta2 β₂, of the running mean of their squares
   * @param epsilon ε
   */
  public record Constants(double beta1, double beta2, double epsilon) {}

  /**
   * {@code θ ← θ − η λ θ}, {@code θ ← θ − η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)}.
   *
   * @param mean m
   * @param squares v
   * @param weightDecay λ of decoupled weight decay; 0 for none
   * @param iteration t
   */
  public static void adam(
      INDArray values,
      INDArray gradients,
      INDArray mean,
      INDArray squares,
      double learningRate,
      double weightDecay,
      Constants constants,
      double iteration) {
    require("AdamUpdates.adam", values, gradients, mean, squares, constants, iteration);
    // With c = √(1 − β₂ᵗ) the update is η · c/(1 − β₁ᵗ) · m / (√v + c ε).
    double correction = Math.sqrt(1 - Math.pow(constants.beta2, iteration));
    double rate = learningRate * correction / (1 - Math.pow(constants.beta1, iteration));
    double epsilon = constants.epsilon * correction;
    double decay = learningRate * weightDecay;
    runAdam(values, gradients, mean, squares, constants, rate, epsilon, decay);
  }

  /**
   * {@code θ ← θ − η r √(1 − β₂ᵗ) · m/(1 − β₁ᵗ) / (√v + ε)} once ρ &gt; 5, and {@code θ ← θ − η ·
   * m/(1 − β₁ᵗ)} before, with {@code ρ∞ = 2/(1 − β₂) − 1}, {@code ρ = ρ∞ − 2t β₂ᵗ/(1 − β₂ᵗ)} and
   * {@code r = √((ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))}.
   *
   * @param mean m
   * @param squares v
   * @param iteration t
   */
  public static void radam(
      INDArray values,
      INDArray gradients,
      INDArray mean,
      INDArray squares,
      double learningRate,
      Constants constants,
      double iteration) {
    require("AdamUpdates.radam", values, gradients, mean, squares, constants, iteration);
    double power = Math.pow(constants.beta2, iteration);
    double limit = 2 / (1 - constants.beta2) - 1;
    double length = limit - 2 * iteration * power / (1 - power);
    double rate = learningRate / (1 - Math.pow(constants.beta1, iteration));
    if (length > MIN_RECTIFIED_LENGTH) {
      double rectification = (length - 4) * (length - 2) * limit;
      rectification /= (limit - 4) * (limit - 2) * length;
      rate *= Math.sqrt(rectification * (1 - power));
      runAdam(values, gradients, mean, squares, constants, rate, constants.epsilon, 0);
    } else {
      runMean(values, gradients, mean, squares, constants, rate);
    }
  }

  /**
   * {@code θ ← θ − (a m + b g) / (√(v/(1 − β₂ᵗ)) + ε)}.
   *
   * @param mean m
   * @param squares v
   * @param meanRate a
   * @param gradientRate b
   * @param iteration t
   */
  public static void nadam(
      INDArray values,
      INDArray gradients,
      INDArray mean,
      INDArray squares,
      double meanRate,
      double gradientRate,
      Constants constants,
      double iteration) {
    require("AdamUpdates.nadam", values, gradients, mean, squares, constants, iteration);
    double correction = Math.sqrt(1 - Math.pow(constants.beta2, iteration));
    double a = meanRate * correction;
    double b = gradientRate * correction;
    double epsilon = constants.epsilon * correction;
    UpdateKernel kernel =
        new AdamKernels.NAdamKernel(a, b, constants.beta1, constants.beta2, epsilon);
    if (!Updates.run(kernel, values, gradients, mean, squares)) {
      INDArray update = Scratch.like(values);
      INDArray buffer = Scratch.like(values);
      addMeans(gradients, mean, squares, constants, buffer);
      Elementwise.scale(mean, a, update);
      Elementwise.addScaled(b, gradients, update);
      Updates.divideByRoot(update, squares, epsilon, buffer);
      Elementwise.subtract(values, buffer, values);
    }
  }

  private static void runAdam(
      INDArray values,
      INDArray gradients,
      INDArray mean,
      INDArray squares,
      Constants constants,
      double rate,
      double epsilon,
      double decay) {
    UpdateKernel kernel =
        new AdamKernels.AdamKernel(rate, constants.beta1, constants.beta2, epsilon, decay);
    if (!Updates.run(kernel, values, gradients, mean, squares)) {
      if (decay != 0) {
        Elementwise.addScaled(-decay, values, values);
      }
      INDArray buffer = Scratch.like(values);
      addMeans(gradients, mean, squares, constants, buffer);
      Updates.divideByRoot(mean, squares, epsilon, buffer);
      Elementwise.addScaled(-rate, buffer, values);
    }
  }

  private static void runMean(
      INDArray values,
      INDArray gradients,
      INDArray mean,
      INDArray squares,
      Constants constants,
      double rate) {
    UpdateKernel kernel = new AdamKernels.MeanKernel(rate, constants.beta1, constants.beta2);
    if (!Updates.run(kernel, values, gradients, mean, squares)) {
      addMeans(gradients, mean, squares, constants, Scratch.like(values));
      Elementwise.addScaled(-rate, mean, values);
    }
  }

  private static void addMeans(
      INDArray gradients, INDArray mean, INDArray squares, Constants constants, INDArray buffer) {
    Elementwise.scale(mean, constants.beta1, mean);
    Elementwise.addScaled(1 - constants.beta1, gradients, mean);
    Updates.addSquares(gradients, constants.beta2, 1 - constants.beta2, squares, buffer);
  }

  private static void require(
      String op,
      INDArray values,
      INDArray gradients,
      INDArray mean,
      INDArray squares,
      Constants constants,
      double iteration) {
    Arguments.requireNonNull(op, "constants", constants);
    Updates.require(op, values, gradients, "mean", mean);
    Updates.require(op, values, gradients, "squares", squares);
    Operands.requireOther(op, "squares", squares, "mean", mean);
    if (!(iteration > 0)) {
      throw new IllegalArgumentException(op + ": iteration must be above 0, but was " + iteration);
    }
  }
}
