package io.github.taeda.nn.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row of the table of primitives: the method, what its arrays must be, and a call.
 *
 * @param method class, name and types of the arguments: {@code Elementwise.exp(INDArray, INDArray)}
 * @param op what its messages begin with
 * @param operands its arrays, in the order of the arguments
 * @param call the primitive with all other arguments set
 * @param wrongCalls calls with other arguments that are wrong
 */
record Signature(
    String method, String op, List<Operand> operands, Call call, List<WrongCall> wrongCalls) {

  /** Runs the primitive. */
  @FunctionalInterface
  interface Call {
    Object run(INDArray... operands);
  }

  /** A call with fitting arrays that must be rejected, with the message. */
  record WrongCall(String message, Call call) {}

  /**
   * What an array must be.
   *
   * @param shape one that fits
   * @param others shapes that fit too
   * @param mayBe names of inputs that may be the same array
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by their names, never as a whole
  record Operand(
      String name,
      boolean isOutput,
      boolean isStrided,
      boolean hasAnyType,
      boolean isOptional,
      boolean hasAnyShape,
      List<long[]> others,
      List<String> mayBe,
      long... shape) {

    static Operand in(String name, long... shape) {
      return new Operand(name, false, true, false, false, false, List.of(), List.of(), shape);
    }

    static Operand out(String name, long... shape) {
      return new Operand(name, true, false, false, false, false, List.of(), List.of(), shape);
    }

    /** An output that need not be contiguous, or an input that must be. */
    Operand strided(boolean strided) {
      return new Operand(
          name, isOutput, strided, hasAnyType, isOptional, hasAnyShape, others, mayBe, shape);
    }

    Operand anyType() {
      return new Operand(
          name, isOutput, isStrided, true, isOptional, hasAnyShape, others, mayBe, shape);
    }

    Operand optional() {
      return new Operand(
          name, isOutput, isStrided, hasAnyType, true, hasAnyShape, others, mayBe, shape);
    }

    /** Whatever the shape of the others. */
    Operand anyShape() {
      return new Operand(
          name, isOutput, isStrided, hasAnyType, isOptional, true, others, mayBe, shape);
    }

    /** Another shape that fits the others. */
    Operand or(long... other) {
      List<long[]> more = new ArrayList<>(others);
      more.add(other);
      return new Operand(
          name, isOutput, isStrided, hasAnyType, isOptional, hasAnyShape, more, mayBe, shape);
    }

    Operand mayBe(String... inputs) {
      return new Operand(
          name,
          isOutput,
          isStrided,
          hasAnyType,
          isOptional,
          hasAnyShape,
          others,
          List.of(inputs),
          shape);
    }

    boolean fits(long... other) {
      return hasAnyShape || others.stream().anyMatch(fitting -> Arrays.equals(fitting, other));
    }
  }

  /** A row; messages begin with the method's name. */
  static Signature row(String method, Call call, Operand... operands) {
    String name = method.replaceAll(".*\\.(\\w+)\\(.*", "$1");
    return new Signature(method, name, List.of(operands), call, List.of());
  }

  /** The row with another beginning of messages. */
  Signature says(String op) {
    return new Signature(method, op, operands, call, wrongCalls);
  }

  /** The row with a wrong call, whose message follows the name of the primitive. */
  Signature wrong(String message, Call wrongCall) {
    List<WrongCall> more = new ArrayList<>(wrongCalls);
    more.add(new WrongCall(op + ": " + message, wrongCall));
    return new Signature(method, op, operands, call, more);
  }

  /** New operands that fit. */
  INDArray[] fitting() {
    return fitting(DataType.FLOAT);
  }

  INDArray[] fitting(DataType type) {
    return operands.stream()
        .map(operand -> array(operand.shape()).castTo(type))
        .toArray(INDArray[]::new);
  }

  /** The call with fitting operands but for one. */
  ThrowingCallable with(int place, INDArray operand) {
    INDArray[] arrays = fitting();
    arrays[place] = operand;
    return () -> call.run(arrays);
  }

  /** A contiguous array of elements that differ, the first 0.5. */
  static INDArray array(long... shape) {
    double[] elements = new double[(int) Numbers.length(shape)];
    Arrays.setAll(elements, i -> 0.5 + i);
    return Layout.CONTIGUOUS.lay(DataType.FLOAT, elements, shape);
  }

  @Override
  public String toString() {
    return method;
  }
}
