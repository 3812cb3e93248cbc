package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Blocks;
import io.github.taeda.nn.ops.internal.ElementwiseKernels;
import io.github.taeda.nn.ops.internal.Kernel;
import io.github.taeda.nn.ops.internal.ScalarKernels;
import io.github.taeda.nn.ops.internal.UnaryKernels;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarSet;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.HardTanh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Elementwise arithmetic. An output may be one of the inputs; it must not overlap them otherwise,
 * as another view of their memory would.
 */
public final class Elementwise {
  private static final CustomOperation ADD = new CustomOperation("add");
  private static final CustomOperation SUBTRACT = new CustomOperation("subtract");
  private static final CustomOperation MULTIPLY = new CustomOperation("multiply");
  private static final CustomOperation DIVIDE = new CustomOperation("divide");
  private static final CustomOperation LARGER = new CustomOperation("maximum");
  private static final ScalarOperation SCALE =
      new ScalarOperation((x, z, a) -> new ScalarMultiplication(x, null, z, a));
  private static final ScalarOperation SHIFT =
      new ScalarOperation((x, z, a) -> new ScalarAdd(x, null, z, a));
  private static final ScalarOperation SUBTRACT_FROM =
      new ScalarOperation((x, z, a) -> new ScalarReverseSubtraction(x, null, z, a));
  // ScalarMax is the bound where x is not a number, which would hide that a net has diverged.
  private static final ScalarOperation MAXIMUM = new ScalarOperation(RectifiedLinear::new);
  private static final ScalarOperation DIVIDE_INTO =
      new ScalarOperation((x, z, a) -> new ScalarReverseDivision(x, null, z, a));
  private static final ScalarOperation FILL =
      new ScalarOperation((x, z, a) -> new ScalarSet(x, null, z, a));
  private static final ScalarOperation STEP = new ScalarOperation(Step::new);
  private static final ScalarOperation ABS = new ScalarOperation((x, z, a) -> new Abs(x, z));
  private static final ScalarOperation SIGN = new ScalarOperation((x, z, a) -> new Sign(x, z));
  private static final ScalarOperation HARD_TANH =
      new ScalarOperation((x, z, a) -> new HardTanh(x, z));
  private static final ScalarOperation EXP = new ScalarOperation((x, z, a) -> new Exp(x, z));
  private static final ScalarOperation ERFC = new ScalarOperation((x, z, a) -> new Erfc(x, z));
  private static final ScalarOperation SQRT = new ScalarOperation((x, z, a) -> new Sqrt(x, z));
  private static final ScalarOperation LOG = new ScalarOperation((x, z, a) -> new Log(x, z));

  private Elementwise() {}

  /** {@code output = a + b}, all of one shape. */
  public static void add(INDArray a, INDArray b, INDArray output) {
    run(ElementwiseKernels.ADD, ADD, "add", a, b, output);
  }

  /** {@code output = a − b}, all of one shape. */
  public static void subtract(INDArray a, INDArray b, INDArray output) {
    run(ElementwiseKernels.SUBTRACT, SUBTRACT, "subtract", a, b, output);
  }

  /** {@code output = a · b}, elementwise, all of one shape. */
  public static void multiply(INDArray a, INDArray b, INDArray output) {
    run(ElementwiseKernels.MULTIPLY, MULTIPLY, "multiply", a, b, output);
  }

  /** {@code output = a / b}, elementwise, all of one shape. */
  public static void divide(INDArray a, INDArray b, INDArray output) {
    run(ElementwiseKernels.DIVIDE, DIVIDE, "divide", a, b, output);
  }

  /** {@code output = max(a, b)}, elementwise, all of one shape; NaN where one of them is. */
  public static void maximum(INDArray a, INDArray b, INDArray output) {
    requireBinary("maximum", a, b, output);
    if (!Direct.run(ElementwiseKernels.MAXIMUM, a, b, 0, output)) {
      INDArray nan = Scratch.like(a);
      zeroOrNaN(a, nan);
      max2(a, b, output);
      add(output, nan, output);
    }
  }

  /** {@code output = max(a, b)}, but b where only a is NaN. */
  static void max2(INDArray a, INDArray b, INDArray output) {
    requireBinary("maximum", a, b, output);
    LARGER.run(output, Operands.contiguous(a), Operands.contiguous(b));
  }

  /** {@code output = factor · x}. */
  public static void scale(INDArray x, double factor, INDArray output) {
    run(ScalarKernels.SCALE, SCALE, "scale", x, factor, output);
  }

  /** {@code output = x + number}. */
  public static void addScalar(INDArray x, double number, INDArray output) {
    run(ScalarKernels.ADD, SHIFT, "addScalar", x, number, output);
  }

  /** {@code output = number − x}. */
  public static void subtractFrom(double number, INDArray x, INDArray output) {
    run(ScalarKernels.SUBTRACT_FROM, SUBTRACT_FROM, "subtractFrom", x, number, output);
  }

  /** {@code output = number / x}. */
  public static void divideInto(double number, INDArray x, INDArray output) {
    run(ScalarKernels.DIVIDE_INTO, DIVIDE_INTO, "divideInto", x, number, output);
  }

  /** {@code output = max(x, bound)}, NaN where x is. */
  public static void maximum(INDArray x, double bound, INDArray output) {
    run(ScalarKernels.MAXIMUM, MAXIMUM, "maximum", x, bound, output);
  }

