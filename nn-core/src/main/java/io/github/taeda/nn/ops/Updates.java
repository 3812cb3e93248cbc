package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.UpdateKernel;
import io.github.taeda.nn.ops.internal.UpdateKernels;
import io.github.taeda.nn.ops.internal.UpdatePass;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One iteration of update rules, those of Adam's kind excepted ({@link AdamUpdates}): values θ and
 * the arrays of a rule's state are changed in place by gradients g, elementwise, with the learning
 * rate η. Where the arrays' memory can be reached, that is one pass over all of them; elsewhere it
 * is a chain of {@link Elementwise} calls.
 *
 * <p>All arrays are FLOAT or DOUBLE, of one type and shape, and none is given twice. Values and
 * state are contiguous in 'c' order; gradients, which are only read, may be strided.
 */
public final class Updates {
  private Updates() {}

  /**
   * {@code v ← μ v + c g}, {@code θ ← θ − η v}.
   *
   * @param velocity v
   * @param momentum μ
   * @param scale c
   */
  public static void momentum(
      INDArray values,
      INDArray gradients,
      INDArray velocity,
      double learningRate,
      double momentum,
      double scale) {
    require("Updates.momentum", values, gradients, "velocity", velocity);
    UpdateKernel kernel = new UpdateKernels.MomentumKernel(learningRate, momentum, scale);
    if (!run(kernel, values, gradients, velocity, null)) {
      Elementwise.scale(velocity, momentum, velocity);
      Elementwise.addScaled(scale, gradients, velocity);
      Elementwise.addScaled(-learningRate, velocity, values);
    }
  }

  /**
   * {@code v ← μ v + g}, {@code θ ← θ − η (g + μ v)}.
   *
   * @param velocity v
   * @param momentum μ
   */
  public static void nesterov(
      INDArray values,
      INDArray gradients,
      INDArray velocity,
      double learningRate,
      double momentum) {
    require("Updates.nesterov", values, gradients, "velocity", velocity);
    UpdateKernel kernel = new UpdateKernels.NesterovKernel(learningRate, momentum);
    if (!run(kernel, values, gradients, velocity, null)) {
      Elementwise.scale(velocity, momentum, velocity);
      Elementwise.add(velocity, gradients, velocity);
      Elementwise.addScaled(-learningRate, gradients, values);
      Elementwise.addScaled(-learningRate * momentum, velocity, values);
    }
  }

  /**
   * {@code s ← s + g²}, {@code θ ← θ − η g / (√s + ε)}.
   *
   * @param squares s
   * @param epsilon ε
   */
  public static void adagrad(
      INDArray values, INDArray gradients, INDArray squares, double learningRate, double epsilon) {
    require("Updates.adagrad", values, gradients, "squares", squares);
    divideBySquares(
        new UpdateKernels.SquaresKernel(learningRate, 1, 1, epsilon), values, gradients, squares);
  }

  /**
   * {@code s ← ρ s + (1 − ρ) g²}, {@code θ ← θ − η g / (√s + ε)}.
   *
   * @param squares s
   * @param decay ρ
   * @param epsilon ε
   */
  public static void rmsProp(
      INDArray values,
      INDArray gradients,
      INDArray squares,
      double learningRate,
      double decay,
      double epsilon) {
    require("Updates.rmsProp", values, gradients, "squares", squares);
    divideBySquares(
        new UpdateKernels.SquaresKernel(learningRate, decay, 1 - decay, epsilon),
        values,
        gradients,
        squares);
  }

