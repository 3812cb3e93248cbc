package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ContainerTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final Affine affine = new Affine(2, 2, random);
  private final Cube cube = new Cube();
  private final Sequential inner = new Sequential(cube);
  private final Sum sum = new Sum(affine, inner);

  @Test
  @Timeout(10)
  void a_net_shared_on_many_levels_is_built_in_no_time() {
    Sequential net = new Sequential(new Affine(1, 1, new SplittableRandom(1)));
    for (int i = 0; i < 40; i++) {
      net = new Sequential(net, net); // 2^40 paths to one module
    }
    assertThat(net.size()).isEqualTo(2);
  }

  @Test
  void children_are_counted_and_found() {
    assertThat(sum.size()).isEqualTo(2);
    assertThat(sum.get(0)).isSameAs(affine);
    assertThat(sum.children()).containsExactly(affine, inner);
    assertThatThrownBy(() -> sum.children().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> sum.get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Sum[2] does not exist, there are 2 modules");
    assertThatThrownBy(() -> sum.get(-1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Sum[-1] does not exist, there are 2 modules");
  }

  @Test
  void a_child_must_be_there() {
    assertThatThrownBy(() -> new Sequential(cube, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Sequential[1] is null");
  }

  @Test
  void a_container_cannot_contain_itself() {
    assertThatThrownBy(() -> inner.add(inner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequential[1]: a container cannot contain itself");
    assertThatThrownBy(() -> inner.add(new Sequential(affine, sum)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequential[1]: a container cannot contain itself");
    assertThat(inner.size()).isEqualTo(1);
  }

  @Test
  void training_and_evaluation_reach_every_child() {
    assertThat(sum.evaluate()).isSameAs(sum);
    assertThat(sum.isTraining()).isFalse();
    assertThat(affine.isTraining()).isFalse();
    assertThat(cube.isTraining()).isFalse();
    sum.train();
    assertThat(sum.isTraining()).isTrue();
    assertThat(inner.isTraining()).isTrue();
    assertThat(cube.isTraining()).isTrue();
  }

  @Test
  void parameters_are_named_by_path() {
    assertThat(new Sequential(cube, sum).parameters())
        .extracting(Parameter::name)
        .containsExactly("1.0.weight", "1.0.bias");
    assertThatThrownBy(() -> sum.parameters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    sum.to(DataType.DOUBLE);
    assertThat(affine.parameters().get(0).value().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void errors_of_children_carry_their_place_in_every_call() {
    INDArray wrong = Make.filled(DataType.FLOAT, 0, 3, 5);
    INDArray right = Make.filled(DataType.FLOAT, 0, 3, 2);
    String input = "Sum[0] > Affine(2 -> 2): input must be [*, 2], but was [3, 5]";
    String delta = "Sum[1] > Sequential[0] > Cube: delta must be [3, 2], but was [3, 5]";
    assertThatThrownBy(() -> sum.forward(wrong)).hasMessage(input);
    assertThatThrownBy(() -> sum.backward(wrong, right)).hasMessage(input);
    assertThatThrownBy(() -> sum.backwardUpdateGradient(wrong, right)).hasMessage(input);
    assertThatThrownBy(() -> sum.backwardDelta(right, wrong))
        .isInstanceOf(ShapeException.class)
        .hasMessage(delta);
  }

  @Test
  void to_string_shows_children_below() {
    assertThat(sum).hasToString("Sum(\n  0: Affine(2 -> 2)\n  1: Sequential(\n    0: Cube\n  )\n)");
  }

  /** {@code y = f_0(x) + f_1(x)}, as a user may write it. */
  private static final class Sum extends Container {
    Sum(Module first, Module second) {
      append(first);
      append(second);
    }

    @Override
    public INDArray forward(INDArray input) {
      return forward(0, input).add(forward(1, input));
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return backwardDelta(1, input, delta).add(backwardDelta(0, input, delta));
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      backwardUpdateGradient(0, input, delta);
      backwardUpdateGradient(1, input, delta);
    }

    @Override
    public INDArray backward(INDArray input, INDArray delta) {
      return backward(0, input, delta).add(backward(1, input, delta));
    }
  }
}
