package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarSet;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/** Elementwise arithmetic. An output may be one of the inputs. */
abstract class ElementOps extends RowOps {
  private static final CustomOperation ADD = new CustomOperation("add");
  private static final CustomOperation SUBTRACT = new CustomOperation("subtract");
  private static final CustomOperation MULTIPLY = new CustomOperation("multiply");
  private static final CustomOperation DIVIDE = new CustomOperation("divide");
  private static final LegacyOperation SCALE =
      new LegacyOperation((x, z, a) -> new ScalarMultiplication(x, null, z, a));
  private static final LegacyOperation SHIFT =
      new LegacyOperation((x, z, a) -> new ScalarAdd(x, null, z, a));
  private static final LegacyOperation SUBTRACT_FROM =
      new LegacyOperation((x, z, a) -> new ScalarReverseSubtraction(x, null, z, a));
  // ScalarMax is the bound where x is not a number, which would hide that a net has diverged.
  private static final LegacyOperation MAXIMUM = new LegacyOperation(RectifiedLinear::new);
  private static final LegacyOperation FILL =
      new LegacyOperation((x, z, a) -> new ScalarSet(x, null, z, a));
  private static final LegacyOperation STEP = new LegacyOperation(Step::new);
  private static final LegacyOperation LOG = new LegacyOperation((x, z, a) -> new Log(x, z));

  ElementOps() {}

  /** {@code output = a + b}, all of one shape. */
  public static void add(INDArray a, INDArray b, INDArray output) {
    run(ADD, "add", a, b, output);
  }

  /** {@code output = a − b}, all of one shape. */
  public static void subtract(INDArray a, INDArray b, INDArray output) {
    run(SUBTRACT, "subtract", a, b, output);
  }

  /** {@code output = a · b}, elementwise, all of one shape. */
  public static void multiply(INDArray a, INDArray b, INDArray output) {
    run(MULTIPLY, "multiply", a, b, output);
  }

  /** {@code output = a / b}, elementwise, all of one shape. */
  public static void divide(INDArray a, INDArray b, INDArray output) {
    run(DIVIDE, "divide", a, b, output);
  }

  /** {@code output = factor · x}. */
  public static void scale(INDArray x, double factor, INDArray output) {
    run(SCALE, "scale", x, factor, output);
  }

  /** {@code output = x + number}. */
  public static void shift(INDArray x, double number, INDArray output) {
    run(SHIFT, "shift", x, number, output);
  }

  /** {@code output = number − x}. */
  public static void subtractFrom(double number, INDArray x, INDArray output) {
    run(SUBTRACT_FROM, "subtractFrom", x, number, output);
  }

  /** {@code output = max(x, bound)}, NaN where x is. */
  public static void maximum(INDArray x, double bound, INDArray output) {
    run(MAXIMUM, "maximum", x, bound, output);
  }

  /** {@code output = 1} where {@code x > bound}, else 0. */
  public static void step(INDArray x, double bound, INDArray output) {
    run(STEP, "step", x, bound, output);
  }

  /** {@code output = ln x}: −∞ at 0, NaN below. */
  public static void log(INDArray x, INDArray output) {
    run(LOG, "log", x, 0, output);
  }

  /** {@code output = number}, everywhere. */
  public static void fill(INDArray output, double number) {
    run(FILL, "fill", output, number, output);
  }

  /** {@code output = x}. */
  public static void copy(INDArray x, INDArray output) {
    Operands.requireSameShape("copy", x, output);
    output.assign(x);
  }

  /**
   * {@code output += factor · x}, both contiguous vectors or arrays of one shape. The factor may
   * change from call to call at no cost.
   */
  public static void addScaled(double factor, INDArray x, INDArray output) {
    Operands.requireSameShape("addScaled", x, output);
    Operands.requireOutput("addScaled", output);
    INDArray source = Operands.contiguous(x);
    Nd4j.getBlasWrapper().level1().axpy(output.length(), factor, source, output);
  }

  private static void run(
      CustomOperation op, String name, INDArray a, INDArray b, INDArray output) {
    Operands.requireSameShape(name, a, b);
    Operands.requireSameShape(name, a, output);
    Operands.requireOutput(name, output);
    op.run(output, Operands.contiguous(a), Operands.contiguous(b));
  }

  private static void run(
      LegacyOperation op, String name, INDArray x, double number, INDArray output) {
    Operands.requireSameShape(name, x, output);
    Operands.requireOutput(name, output);
    op.run(Operands.contiguous(x), number, output);
  }
}
