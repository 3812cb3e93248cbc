package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModuleTest {
  private final Module module = new Affine(2, 1, new SplittableRandom(1)).to(DataType.DOUBLE);
  private final Parameter weight = module.parameters().get(0);
  private final Parameter bias = module.parameters().get(1);

  @Test
  void updating_descends_along_the_gradient() {
    weight.set(Make.of(new long[] {2, 1}, 1, 2));
    bias.set(Make.vector(3));
    weight.gradient().assign(Make.of(new long[] {2, 1}, 10, 20));
    bias.gradient().assign(-4);

    module.updateParameters(0.25);

    // 1 − 0.25 · 10, 2 − 0.25 · 20, 3 + 0.25 · 4
    Compare.exact("weight", weight.value(), Make.of(new long[] {2, 1}, -1.5, -3));
    Compare.exact("bias", bias.value(), Make.vector(4));
    Compare.exact("gradient", weight.gradient(), Make.of(new long[] {2, 1}, 10, 20));
    module.updateParameters(-0.25);
    Compare.exact("back again", weight.value(), Make.of(new long[] {2, 1}, 1, 2));
  }

  @Test
  void frozen_parameters_do_not_move() {
    INDArray before = weight.value().dup();
    weight.gradient().assign(1);
    bias.gradient().assign(1);
    double biasBefore = bias.value().getDouble(0);
    weight.freeze();

    module.updateParameters(1);

    Compare.exact("weight", weight.value(), before);
    assertThat(bias.value().getDouble(0)).isEqualTo(biasBefore - 1);
    weight.unfreeze();
    module.updateParameters(1);
    Compare.exact("weight", weight.value(), before.sub(1));
  }

  @Test
  void a_step_that_is_not_finite_is_refused_and_changes_nothing() {
    weight.gradient().assign(1);
    INDArray before = weight.value().dup();
    for (double step : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> module.updateParameters(step))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Affine(2 -> 1): gradientStep must be finite, but was " + step);
    }
    Compare.exact("weight", weight.value(), before);
  }

  @Test
  void gradients_are_set_to_zero() {
    weight.gradient().assign(Double.NaN);
    bias.gradient().assign(3);
    module.zeroGradient();
    Compare.exact("weight", weight.gradient(), Make.filled(DataType.DOUBLE, 0, 2, 1));
    Compare.exact("bias", bias.gradient(), Make.vector(0));
  }

  @Test
  void conversion_takes_values_and_gradients_along() {
    weight.set(Make.of(new long[] {2, 1}, 0.1, 2));
    weight.gradient().assign(0.5);

    assertThat(module.to(DataType.FLOAT)).isSameAs(module);

    Compare.exact(
        "weight", weight.value(), Make.of(new long[] {2, 1}, 0.1f, 2).castTo(DataType.FLOAT));
    Compare.exact("gradient", weight.gradient(), Make.filled(DataType.FLOAT, 0.5, 2, 1));
    INDArray value = weight.value();
    module.to(DataType.FLOAT);
    assertThat(weight.value()).isSameAs(value);
  }

  @Test
  void other_types_are_refused() {
    for (DataType type : new DataType[] {DataType.FLOAT16, DataType.INT32, DataType.BOOL}) {
      assertThatThrownBy(() -> module.to(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Affine(2 -> 1): type must be FLOAT or DOUBLE, but was " + type);
    }
    assertThat(weight.value().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void a_new_module_is_float_and_in_training() {
    Module fresh = new Affine(2, 1, new SplittableRandom(1));
    assertThat(fresh.isTraining()).isTrue();
    assertThat(fresh.parameters().get(0).value().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(fresh.evaluate()).isSameAs(fresh);
    assertThat(fresh.isTraining()).isFalse();
    assertThat(fresh.train().isTraining()).isTrue();
  }

  @Test
  void backward_is_both_halves_and_the_delta_comes_first() {
    List<String> calls = new ArrayList<>();
    Module plain =
        new Module() {
          @Override
          public INDArray forward(INDArray input) {
            return input.dup();
          }

          @Override
          public INDArray backwardDelta(INDArray input, INDArray delta) {
            calls.add("delta");
            return delta.dup();
          }

          @Override
          public void backwardUpdateGradient(INDArray input, INDArray delta) {
            calls.add("gradient");
          }
        };
    INDArray delta = Make.vector(1, 2);

    Compare.exact("inputDelta", plain.backward(Make.vector(3, 4), delta), delta);

    // An error in the delta must leave the gradients alone.
    assertThat(calls).containsExactly("delta", "gradient");
    assertThat(plain.parameters()).isEmpty();
  }

  @Test
  void without_a_configuration_the_class_is_the_text() {
    assertThat(new Cube()).hasToString("Cube");
  }

  @Test
  void a_module_without_type_says_how_it_could_be_copied() {
    Module plain = new Plain();
    assertThat(plain).hasToString("Plain");
    assertThatThrownBy(() -> new Sequential(plain).copy())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Plain cannot be copied: its class must override type()");
  }

  @Test
  void arrays_that_two_modules_share_are_shared_by_their_copies() {
    Parameter shared = new Parameter("shared", Make.vector(1));
    Buffer kept = new Buffer("kept", Make.vector(2));
    Module net = new Sequential(new Sharing(shared, kept), new Sharing(shared, kept));

    Module copy = net.copy();

    assertThat(copy.parameters()).hasSize(1);
    assertThat(copy.buffers()).hasSize(1);
    copy.parameters().get(0).set(Make.vector(5));
    copy.buffers().get(0).set(Make.vector(6));
    Compare.exact("shared", shared.value(), Make.vector(1));
    Compare.exact("kept", kept.value(), Make.vector(2));
    for (Module child : ((Sequential) copy).children()) {
      Compare.exact("copy of shared", child.parameters().get(0).value(), Make.vector(5));
      Compare.exact("copy of kept", child.buffers().get(0).value(), Make.vector(6));
    }
  }

  private static class Plain extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return input.dup();
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.dup();
    }
  }

  private static final class Sharing extends Plain {
    private final Parameter parameter;
    private final Buffer buffer;

    Sharing(Parameter parameter, Buffer buffer) {
      this.parameter = parameter;
      this.buffer = buffer;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(parameter);
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(buffer);
    }

    @Override
    public ModuleType<Sharing> type() {
      return ModuleType.of(
          Sharing.class,
          () ->
              new Sharing(
                  new Parameter("shared", Make.vector(0)), new Buffer("kept", Make.vector(0))));
    }
  }
}
