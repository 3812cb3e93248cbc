package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The whole sentences with which operands that do not fit are rejected. */
class OperandMessagesTest {
  private static final String THREE = "(INDArray, INDArray, INDArray)";

  @Test
  void products_say_which_sizes_must_agree() {
    for (String op : new String[] {"Matrices.multiply", "Matrices.addMultiply"}) {
      Signature primitive = Signatures.of(op + THREE);
      assertMessage(
          primitive, 1, array(2, 4), op + ": b must be FLOAT [3, *], but was FLOAT [2, 4]");
      assertMessage(
          primitive, 1, array(3, 2, 2), op + ": b must be FLOAT [3, *], but was FLOAT [3, 2, 2]");
      assertMessage(
          primitive,
          2,
          array(2, 5),
          op + ": output must be FLOAT [*, 4] of 2 rows, but was FLOAT [2, 5]");
      assertMessage(
          primitive,
          2,
          array(3, 4),
          op + ": output must be FLOAT [*, 4] of 2 rows, but was FLOAT [3, 4]");
      assertMessage(primitive, 0, Nd4j.scalar(1f), op + ": a must have an axis, but is a scalar");
    }
  }

  @Test
  void transposed_products_say_which_sizes_must_agree() {
    Signature second = Signatures.of("Matrices.multiplyTransposeB" + THREE);
    assertMessage(
        second,
        1,
        array(3, 4),
        "Matrices.multiplyTransposeB: b must be FLOAT [*, 3], but was FLOAT [3, 4]");
    Signature first = Signatures.of("Matrices.addMultiplyTransposeA" + THREE);
    assertMessage(
        first,
        1,
        array(3, 4),
        "Matrices.addMultiplyTransposeA: b must be FLOAT [*, *] of 2 rows, but was FLOAT [3, 4]");
    assertMessage(
        first,
        2,
        array(4, 3),
        "Matrices.addMultiplyTransposeA: output must be FLOAT [3, 4], but was FLOAT [4, 3]");
  }

  @Test
  void outputs_say_which_input_they_must_not_be_or_overlap() {
    INDArray square = array(3, 3);
    INDArray other = array(3, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrices.multiply(square, other, square))
        .withMessage("Matrices.multiply: output must be another array than a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrices.addMultiplyTransposeA(other, square, square.reshape('c', 3, 3)))
        .withMessage(
            "Matrices.addMultiplyTransposeA: output must not overlap b, but shares memory with it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Elementwise.exp(square.transpose(), square))
        .withMessage(
            "exp: output must be x itself or not overlap it, but shares part of its memory");
  }

  @Test
  void rows_and_sums_say_what_must_fit() {
    Signature addRow = Signatures.of("Rowwise.addRow" + THREE);
    assertMessage(addRow, 1, array(4), "addRow: row must be FLOAT [3], but was FLOAT [4]");
    assertMessage(addRow, 1, array(1, 3), "addRow: row must be FLOAT [3], but was FLOAT [1, 3]");
    assertMessage(
        addRow, 2, array(3, 2), "addRow: output must be FLOAT [2, 3], but was FLOAT [3, 2]");
    Signature rows = Signatures.of("Reductions.rowSums(INDArray, INDArray)");
    assertMessage(rows, 1, array(3), "rowSums: output must be FLOAT [2], but was FLOAT [3]");
    assertMessage(rows, 0, Nd4j.scalar(1f), "rowSums: x must have an axis, but is a scalar");
  }

  @Test
  void convolutions_say_what_the_window_needs() {
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
        .withMessage(
            "convolution: x must be as large as the window 3, stride 1, but was [1, 2, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Convolution(Window.of(3, 3)).forward(x, array(3, 3, 4, 5), null, output))
        .withMessage("convolution: x must be [batch, height, width, channels], but was [1, 10, 4]");
  }

  @Test
  void poolings_say_what_the_window_needs() {
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

  private static void assertMessage(
      Signature primitive, int place, INDArray operand, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(primitive.with(place, operand))
        .withMessage(message);
  }

  private static INDArray array(long... shape) {
    return Signature.array(shape);
  }
}