  /** {@code output = min(x, bound)}, NaN where x is. */
  public static void minimum(INDArray x, double bound, INDArray output) {
    requireUnary("minimum", x, output);
    if (!Direct.run(ScalarKernels.MINIMUM, x, bound, output)) {
      scale(x, -1, output);
      maximum(output, -bound, output);
      scale(output, -1, output);
    }
  }

  /** {@code output = min(max(x, −limit), limit)}, NaN where x is; the limit at least 0. */
  public static void clip(INDArray x, double limit, INDArray output) {
    requireUnary("clip", x, output);
    Arguments.requireBetween("clip", "limit", limit, 0, Double.POSITIVE_INFINITY);
    if (!Direct.run(ScalarKernels.CLIP, x, limit, output)) {
      maximum(x, -limit, output);
      minimum(output, limit, output);
    }
  }

  /** {@code output = 0}, but NaN where {@code x} is: what comparisons would hide. */
  public static void zeroOrNaN(INDArray x, INDArray output) {
    requireUnary("zeroOrNaN", x, output);
    if (!Direct.run(UnaryKernels.ZERO_OR_NAN, x, 0, output)) {
      hardTanh(x, output); // no longer infinite, so that the product is 0
      scale(output, 0, output);
    }
  }

  /** {@code output = min(max(x, −1), 1)}, NaN where x is. */
  public static void hardTanh(INDArray x, INDArray output) {
    run(UnaryKernels.HARD_TANH, HARD_TANH, "hardTanh", x, 0, output);
  }

  /** {@code output = |x|}. */
  public static void abs(INDArray x, INDArray output) {
    run(UnaryKernels.ABS, ABS, "abs", x, 0, output);
  }

  /** {@code output = } the sign of x: −1, 0 or 1; NaN for NaN. */
  public static void sign(INDArray x, INDArray output) {
    requireUnary("sign", x, output);
    if (!Direct.run(UnaryKernels.SIGN, x, 0, output)) {
      INDArray nan = Scratch.like(x);
      zeroOrNaN(x, nan); // ND4J's sign of NaN is 0
      SIGN.run(Operands.contiguous(x), 0, output);
      add(output, nan, output);
    }
  }

  /** {@code output = e^x}. */
  public static void exp(INDArray x, INDArray output) {
    run(UnaryKernels.EXP, EXP, "exp", x, 0, output);
  }

  /** {@code output = √x}. */
  public static void sqrt(INDArray x, INDArray output) {
    run(UnaryKernels.SQRT, SQRT, "sqrt", x, 0, output);
  }

  /** {@code output = 2/√π ∫_x^∞ e^(−t²) dt}, the complementary error function. */
  public static void erfc(INDArray x, INDArray output) {
    requireUnary("erfc", x, output);
    ERFC.run(Operands.contiguous(x), 0, output);
  }

  /** {@code output = 1} where {@code x > bound}, else 0, also where {@code x} is NaN. */
  public static void heaviside(INDArray x, double bound, INDArray output) {
    run(ScalarKernels.HEAVISIDE, STEP, "heaviside", x, bound, output);
  }

  /** {@code output = ln x}: −∞ at 0, NaN below. */
  public static void log(INDArray x, INDArray output) {
    run(UnaryKernels.LOG, LOG, "log", x, 0, output);
  }

  /** {@code output = number}, everywhere. */
  public static void fill(INDArray output, double number) {
    Operands.requireNumbers("fill", "output", output);
    Operands.requireContiguous("fill", "output", output);
    if (Direct.isOn()) {
      Blocks.fill(output, number);
    } else {
      FILL.run(output, number, output);
    }
  }

  /** {@code output += factor · x}, both of one shape. */
  public static void addScaled(double factor, INDArray x, INDArray output) {
    requireUnary("addScaled", x, output);
    if (Direct.isOn()) {
      Blocks.addScaled(factor, Operands.contiguous(x), output);
    } else {
      Nd4j.getBlasWrapper().level1().axpy(x.length(), factor, Operands.contiguous(x), output);
    }
  }

  private static void run(
      Kernel kernel, CustomOperation op, String name, INDArray a, INDArray b, INDArray output) {
    requireBinary(name, a, b, output);
    if (!Direct.run(kernel, a, b, 0, output)) {
      op.run(output, Operands.contiguous(a), Operands.contiguous(b));
    }
  }

  private static void run(
      Kernel kernel, ScalarOperation op, String name, INDArray x, double number, INDArray output) {
    requireUnary(name, x, output);
    if (!Direct.run(kernel, x, number, output)) {
      op.run(Operands.contiguous(x), number, output);
    }
  }

  private static void requireBinary(String name, INDArray a, INDArray b, INDArray output) {
    Operands.requireNumbers(name, "a", a);
    Operands.requireLike(name, "b", b, a);
    Operands.requireLike(name, "output", output, a);
    Operands.requireContiguous(name, "output", output);
    Operands.requireSameOrApart(name, "output", output, "a", a);
    Operands.requireSameOrApart(name, "output", output, "b", b);
  }

  /** Requires an input and an output of one type and shape. */
  static void requireUnary(String name, INDArray x, INDArray output) {
    Operands.requireNumbers(name, "x", x);
    Operands.requireLike(name, "output", output, x);
    Operands.requireContiguous(name, "output", output);
    Operands.requireSameOrApart(name, "output", output, "x", x);
  }
}
