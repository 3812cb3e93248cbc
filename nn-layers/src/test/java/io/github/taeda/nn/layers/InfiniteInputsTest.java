package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Make;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What modules make of infinite inputs is the limit of their formulas. */
class InfiniteInputsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Arguments> activations() {
    return Stream.of(DataType.FLOAT, DataType.DOUBLE)
        .flatMap(
            type ->
                Stream.of(
                    limits(type, new ReLU(), 0, INFINITY, 0, 1),
                    limits(type, new LeakyReLU(0), 0, INFINITY, 0, 1),
                    limits(type, new LeakyReLU(0.5), -INFINITY, INFINITY, 0.5, 1),
                    limits(type, new PReLU(), -INFINITY, INFINITY, 0.25, 1),
                    limits(type, new TanH(), -1, 1, 0, 0),
                    limits(type, new Sigmoid(), 0, 1, 0, 0),
                    limits(type, new HardTanH(), -1, 1, 0, 0),
                    limits(type, new ELU(), -1, INFINITY, 0, 1),
                    limits(type, new GELU(), 0, INFINITY, 0, 1),
                    limits(type, new SiLU(), 0, INFINITY, 0, 1),
                    limits(type, new Softplus(), 0, INFINITY, 0, 1),
                    limits(type, new Softsign(), -1, 1, 0, 0)));
  }

  /** Output and derivative at −∞ and ∞. */
  private static Arguments limits(
      DataType type, Module module, double low, double high, double lowSlope, double highSlope) {
    return Arguments.of(type, module, new double[] {low, high}, new double[] {lowSlope, highSlope});
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activations_have_their_limits(
      DataType type, Module module, double[] outputs, double[] slopes) {
    module.to(type);
    INDArray input = Make.matrix(new double[] {-INFINITY, INFINITY}).castTo(type);
    assertThat(numbers(module.forward(input))).containsExactly(outputs, within(0.0));
    INDArray ones = Make.filled(type, 1, 1, 2);
    assertThat(numbers(module.backwardDelta(input, ones))).containsExactly(slopes, within(0.0));
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1", "DOUBLE, 1", "FLOAT, 4000", "DOUBLE, 4000"})
  void the_maximum_of_a_window_may_be_infinite(DataType type, long batch) {
    INDArray input = Make.filled(type, -INFINITY, batch, 4, 1);
    input.putScalar(new long[] {batch - 1, 3, 0}, 2);
    INDArray output = new MaxPool1D(2).forward(input);
    double[] numbers = numbers(output);
    assertThat(numbers[numbers.length - 1]).isEqualTo(2);
    assertThat(numbers[numbers.length - 2]).isEqualTo(-INFINITY);
    double[] delta = numbers(new MaxPool1D(2).backwardDelta(input, output.like().addi(1)));
    assertThat(delta).endsWith(1, 0, 0, 1);
  }

  private static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').ravel().toDoubleVector();
  }
}
