package io.github.taeda.nn.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A primitive with the names of its operands in order, and operands that fit. */
record Signature(String op, Call call, List<String> names, List<INDArray> fitting) {

  private static final Updates.AdamConstants ADAM = new Updates.AdamConstants(0.9, 0.999, 1e-8, 0);

  /** Runs the primitive. */
  interface Call {
    void run(INDArray... operands);
  }

  interface OneInput {
    void run(INDArray x, INDArray output);
  }

  interface TwoInputs {
    void run(INDArray a, INDArray b, INDArray output);
  }

  static Stream<Signature> all() {
    return Stream.of(
        two("add", Elementwise::add),
        two("subtract", Elementwise::subtract),
        two("multiply", Elementwise::multiply),
        two("divide", Elementwise::divide),
        one("scale", (x, output) -> Elementwise.scale(x, 2, output)),
        one("addScalar", (x, output) -> Elementwise.addScalar(x, 2, output)),
        one("subtractFrom", (x, output) -> Elementwise.subtractFrom(2, x, output)),
        one("maximum", (x, output) -> Elementwise.maximum(x, 2, output)),
        one("heaviside", (x, output) -> Elementwise.heaviside(x, 2, output)),
        one("log", Elementwise::log),
        one("addScaled", (x, output) -> Elementwise.addScaled(2, x, output)),
        one("clip", (x, output) -> Elementwise.clip(x, 2, output)),
        one("tanh", Activations::tanh),
        one("sigmoid", Activations::sigmoid),
        delta("tanhDelta", Activations::tanhDelta),
        delta("sigmoidDelta", Activations::sigmoidDelta),
        delta("reluDelta", Activations::reluDelta),
        delta("hardTanhDelta", Activations::hardTanhDelta),
        delta("eluDelta", (y, d, r) -> Activations.eluDelta(y, 0.5, d, r)),
        deltaOfInput("leakyReluDelta", (x, d, r) -> Activations.leakyReluDelta(x, 0.1, d, r)),
        deltaOfInput("softsignDelta", Activations::softsignDelta),
        deltaOfInput("geluDelta", SmoothActivations::geluDelta),
        deltaOfInput("softplusDelta", SmoothActivations::softplusDelta),
        product("Matrices.multiply", Matrices::multiply, array(3, 4), array(2, 4)),
        product("Matrices.addMultiply", Matrices::addMultiply, array(3, 4), array(2, 4)),
        product(
            "Matrices.multiplyTransposeB", Matrices::multiplyTransposeB, array(4, 3), array(2, 4)),
        product(
            "Matrices.addMultiplyTransposeA",
            Matrices::addMultiplyTransposeA,
            array(2, 4),
            array(3, 4)),
        row("addRow", Rowwise::addRow),
        row("multiplyRow", Rowwise::multiplyRow),
        sums("addColumnSums", Reductions::addColumnSums, array(3)),
        sums("rowSums", Reductions::rowSums, array(2)),
        sums("exampleSums", Reductions::exampleSums, array(2)),
        new Signature(
            "fill", x -> Elementwise.fill(x[0], 2), List.of("output"), List.of(array(2, 3))),
        new Signature("sum", x -> Reductions.sum(x[0]), List.of("x"), List.of(array(2, 3))),
        update("momentum", x -> Updates.momentum(x[0], x[1], x[2], 0.1, 0.9, 1), "velocity"),
        update("nesterov", x -> Updates.nesterov(x[0], x[1], x[2], 0.1, 0.9), "velocity"),
        update("adagrad", x -> Updates.adagrad(x[0], x[1], x[2], 0.1, 1e-8), "squares"),
        update("rmsProp", x -> Updates.rmsProp(x[0], x[1], x[2], 0.1, 0.9, 1e-8), "squares"),
        update(
            "adadelta",
            x -> Updates.adadelta(x[0], x[1], x[2], x[3], 0.1, 0.9, 1e-8),
            "squares",
            "updates"),
        update("adam", x -> Updates.adam(x[0], x[1], x[2], x[3], 0.1, ADAM, 1), "mean", "squares"));
  }

  static Signature of(String op) {
    return all().filter(signature -> signature.op.equals(op)).findAny().orElseThrow();
  }

  /** A contiguous array of numbers that differ. */
  static INDArray array(long... shape) {
    double[] numbers = new double[(int) Numbers.length(shape)];
    Arrays.setAll(numbers, i -> 0.5 + i);
    return Layout.CONTIGUOUS.lay(DataType.FLOAT, numbers, shape);
  }

  private static Signature one(String op, OneInput call) {
    return sums(op, call, array(2, 3));
  }

  private static Signature sums(String op, OneInput call, INDArray output) {
    return new Signature(
        op, x -> call.run(x[0], x[1]), List.of("x", "output"), List.of(array(2, 3), output));
  }

  private static Signature two(String op, TwoInputs call) {
    return product(op, call, array(2, 3), array(2, 3));
  }

  private static Signature product(String op, TwoInputs call, INDArray b, INDArray output) {
    return three(op, call, List.of("a", "b", "output"), b, output);
  }

  private static Signature delta(String op, TwoInputs call) {
    List<String> names = List.of("output", "delta", "result");
    return three(op, call, names, array(2, 3), array(2, 3));
  }

  private static Signature deltaOfInput(String op, TwoInputs call) {
    return three(op, call, List.of("x", "delta", "result"), array(2, 3), array(2, 3));
  }

  private static Signature row(String op, TwoInputs call) {
    return three(op, call, List.of("x", "row", "output"), array(3), array(2, 3));
  }

  private static Signature three(
      String op, TwoInputs call, List<String> names, INDArray second, INDArray output) {
    List<INDArray> fitting = List.of(array(2, 3), second, output);
    return new Signature(op, x -> call.run(x[0], x[1], x[2]), names, fitting);
  }

  private static Signature update(String op, Call call, String... states) {
    List<String> names = new ArrayList<>(List.of("values", "gradients"));
    names.addAll(List.of(states));
    List<INDArray> fitting = names.stream().map(name -> array(2, 3)).toList();
    return new Signature("Updates." + op, call, names, fitting);
  }

  int size() {
    return fitting.size();
  }

  String name(int place) {
    return names.get(place);
  }

  INDArray operand(int place) {
    return fitting.get(place);
  }

  /** The call with operands that fit. */
  void run() {
    call.run(fitting.toArray(INDArray[]::new));
  }

  /** The call with another operand at one place. */
  ThrowingCallable with(int place, INDArray operand) {
    INDArray[] operands = fitting.toArray(INDArray[]::new);
    operands[place] = operand;
    return () -> call.run(operands);
  }

  @Override
  public String toString() {
    return op;
  }
}
