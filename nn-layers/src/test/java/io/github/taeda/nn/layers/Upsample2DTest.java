package io.github.taeda.nn.layers;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class Upsample2DTest {
  private final Upsample2D nearest = new Upsample2D(2);
  private final Upsample2D bilinear = new Upsample2D(2, Upsample2D.Mode.BILINEAR);

  @Test
  void each_pixel_becomes_a_square_of_equal_ones() {
    INDArray image = Make.of(new long[] {1, 1, 2, 2}, 1, 10, 2, 20);

    INDArray expected =
        Make.of(new long[] {1, 2, 4, 2}, 1, 10, 1, 10, 2, 20, 2, 20, 1, 10, 1, 10, 2, 20, 2, 20);
    Compare.exact("output", nearest.forward(image), expected);
  }

  @Test
  void the_deltas_of_a_square_are_summed() {
    INDArray image = Make.of(new long[] {1, 1, 2, 1}, 1, 2);
    INDArray delta = Make.of(new long[] {1, 2, 4, 1}, 1, 2, 3, 4, 5, 6, 7, 8);

    INDArray expected = Make.of(new long[] {1, 1, 2, 1}, 1 + 2 + 5 + 6, 3 + 4 + 7 + 8);
    Compare.exact("inputDelta", nearest.backwardDelta(image, delta), expected);
  }

  @Test
  void bilinear_pixels_lie_between_two_rows_and_two_columns() {
    // The centres lie at −¼, ¼, ¾ and 1¼ of the input's pixels: weights (1, 0), (¾, ¼), (¼, ¾), (0,
    // 1).
    INDArray image = Make.of(new long[] {1, 2, 2, 1}, 0, 16, 32, 48);

    INDArray expected =
        Make.of(
            new long[] {1, 4, 4, 1}, 0, 4, 12, 16, 8, 12, 20, 24, 24, 28, 36, 40, 32, 36, 44, 48);
    Compare.exact("output", bilinear.forward(image), expected);
  }

  @Test
  void bilinear_deltas_go_back_with_the_same_weights() {
    INDArray image = Make.of(new long[] {1, 1, 2, 1}, 0, 0);
    INDArray delta = Make.of(new long[] {1, 2, 4, 1}, 1, 4, 8, 16, 0, 0, 0, 0);

    // 1 + ¾ · 4 + ¼ · 8 and ¼ · 4 + ¾ · 8 + 16
    INDArray expected = Make.of(new long[] {1, 1, 2, 1}, 6, 23);
    Compare.exact("inputDelta", bilinear.backwardDelta(image, delta), expected);
  }

  @Test
  void by_an_odd_factor_the_middle_pixel_is_the_input_s_own_even_beside_an_infinite_one() {
    double inf = Double.POSITIVE_INFINITY;
    INDArray image = Make.of(new long[] {1, 1, 2, 1}, 3, inf);

    // centres at −⅓, 0, ⅓, ⅔, 1 and 1⅓
    INDArray row = Make.of(new long[] {1, 1, 6, 1}, 3, 3, inf, inf, inf, inf);
    INDArray output = new Upsample2D(3, Upsample2D.Mode.BILINEAR).forward(image);
    Compare.exact("output", Make.of(new long[] {1, 1, 6, 1}, first(output, 6)), row);
  }

  private static double[] first(INDArray array, int count) {
    double[] elements = new double[count];
    Arrays.setAll(elements, i -> array.getDouble(0, 1, i, 0));
    return elements;
  }
}
