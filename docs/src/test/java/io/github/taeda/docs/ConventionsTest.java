package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.rules.GradientDescent;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code and the claims of docs/conventions.md. */
class ConventionsTest {
  @Test
  void a_linear_layer_takes_any_axes_before_the_last() {
    INDArray input = Nd4j.create(DataType.FLOAT, 4, 5, 3); // [batch, length, channels]

    assertThat(new Linear(3, 2).forward(input).shape()).containsExactly(4, 5, 2);
  }

  @Test
  void a_chain_converts_as_a_whole() {
    // region types
    Module net = new Sequential(new Linear(2, 3), new TanH()).to(DataType.DOUBLE);
    INDArray output = net.forward(Nd4j.create(new double[][] {{1, 2}})); // DOUBLE
    // endregion
    assertThat(output.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(net.parameters())
        .allSatisfy(p -> assertThat(p.value().dataType()).isEqualTo(DataType.DOUBLE));
  }

  @Test
  void arrays_of_java_doubles_are_double_and_do_not_fit_a_new_module() {
    INDArray input = Nd4j.create(new double[][] {{1, 2}});

    assertThatThrownBy(() -> new Linear(2, 3).forward(input))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Linear(2 -> 3): input must be FLOAT, but was DOUBLE");
  }

  @Test
  void the_type_is_fixed_by_a_parameter_vector() {
    Linear linear = new Linear(2, 3);
    ParameterVector.of(linear);

    assertThatThrownBy(() -> linear.to(DataType.DOUBLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is part of a ParameterVector");
  }

  @Test
  void one_seed_gives_one_net() {
    // region seed
    Linear one = new Linear(2, 3, new SplittableRandom(7));
    Linear same = new Linear(2, 3, new SplittableRandom(7));
    // endregion
    Linear other = new Linear(2, 3);

    assertThat(numbers(one)).isEqualTo(numbers(same)).isNotEqualTo(numbers(other));
  }

  @Test
  void each_error_is_a_sentence() {
    assertThat(errors().lines()).hasSize(6).noneMatch(String::isBlank);
  }

  /** What each mistake is answered with. */
  static String errors() {
    Module net = new Sequential(new Linear(3, 2));
    INDArray closed = Nd4j.create(DataType.FLOAT, 1, 3);
    closed.close();
    return String.join(
            "\n",
            message(() -> net.forward(Nd4j.create(DataType.FLOAT, 4, 5))),
            message(() -> net.forward(Nd4j.create(DataType.DOUBLE, 4, 3))),
            message(() -> net.forward(closed)),
            message(
                () ->
                    new MSELoss()
                        .value(Nd4j.create(DataType.FLOAT, 4), Nd4j.create(DataType.FLOAT, 4, 1))),
            message(() -> new Linear(0, 2)),
            message(() -> new GradientDescent(Double.NaN)))
        + "\n";
  }

  private static String message(Runnable mistake) {
    try {
      mistake.run();
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static float[] numbers(Linear linear) {
    return linear.parameters().get(0).value().reshape(6).toFloatVector();
  }
}
