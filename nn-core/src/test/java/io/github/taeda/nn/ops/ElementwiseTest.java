package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Elementwise primitives and activations against their formulas. */
class ElementwiseTest {
  private static final long[][] SHAPES = {
    {1},
    {5},
    {1, 1},
    {4, 2},
    {1, 7},
    {7, 1},
    {3, 1, 5},
    {1, 4, 1},
    {7, 16, 17},
    {2, 3, 4, 5},
    {2, 1, 3, 1}
  };

  /**
   * On both sides of the sizes from which another form of a primitive, or a second thread, is
   * taken.
   */
  private static final long[][] SIZES = {{200}, {201}, {64, 256}, {100_003}};

  private static final double[] NORMAL = Numbers.normal(new Random(7), 101_000);

  static Stream<Arguments> primitives() {
    return Stream.concat(ElementwiseCase.ALL.stream(), ElementwiseCase.SMOOTH.stream())
        .flatMap(
            primitive ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .map(type -> Arguments.of(primitive, type)));
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void agree_with_their_formula_for_inputs_and_outputs_of_every_layout(
      ElementwiseCase primitive, DataType type) {
    Scratch scratch = new Scratch();
    for (long[] shape : SHAPES) {
      List<Layout> layouts = Layout.of(shape.length);
      List<Layout> outputs = Layout.outputs(shape);
      for (int i = 0; i < layouts.size(); i++) {
        Layout other = layouts.get((i + 1) % layouts.size());
        Layout output = outputs.get(i % outputs.size());
        check(primitive, type, List.of(layouts.get(i), other, layouts.get(i)), output, shape);
        try (Scratch.Step step = scratch.step()) {
          check(primitive, type, Collections.nCopies(3, layouts.get(i)), output, shape);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void agree_with_their_formula_at_every_size(ElementwiseCase primitive, DataType type) {
    for (long[] shape : SIZES) {
      List<Layout> layouts = List.of(Layout.CONTIGUOUS, Layout.SLICED_FIRST, Layout.FLAT);
      check(primitive, type, layouts, Layout.FLAT, shape);
    }
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void may_write_to_an_input_where_that_is_documented(ElementwiseCase primitive, DataType type) {
    for (long[] shape : new long[][] {{4, 2}, {201}, {7, 16, 17}}) {
      for (int place = 0; primitive.inPlace() && place < primitive.inputs(); place++) {
        double[][] numbers = numbers(primitive, shape);
        INDArray[] inputs = lay(type, numbers, List.of(Layout.FLAT, Layout.FLAT), shape);
        primitive.run().run(inputs, inputs[place]);
        assertRight(primitive, type, "in place of input " + place, inputs[place], numbers);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void may_read_one_array_twice(ElementwiseCase primitive, DataType type) {
    double[] numbers = numbers(primitive, 4, 2)[0];
    INDArray input = Layout.TRANSPOSED.lay(type, numbers, 4, 2);
    INDArray output = Layout.CONTIGUOUS.lay(type, new double[8], 4, 2);
    primitive.run().run(new INDArray[] {input, input, input}, output);
    double[][] twice = {numbers, numbers, numbers};
    assertRight(primitive, type, "twice", output, Arrays.copyOf(twice, primitive.inputs()));
  }

  private static void check(
      ElementwiseCase primitive,
      DataType type,
      List<Layout> layouts,
      Layout outputLayout,
      long... shape) {
    double[][] numbers = numbers(primitive, shape);
    INDArray[] inputs = lay(type, numbers, layouts, shape);
    double[] nan = new double[numbers[0].length];
    Arrays.fill(nan, Double.NaN);
    INDArray output = outputLayout.lay(type, nan, shape);
    String what = layouts + " -> " + outputLayout;
    primitive.run().run(inputs, output);
    assertRight(primitive, type, what, output, numbers);
    for (int i = 0; i < inputs.length; i++) {
      assertThat(Numbers.of(inputs[i])).as(what + ", input " + i).isEqualTo(numbers[i]);
    }
  }

  private static void assertRight(
      ElementwiseCase primitive, DataType type, String what, INDArray output, double[]... numbers) {
    Numbers.assertClose(
        primitive + " " + type + " " + what,
        output,
        primitive.expected(numbers),
        primitive.tolerance(Numbers.epsilon(type), numbers));
  }

  private static INDArray[] lay(
      DataType type, double[][] numbers, List<Layout> layouts, long... shape) {
    INDArray[] inputs = new INDArray[numbers.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = layouts.get(i).lay(type, numbers[i], shape);
    }
    return inputs;
  }

  private static double[][] numbers(ElementwiseCase primitive, long... shape) {
    double[][] numbers = new double[primitive.inputs()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Arrays.copyOfRange(NORMAL, 17 * i, 17 * i + (int) Numbers.length(shape));
      if (primitive.name().equals("log") || primitive.name().equals("sqrt")) {
        numbers[i] = Arrays.stream(numbers[i]).map(Math::abs).toArray();
      }
    }
    return numbers;
  }
}
