package io.github.taeda.nn.check;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A comparison of the derivatives that a module or a loss computes with central differences.
 *
 * <p>A module y = f(x, θ) is given a random direction δ, so that the loss is {@code L = Σ δ · y};
 * its {@code backwardDelta}, {@code backwardUpdateGradient} and {@code backward} are each compared
 * with {@code (C(x + h) − C(x − h)) / 2h}, one number after the other, for the input and for every
 * parameter. A loss's {@code backward} is compared with the differences of its {@code value}.
 *
 * <pre>{@code
 * module.to(DataType.DOUBLE);
 * GradientReport report = GradientCheck.of(module, input, random);
 * if (!report.passes(1e-7)) {
 *   throw new AssertionError(report);
 * }
 * }</pre>
 *
 * <p>Everything must be DOUBLE: in FLOAT the differences drown in rounding. The relative error of a
 * derivative is {@code |analytic − numeric| / scale}, where the scale is the largest derivative of
 * its array, analytic or numeric, and at least a thousandth of the largest |δ| (1 for a loss): a
 * derivative that is tiny beside the others, or zero but for rounding, counts as what it is. Right
 * derivatives come below 1e-7, a wrong one above 1e-4.
 *
 * <p>The check takes two forward passes per element. It leaves every parameter, gradient and
 * buffer, such as running means, bit for bit as it was, also when it ends in an exception, and
 * never switches the module's mode.
 */
public final class GradientCheck {
  private final double step;
  private final boolean inputIncluded;

  /** Creates a check of the input and every parameter with steps of 1e-5. */
  public GradientCheck() {
    this(1e-5, true);
  }

  private GradientCheck(double step, boolean inputIncluded) {
    this.step = step;
    this.inputIncluded = inputIncluded;
  }

  /**
   * Checks a module with the usual settings.
   *
   * @see #check(Module, INDArray, RandomGenerator)
   */
  public static GradientReport of(Module module, INDArray input, RandomGenerator random) {
    return new GradientCheck().check(module, input, random);
  }

  /**
   * Checks a loss with the usual settings.
   *
   * @see #check(Loss, INDArray, INDArray)
   */
  public static GradientReport of(Loss loss, INDArray target, INDArray prediction) {
    return new GradientCheck().check(loss, target, prediction);
  }

  /**
   * This check with another step h, taken times |x| for elements x beyond ±1.
   *
   * <p>A smaller one lets an input lie nearer to a kink, such as ReLU's at 0 or a tie in max
   * pooling, where the difference across it means nothing; a larger one suffers less from rounding.
   *
   * @param step in 1e-9…1e-2
   */
  public GradientCheck withStep(double step) {
    if (!(step >= 1e-9 && step <= 1e-2)) {
      throw new IllegalArgumentException(
          "GradientCheck: step must be in 1e-9…1e-2, but was " + step);
    }
    return new GradientCheck(step, inputIncluded);
  }

  /**
   * This check without the input's delta, for inputs that have no derivative, such as token ids.
   * The input may then be of any type, and only {@code backwardUpdateGradient} is called.
   */
  public GradientCheck withoutInput() {
    return new GradientCheck(step, false);
  }

  /**
   * Checks a module in the mode it is in.
   *
   * @param module all of its parameters DOUBLE; its forward pass must be repeatable, so one with
   *     randomness must be in evaluation
   * @param input x, DOUBLE, away from kinks
   * @param random where the direction δ comes from
   * @throws IllegalArgumentException if something is not DOUBLE, {@code forward} does not repeat
   *     itself, or there is nothing to check
   */
  public GradientReport check(Module module, INDArray input, RandomGenerator random) {
    Objects.requireNonNull(module, "GradientCheck: module is null");
    Objects.requireNonNull(random, "GradientCheck: random is null");
    Shapes.requireArray("GradientCheck", "input", input);
    if (inputIncluded) {
      requireDouble("input", input);
    }
    return new ModuleCheck(module, input, new Differences(step), inputIncluded).run(random);
  }

  /**
   * Checks a loss.
   *
   * @param target y, of whatever type the loss takes
   * @param prediction ŷ, DOUBLE, away from kinks
   * @throws IllegalArgumentException if the prediction is not DOUBLE
   */
  public GradientReport check(Loss loss, INDArray target, INDArray prediction) {
    Objects.requireNonNull(loss, "GradientCheck: loss is null");
    Shapes.requireArray("GradientCheck", "prediction", prediction);
    requireDouble("prediction", prediction);
    INDArray analytic = loss.backward(target, prediction.dup('c'));
    Differences.requireLike(loss + ".backward", analytic, prediction);
    double[] numeric =
        new Differences(step)
            .of(prediction, moved -> new double[] {loss.value(target, moved)}, new double[] {1});
    DerivativeComparison comparison =
        new DerivativeComparison("prediction", prediction.shape(), numeric, 1);
    comparison.with("backward", Differences.numbers(analytic));
    return new GradientReport(loss.toString(), List.of(comparison.worst()));
  }

  private static void requireDouble(String name, INDArray array) {
    if (array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "GradientCheck: " + name + " must be DOUBLE, but was " + array.dataType());
    }
  }
}
