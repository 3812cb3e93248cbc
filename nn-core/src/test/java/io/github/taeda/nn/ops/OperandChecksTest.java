package io.github.taeda.nn.ops;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.taeda.nn.ops.Signature.Operand;
import io.github.taeda.nn.testing.PublicClasses;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every primitive rejects operands that do not fit, with a sentence that names it, the argument,
 * what was expected and what came, before anything is written.
 */
class OperandChecksTest {
  /** Public classes that hold no primitives. */
  private static final Set<String> OTHERS = Set.of("Scratch", "ScratchPool", "Window");

  private static final String SENTENCE =
      ": [\\w ]+(\\[\\d+])? (is null|is empty.*|was closed.*|must .+, but .+|must be another .+)";

  static Stream<Signature> primitives() {
    return Signatures.all();
  }

  static Stream<Signature> primitivesWithArrays() {
    return Signatures.all().filter(primitive -> !primitive.operands().isEmpty());
  }

  @Test
  void every_public_method_of_the_classes_of_primitives_has_a_row() {
    Set<String> methods = new TreeSet<>();
    for (String name : PublicClasses.like(Elementwise.class, Object.class)) {
      if (!OTHERS.contains(name)) {
        publicMethods(name).map(OperandChecksTest::text).forEach(methods::add);
      }
    }
    List<String> rows = primitives().map(Signature::method).toList();
    assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(methods);
  }

  private static Stream<Method> publicMethods(String name) {
    try {
      Class<?> type = Class.forName(Elementwise.class.getPackageName() + "." + name);
      return Arrays.stream(type.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(method.getModifiers()));
    } catch (ClassNotFoundException nested) { // within another class: has no primitives
      return Stream.of();
    }
  }

