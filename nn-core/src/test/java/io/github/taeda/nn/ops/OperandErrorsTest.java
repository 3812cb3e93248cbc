package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Operands that do not fit are refused with a sentence, before anything is written. */
class OperandErrorsTest {
  static Stream<Signature> primitives() {
    return Signature.all();
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void accept_what_fits(Signature primitive) {
    primitive.run();
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void refuse_null_closed_and_empty_arrays_by_name(Signature primitive) {
    for (int place = 0; place < primitive.size(); place++) {
      String subject = primitive.op() + ": " + primitive.name(place);
      assertRefused(primitive, primitive.with(place, null), subject + " is null");
      INDArray closed = primitive.operand(place).dup();
      closed.close();
      assertRefused(
          primitive,
          primitive.with(place, closed),
          subject + " was closed, its memory is gone; it was " + text(closed));
      assertRefused(
          primitive,
          primitive.with(place, Nd4j.empty(DataType.FLOAT)),
          subject + " is empty, it is FLOAT []");
    }
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void refuse_integers_and_mixed_types_by_name(Signature primitive) {
    INDArray first = primitive.operand(0);
    assertRefused(
        primitive,
        primitive.with(0, first.castTo(DataType.INT32)),
        primitive.op()
            + ": "
            + primitive.name(0)
            + " must be FLOAT or DOUBLE, but was INT "
            + shape(first));
    for (int place = 1; place < primitive.size(); place++) {
      INDArray operand = primitive.operand(place).castTo(DataType.DOUBLE);
      assertThatIllegalArgumentException()
          .isThrownBy(primitive.with(place, operand))
          .withMessageStartingWith(
              primitive.op() + ": " + primitive.name(place) + " must be FLOAT [")
          .withMessageEndingWith(", but was " + text(operand));
    }
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void refuse_outputs_that_are_not_contiguous(Signature primitive) {
    int last = primitive.size() - 1;
    INDArray output = primitive.operand(last);
    if (primitive.op().equals("sum")) {
      return; // has no output
    }
    INDArray strided = Layout.STRIDED.lay(DataType.FLOAT, Numbers.of(output), output.shape());
    String strides = output.rank() == 1 ? "[2]" : "[" + (2 * output.size(1) + 1) + ", 2]";
    assertRefused(
        primitive,
        primitive.with(last, strided),
        String.format(
            "%s: %s must be contiguous in 'c' order, but was %s with strides %s",
            primitive.op(), primitive.name(last), text(output), strides));
  }

  @ParameterizedTest
  @ValueSource(strings = {"add", "subtract", "multiply", "divide"})
  void refuse_arrays_of_two_shapes(String op) {
    Signature primitive = Signature.of(op);
    INDArray other = Signature.array(3, 2);
    assertRefused(
        primitive, primitive.with(1, other), op + ": b must be FLOAT [2, 3], but was FLOAT [3, 2]");
    assertRefused(
        primitive,
        primitive.with(2, Signature.array(2, 3, 1)),
        op + ": output must be FLOAT [2, 3], but was FLOAT [2, 3, 1]");
    assertRefused(
        primitive,
        primitive.with(0, Signature.array(6)),
        op + ": b must be FLOAT [6], but was FLOAT [2, 3]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scale",
        "addScalar",
        "subtractFrom",
        "maximum",
        "heaviside",
        "log",
        "addScaled",
        "clip",
        "tanh",
        "sigmoid"
      })
  void refuse_an_output_of_another_shape(String op) {
    Signature primitive = Signature.of(op);
    assertRefused(
        primitive,
        primitive.with(1, Signature.array(3, 2)),
        op + ": output must be FLOAT [2, 3], but was FLOAT [3, 2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tanhDelta",
        "sigmoidDelta",
        "reluDelta",
        "hardTanhDelta",
        "eluDelta",
        "leakyReluDelta",
        "softsignDelta",
        "geluDelta",
        "softplusDelta"
      })
  void refuse_deltas_that_do_not_fit_and_results_in_place(String op) {
    Signature primitive = Signature.of(op);
    INDArray other = Signature.array(3, 2);
    assertRefused(
        primitive,
        primitive.with(1, other),
        op + ": delta must be FLOAT [2, 3], but was FLOAT [3, 2]");
    assertRefused(
        primitive,
        primitive.with(2, other),
        op + ": result must be FLOAT [2, 3], but was FLOAT [3, 2]");
    assertRefused(
        primitive,
        primitive.with(2, primitive.operand(0)),
        op + ": result must be another array than " + primitive.name(0));
    assertRefused(
        primitive,
        primitive.with(2, primitive.operand(1)),
        op + ": result must be another array than delta");
  }

  @Test
  void matmul_says_what_must_fit() {
    for (String op : List.of("Matrices.multiply", "Matrices.addMultiply")) {
      Signature primitive = Signature.of(op);
      assertRefused(
          primitive,
          primitive.with(1, Signature.array(2, 4)),
          op + ": b must be FLOAT [3, *], but was FLOAT [2, 4]");
      assertRefused(
          primitive,
          primitive.with(1, Signature.array(3, 2, 2)),
          op + ": b must be FLOAT [3, *], but was FLOAT [3, 2, 2]");
      assertRefused(
          primitive,
          primitive.with(2, Signature.array(2, 5)),
          op + ": output must be FLOAT [*, 4] of 2 rows, but was FLOAT [2, 5]");
      assertRefused(
          primitive,
          primitive.with(2, Signature.array(3, 4)),
          op + ": output must be FLOAT [*, 4] of 2 rows, but was FLOAT [3, 4]");
      assertRefused(
          primitive,
          primitive.with(0, Nd4j.scalar(1f)),
          op + ": a must have an axis, but is a scalar");
    }
  }

  @Test
  void transposed_products_say_what_must_fit() {
    Signature second = Signature.of("Matrices.multiplyTransposeB");
    assertRefused(
        second,
        second.with(1, Signature.array(3, 4)),
        "Matrices.multiplyTransposeB: b must be FLOAT [*, 3], but was FLOAT [3, 4]");
    Signature first = Signature.of("Matrices.addMultiplyTransposeA");
    assertRefused(
        first,
        first.with(1, Signature.array(3, 4)),
        "Matrices.addMultiplyTransposeA: b must be FLOAT [*, *] of 2 rows, but was FLOAT [3, 4]");
    assertRefused(
        first,
        first.with(2, Signature.array(4, 3)),
        "Matrices.addMultiplyTransposeA: output must be FLOAT [3, 4], but was FLOAT [4, 3]");
  }

  @Test
  void products_cannot_be_written_over_a_factor() {
    INDArray square = Signature.array(3, 3);
    INDArray other = Signature.array(3, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrices.multiply(square, other, square))
        .withMessage("Matrices.multiply: output must be another array than a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrices.addMultiplyTransposeA(other, square, square))
        .withMessage("Matrices.addMultiplyTransposeA: output must be another array than b");
  }

  @Test
  void rows_and_sums_say_what_must_fit() {
    Signature addRow = Signature.of("addRow");
    assertRefused(
        addRow,
        addRow.with(1, Signature.array(4)),
        "addRow: row must be FLOAT [3], but was FLOAT [4]");
    assertRefused(
        addRow,
        addRow.with(1, Signature.array(1, 3)),
        "addRow: row must be FLOAT [3], but was FLOAT [1, 3]");
    assertRefused(
        addRow,
        addRow.with(2, Signature.array(3, 2)),
        "addRow: output must be FLOAT [2, 3], but was FLOAT [3, 2]");
    Signature columns = Signature.of("addColumnSums");
    assertRefused(
        columns,
        columns.with(1, Signature.array(2)),
        "addColumnSums: output must be FLOAT [3], but was FLOAT [2]");
    for (String op : List.of("rowSums", "exampleSums")) {
      Signature rows = Signature.of(op);
      assertRefused(
          rows,
          rows.with(1, Signature.array(3)),
          op + ": output must be FLOAT [2], but was FLOAT [3]");
      assertRefused(
          rows, rows.with(0, Nd4j.scalar(1f)), op + ": x must have an axis, but is a scalar");
    }
  }

  @Test
  void copy_refuses_what_does_not_fit() {
    INDArray output = Signature.array(2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slices.copy(Signature.array(3, 2), output))
        .withMessage("copy: output must be FLOAT [3, 2], but was FLOAT [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slices.copy(Signature.array(2, 3).castTo(DataType.DOUBLE), output))
        .withMessage("copy: output must be DOUBLE [2, 3], but was FLOAT [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slices.copy(null, output))
        .withMessage("copy: x is null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slices.copy(output, null))
        .withMessage("copy: output is null");
  }

  @Test
  void gatherRows_refuses_what_does_not_fit() {
    INDArray source = Signature.array(5, 3);
    INDArray output = Signature.array(2, 3);
    double[] before = Numbers.of(output);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, new int[] {0, 5}, output))
        .withMessage("gatherRows: row 5 does not exist, there are 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, new int[] {-1, 0}, output))
        .withMessage("gatherRows: row -1 does not exist, there are 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, new int[] {0, 1, 2}, output))
        .withMessage("gatherRows: output must be FLOAT [3, 3], but was FLOAT [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source.castTo(DataType.DOUBLE), new int[2], output))
        .withMessage("gatherRows: output must be DOUBLE [2, 3], but was FLOAT [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, new int[0], output))
        .withMessage("gatherRows: rows is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, null, output))
        .withMessage("gatherRows: rows is null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(null, new int[2], output))
        .withMessage("gatherRows: source is null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, new int[2], null))
        .withMessage("gatherRows: output is null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(Nd4j.scalar(1f), new int[2], output))
        .withMessage("gatherRows: source must have an axis, but is a scalar");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(output, new int[2], output))
        .withMessage("gatherRows: output must be another array than source");
    INDArray strided = Layout.FORTRAN.lay(DataType.FLOAT, before, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gathers.gatherRows(source, new int[2], strided))
        .withMessage(
            "gatherRows: output must be contiguous in 'c' order, but was FLOAT [2, 3] with strides"
                + " [1, 2]");
    assertThat(Numbers.of(output)).isEqualTo(before);
  }

  @Test
  void of_refuses_a_shape_that_the_numbers_do_not_fill() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NDArrays.of(new float[3], 2, 2))
        .withMessage("of: 3 values cannot fill [2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NDArrays.of((float[]) null, 2, 2))
        .withMessage("of: null cannot fill [2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NDArrays.of(new double[5], 2, 2))
        .withMessage("of: 5 values cannot fill [2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NDArrays.of((double[]) null, 2))
        .withMessage("of: null cannot fill [2]");
  }

  private static void assertRefused(Signature primitive, ThrowingCallable call, String message) {
    double[][] before = primitive.fitting().stream().map(Numbers::of).toArray(double[][]::new);
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    for (int i = 0; i < before.length; i++) {
      assertThat(Numbers.of(primitive.operand(i))).isEqualTo(before[i]);
    }
  }

  private static String text(INDArray array) {
    return array.dataType() + " " + shape(array);
  }

  private static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }

  @Test
  void convolutions_reject_filters_biases_and_inputs_that_do_not_fit_the_window() {
    Convolution convolution = new Convolution(Window.of(3));
    INDArray x = array(1, 10, 4);
    INDArray output = array(1, 8, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution.forward(x, array(2, 2, 5), null, output))
        .withMessage("convolution: weight must be FLOAT [3, 4, *], but was FLOAT [2, 2, 5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution.forward(x, array(3, 4, 5), array(4), output))
        .withMessage("convolution: bias must be FLOAT [5], but was FLOAT [4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution.forward(array(1, 2, 4), array(3, 4, 5), null, output))
        .withMessage("convolution: x [1, 2, 4] must be as large as the window 3, stride 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Convolution(Window.of(3, 3)).forward(x, array(3, 3, 4, 5), null, output))
        .withMessage("convolution: x must be [batch, height, width, channels], but was [1, 10, 4]");
  }

  @Test
  void poolings_reject_inputs_and_outputs_that_do_not_fit_the_window() {
    Pooling pooling = Pooling.maximum(Window.of(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pooling.forward(array(8, 3), array(7, 3)))
        .withMessage(
            "pooling: x must be [batch, length, channels] or [batch, height, width, channels],"
                + " but was [8, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pooling.forward(array(2, 8, 3), array(2, 8, 3)))
        .withMessage("pooling: output must be FLOAT [2, 7, 3], but was FLOAT [2, 8, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pooling.backward(array(2, 8, 3), array(2, 6, 3), array(2, 8, 3)))
        .withMessage("pooling: delta must be FLOAT [2, 7, 3], but was FLOAT [2, 6, 3]");
  }

  private static INDArray array(long... shape) {
    return Signature.array(shape);
  }
}