  /**
   * {@code s ← ρ s + (1 − ρ) g²}, {@code d = g √((u + ε) / (s + ε))}, {@code u ← ρ u + (1 − ρ) d²},
   * {@code θ ← θ − η d}.
   *
   * @param squares s
   * @param updates u
   * @param decay ρ
   * @param epsilon ε
   */
  public static void adadelta(
      INDArray values,
      INDArray gradients,
      INDArray squares,
      INDArray updates,
      double learningRate,
      double decay,
      double epsilon) {
    require("Updates.adadelta", values, gradients, "squares", squares);
    require("Updates.adadelta", values, gradients, "updates", updates);
    Operands.requireOther("Updates.adadelta", "updates", updates, "squares", squares);
    UpdateKernel kernel = new UpdateKernels.AdadeltaKernel(learningRate, decay, epsilon);
    if (!run(kernel, values, gradients, squares, updates)) {
      INDArray update = Scratch.like(values);
      INDArray buffer = Scratch.like(values);
      addSquares(gradients, decay, 1 - decay, squares, buffer);
      Elementwise.addScalar(squares, epsilon, buffer);
      Elementwise.addScalar(updates, epsilon, update);
      Elementwise.divide(update, buffer, update);
      Elementwise.sqrt(update, update);
      Elementwise.multiply(update, gradients, update);
      addSquares(update, decay, 1 - decay, updates, buffer);
      Elementwise.addScaled(-learningRate, update, values);
    }
  }

  /**
   * {@code θ ← θ − η sign(β₁ m + (1 − β₁) g)}, {@code m ← β₂ m + (1 − β₂) g}.
   *
   * @param mean m
   * @param beta1 β₁
   * @param beta2 β₂
   */
  public static void lion(
      INDArray values,
      INDArray gradients,
      INDArray mean,
      double learningRate,
      double beta1,
      double beta2) {
    require("Updates.lion", values, gradients, "mean", mean);
    UpdateKernel kernel = new UpdateKernels.LionKernel(learningRate, beta1, beta2);
    if (!run(kernel, values, gradients, mean, null)) {
      INDArray update = Scratch.like(values);
      Elementwise.scale(mean, beta1, update);
      Elementwise.addScaled(1 - beta1, gradients, update);
      Elementwise.sign(update, update);
      Elementwise.addScaled(-learningRate, update, values);
      Elementwise.scale(mean, beta2, mean);
      Elementwise.addScaled(1 - beta2, gradients, mean);
    }
  }

  private static void divideBySquares(
      UpdateKernels.SquaresKernel kernel, INDArray values, INDArray gradients, INDArray squares) {
    if (!run(kernel, values, gradients, squares, null)) {
      INDArray buffer = Scratch.like(values);
      addSquares(gradients, kernel.decay(), kernel.scale(), squares, buffer);
      divideByRoot(gradients, squares, kernel.epsilon(), buffer);
      Elementwise.addScaled(-kernel.rate(), buffer, values);
    }
  }

  /** {@code mean ← decay · mean + scale · x²}. */
  static void addSquares(INDArray x, double decay, double scale, INDArray mean, INDArray buffer) {
    Elementwise.multiply(x, x, buffer);
    Elementwise.scale(mean, decay, mean);
    Elementwise.addScaled(scale, buffer, mean);
  }

  /** {@code output = x / (√squares + ε)}. */
  static void divideByRoot(INDArray x, INDArray squares, double epsilon, INDArray output) {
    Elementwise.sqrt(squares, output);
    Elementwise.addScalar(output, epsilon, output);
    Elementwise.divide(x, output, output);
  }

  /** Runs a kernel directly, or returns false where the chain of calls must. */
  static boolean run(
      UpdateKernel kernel,
      INDArray values,
      INDArray gradients,
      INDArray first,
      @Nullable INDArray second) {
    if (Direct.isOn()) {
      UpdatePass.run(kernel, values, Operands.contiguous(gradients), first, second);
      return true;
    }
    return false;
  }

  static void require(String op, INDArray values, INDArray gradients, String name, INDArray state) {
    Operands.requireNumbers(op, "values", values);
    Operands.requireContiguous(op, "values", values);
    Operands.requireLike(op, "gradients", gradients, values);
    Operands.requireLike(op, name, state, values);
    Operands.requireContiguous(op, name, state);
    Operands.requireOther(op, "values", values, "gradients", gradients);
    Operands.requireOther(op, name, state, "values", values);
    Operands.requireOther(op, name, state, "gradients", gradients);
  }
}