  static String text(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            joining(
                ", ",
                method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(",
                ")"));
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void accept_what_fits(Signature primitive) {
    primitive.call().run(primitive.fitting());
    if (primitive.operands().stream().allMatch(Operand::hasAnyType)) {
      for (DataType type : List.of(DataType.DOUBLE, DataType.INT32, DataType.BOOL)) {
        primitive.call().run(primitive.fitting(type));
      }
    } else {
      primitive.call().run(primitive.fitting(DataType.DOUBLE));
    }
  }

  @ParameterizedTest
  @MethodSource("primitivesWithArrays")
  void reject_null_closed_and_empty_arrays_by_name(Signature primitive) {
    for (int place = 0; place < primitive.operands().size(); place++) {
      String subject = primitive.op() + ": " + primitive.operands().get(place).name();
      if (primitive.operands().get(place).isOptional()) {
        assertThatCode(primitive.with(place, null)).doesNotThrowAnyException();
      } else {
        assertRejected(primitive, place, null, subject + " is null");
      }
      for (INDArray closed : closed(primitive.operands().get(place).shape())) {
        assertRejected(
            primitive,
            place,
            closed,
            subject + " was closed, its memory is gone; it was FLOAT " + shape(closed));
      }
      assertRejected(
          primitive, place, Nd4j.empty(DataType.FLOAT), subject + " is empty, it is FLOAT []");
      assertRejected(
          primitive,
          place,
          NDArrays.zeros(DataType.FLOAT, 0, 3),
          subject + " is empty, it is FLOAT [0, 3]");
    }
  }

  /** An array that was closed, and views of one. */
  private static List<INDArray> closed(long... shape) {
    long length = Numbers.length(shape);
    INDArray array = Signature.array(shape);
    INDArray other = Signature.array(length + 1);
    INDArray view = other.get(interval(1, length + 1)).reshape('c', shape);
    array.close();
    other.close();
    return List.of(array, view);
  }

  @ParameterizedTest
  @MethodSource("primitivesWithArrays")
  void reject_other_types_by_name(Signature primitive) {
    boolean isAlone = primitive.operands().size() == 1;
    for (int place = 0; place < primitive.operands().size(); place++) {
      Operand operand = primitive.operands().get(place);
      for (DataType type :
          List.of(DataType.DOUBLE, DataType.INT32, DataType.BOOL, DataType.FLOAT16)) {
        INDArray other = Signature.array(operand.shape()).castTo(type);
        boolean fits = isAlone && (operand.hasAnyType() || type == DataType.DOUBLE);
        if (fits) {
          assertThatCode(primitive.with(place, other)).doesNotThrowAnyException();
        } else {
          String message = rejected(primitive, place, other);
          assertThat(message).contains(" must be ").containsAnyOf(type.name(), "FLOAT [");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("primitivesWithArrays")
  void reject_other_shapes_by_name(Signature primitive) {
    for (int place = 0; place < primitive.operands().size(); place++) {
      Operand operand = primitive.operands().get(place);
      for (long[] shape : otherShapes(operand.shape())) {
        INDArray other = Signature.array(shape);
        if (operand.fits(shape)) {
          assertThatCode(primitive.with(place, other))
              .as(operand.name() + Arrays.toString(shape))
              .doesNotThrowAnyException();
        } else {
          rejected(primitive, place, other);
        }
      }
    }
  }

  /** Longer and shorter axes, an axis more, an axis less, none. */
  private static List<long[]> otherShapes(long... shape) {
    List<long[]> shapes = new ArrayList<>();
    for (int axis = 0; axis < shape.length; axis++) {
      for (long size : new long[] {shape[axis] + 1, shape[axis] - 1}) {
        if (size > 0) {
          long[] other = shape.clone();
          other[axis] = size;
          shapes.add(other);
        }
      }
    }
    long[] more = new long[shape.length + 1];
    System.arraycopy(shape, 0, more, 1, shape.length);
    more[0] = 1;
    shapes.add(more);
    shapes.add(Arrays.copyOfRange(shape, 1, shape.length));
    if (shape.length > 1) {
      shapes.add(new long[0]);
    }
    return shapes;
  }

  @ParameterizedTest
  @MethodSource("primitivesWithArrays")
  void take_inputs_in_any_layout_and_reject_outputs_that_are_not_contiguous(Signature primitive) {
    for (int place = 0; place < primitive.operands().size(); place++) {
      Operand operand = primitive.operands().get(place);
      double[] elements = Numbers.of(Signature.array(operand.shape()));
      for (Layout layout : Layout.of(operand.shape().length)) {
        INDArray laid = layout.lay(DataType.FLOAT, elements, operand.shape());
        if (operand.isStrided() || Operands.isContiguous(laid)) {
          assertThatCode(primitive.with(place, laid))
              .as(operand.name() + " " + layout)
              .doesNotThrowAnyException();
        } else {
          assertRejected(
              primitive,
              place,
              laid,
              String.format(
                  "%s: %s must be contiguous in 'c' order, but was FLOAT %s with strides %s",
                  primitive.op(), operand.name(), shape(laid), Arrays.toString(laid.stride())));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("primitivesWithArrays")
  void reject_outputs_that_are_an_input_or_overlap_one(Signature primitive) {
    List<Operand> operands = primitive.operands();
    for (int output = 0; output < operands.size(); output++) {
      for (int input = 0; input < operands.size(); input++) {
        boolean isEarlierOutput = operands.get(input).isOutput() && input > output;
        if (!operands.get(output).isOutput() || input == output || isEarlierOutput) {
          continue;
        }
        if (Arrays.equals(operands.get(output).shape(), operands.get(input).shape())) {
          checkSame(primitive, input, output);
        }
        INDArray[] arrays = primitive.fitting();
        INDArray memory = Signature.array(arrays[input].length() + arrays[output].length());
        arrays[input] = view(memory, 0, operands.get(input).shape());
        arrays[output] = view(memory, 1, operands.get(output).shape());
        assertThat(rejected(primitive, arrays)).contains("overlap").contains("but shares ");
        arrays[output] = view(memory, arrays[input].length(), operands.get(output).shape());
        assertThatCode(() -> primitive.call().run(arrays)).doesNotThrowAnyException();
      }
    }
  }

  private static void checkSame(Signature primitive, int input, int output) {
    Operand operand = primitive.operands().get(output);
    INDArray array = Signature.array(operand.shape());
    for (INDArray same : List.of(array, view(array, 0, operand.shape()))) {
      INDArray[] arrays = primitive.fitting();
      arrays[input] = array;
      arrays[output] = same;
      if (operand.mayBe().contains(primitive.operands().get(input).name())) {
        assertThatCode(() -> primitive.call().run(arrays)).doesNotThrowAnyException();
      } else {
        assertThat(rejected(primitive, arrays)).containsAnyOf(" must be another ", "overlap");
      }
    }
  }

  private static INDArray view(INDArray memory, long start, long... shape) {
    INDArray vector = memory.reshape('c', new long[] {memory.length()});
    return vector.get(interval(start, start + Numbers.length(shape))).reshape('c', shape);
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void reject_other_arguments_that_are_wrong(Signature primitive) {
    for (Signature.WrongCall wrong : primitive.wrongCalls()) {
      INDArray[] arrays = primitive.fitting();
      double[][] before = elements(arrays);
      assertThatThrownBy(() -> wrong.call().run(arrays))
          .isExactlyInstanceOf(kind(wrong.message()))
          .hasMessage(wrong.message());
      assertThat(elements(arrays)).isDeepEqualTo(before);
    }
  }

  private static void assertRejected(
      Signature primitive, int place, INDArray operand, String message) {
    assertThat(rejected(primitive, place, operand)).isEqualTo(message);
  }

  /** The message with which a call is rejected that has one operand exchanged. */
  private static String rejected(Signature primitive, int place, INDArray operand) {
    INDArray[] arrays = primitive.fitting();
    arrays[place] = operand;
    return rejected(primitive, arrays);
  }

  /** The message with which a call is rejected; nothing must be written. */
  private static String rejected(Signature primitive, INDArray... arrays) {
    double[][] before = elements(arrays);
    Throwable thrown = catchThrowable(() -> primitive.call().run(arrays));
    assertThat(thrown)
        .as(() -> Arrays.stream(arrays).map(OperandChecksTest::text).collect(joining(", ")))
        .isNotNull();
    String message = thrown.getMessage();
    assertThat(message).matches(primitive.op() + SENTENCE);
    assertThat(thrown).isExactlyInstanceOf(kind(message));
    assertThat(elements(arrays)).isDeepEqualTo(before);
    return message;
  }

  /** The kind of exception that a message belongs to. */
  private static Class<?> kind(String message) {
    return message.endsWith(" is null")
        ? NullPointerException.class
        : IllegalArgumentException.class;
  }

  private static double[][] elements(INDArray... arrays) {
    return Arrays.stream(arrays)
        .map(
            array ->
                array == null || array.wasClosed() || array.isEmpty()
                    ? new double[0]
                    : Numbers.of(array))
        .toArray(double[][]::new);
  }

  private static String text(INDArray array) {
    return array == null ? "null" : array.dataType() + " " + shape(array);
  }

  private static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }
}
