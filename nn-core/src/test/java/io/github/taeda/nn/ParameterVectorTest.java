package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Pass;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ParameterVectorTest {
  private static final String TAKEN_OVER =
      "ParameterVector: a newer ParameterVector (or Optim) took over some of these parameters;"
          + " make a new one, or let each train parts of its own";

  private final SplittableRandom random = new SplittableRandom(1);
  private final Affine first = new Affine(2, 3, random); // 6 + 3 numbers
  private final Affine last = new Affine(3, 1, random); // 3 + 1 numbers
  private final Module net = new Sequential(first, new Cube(), last).to(DataType.DOUBLE);

  @Test
  void values_and_gradients_are_gathered_in_order() {
    for (int i = 0; i < 4; i++) {
      net.parameters().get(i).value().assign(10 + i);
      net.parameters().get(i).gradient().assign(20 + i);
    }

    ParameterVector vector = ParameterVector.of(net);

    double[] values = {10, 10, 10, 10, 10, 10, 11, 11, 11, 12, 12, 12, 13};
    Compare.exact("values", vector.values(), Make.vector(values));
    Compare.exact("gradients", vector.gradients(), Make.vector(values).add(10));
    assertThat(vector.length()).isEqualTo(13);
    assertThat(vector.parameters()).isEqualTo(net.parameters());
    assertThat(vector).hasToString("ParameterVector(13 elements of 4 parameters)");
  }

  @Test
  void parameters_are_views_both_ways() {
    ParameterVector vector = ParameterVector.of(net);
    for (int i = 0; i < 13; i++) {
      vector.values().putScalar(i, i);
      vector.gradients().putScalar(i, -i);
    }

    // 0.weight [2, 3] in 'c' order, 0.bias [3], 2.weight [3, 1], 2.bias [1]
    List<Parameter> parameters = net.parameters();
    INDArray weight = Make.matrix(new double[] {0, 1, 2}, new double[] {3, 4, 5});
    Compare.exact("0.weight", parameters.get(0).value(), weight);
    Compare.exact("0.bias", parameters.get(1).value(), Make.vector(6, 7, 8));
    INDArray column = Make.of(new long[] {3, 1}, 9, 10, 11);
    Compare.exact("2.weight", parameters.get(2).value(), column);
    Compare.exact("2.weight", parameters.get(2).gradient(), column.neg());
    Compare.exact("2.bias", first(parameters.get(3).value()), Make.vector(12));

    parameters.get(2).value().putScalar(new long[] {1, 0}, 100);
    parameters.get(1).gradient().putScalar(2, 200);
    assertThat(vector.values().getDouble(10)).isEqualTo(100);
    assertThat(vector.gradients().getDouble(8)).isEqualTo(200);
    parameters.get(0).set(Make.filled(DataType.DOUBLE, 5, 2, 3));
    assertThat(vector.values().getDouble(5)).isEqualTo(5);
    assertThat(vector.values().getDouble(6)).isEqualTo(6);
  }

  private static INDArray first(INDArray array) {
    return Make.vector(array.getDouble(0));
  }

  @Test
  void modules_compute_with_the_views_as_before() {
    Module twin = new Sequential(copy(first), new Cube(), copy(last)).to(DataType.DOUBLE);
    INDArray input = Make.normal(random, 4, 2);
    INDArray delta = Make.normal(random, 4, 1);
    Pass expected = Pass.of(twin, input, delta);
    twin.updateParameters(0.1);

    ParameterVector vector = ParameterVector.of(net);
    Pass.of(net, input, delta).requireExact("in a vector", expected);
    net.updateParameters(0.1);

    Pass.of(net, input, delta).requireExact("updated", Pass.of(twin, input, delta));
    vector.zeroGradient();
    assertThat(net.parameters())
        .allSatisfy(p -> assertThat(Compare.largest(p.gradient())).isZero());
  }

  private static Module copy(Affine affine) {
    long[] shape = affine.parameters().get(0).value().shape();
    Affine copy = new Affine(shape[0], shape[1], new SplittableRandom(9));
    copy.to(DataType.DOUBLE);
    for (int i = 0; i < 2; i++) {
      copy.parameters().get(i).set(affine.parameters().get(i).value());
    }
    return copy;
  }

  @Test
  void the_type_is_fixed_from_then_on() {
    ParameterVector vector = ParameterVector.of(net);

    assertThatThrownBy(() -> first.to(DataType.FLOAT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Affine(2 -> 3): parameter weight is part of a ParameterVector, whose type is fixed;"
                + " call to(FLOAT) before ParameterVector.of or new Optim");
    assertThatThrownBy(() -> net.to(DataType.FLOAT)).isInstanceOf(IllegalStateException.class);
    assertThat(net.parameters())
        .allSatisfy(p -> assertThat(p.value().dataType()).isEqualTo(DataType.DOUBLE));
    net.to(DataType.DOUBLE);
    assertThat(vector.values().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void to_changes_nothing_when_one_parameter_of_many_is_in_a_vector() {
    ParameterVector.of(last);
    assertThatThrownBy(() -> net.to(DataType.FLOAT)).isInstanceOf(IllegalStateException.class);
    assertThat(first.parameters().get(0).value().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void gathering_the_same_parameters_again_returns_the_same_vector() {
    ParameterVector vector = ParameterVector.of(net);
    assertThat(ParameterVector.of(net)).isSameAs(vector);
    assertThat(ParameterVector.of(new Sequential(net))).isSameAs(vector);
  }

  @Test
  void an_overlapping_vector_takes_over_and_the_older_refuses() {
    ParameterVector older = ParameterVector.of(net);
    INDArray values = older.values().dup();

    ParameterVector newer = ParameterVector.of(last);

    assertThat(newer.length()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      assertThat(newer.values().getDouble(i)).isEqualTo(values.getDouble(9 + i));
    }
    assertThatThrownBy(older::values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(TAKEN_OVER);
    assertThatThrownBy(older::gradients)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(TAKEN_OVER);
    assertThatThrownBy(older::zeroGradient)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(TAKEN_OVER);

    ParameterVector newest = ParameterVector.of(net);
    assertThat(newest).isNotSameAs(older);
    Compare.exact("values", newest.values(), values);
    assertThatThrownBy(newer::values).hasMessage(TAKEN_OVER);
  }

  @Test
  void a_larger_vector_takes_over_too() {
    ParameterVector part = ParameterVector.of(first);
    ParameterVector whole = ParameterVector.of(net);
    assertThat(whole.length()).isEqualTo(13);
    assertThatThrownBy(part::values).hasMessage(TAKEN_OVER);
  }

  @Test
  void what_is_shared_is_gathered_once() {
    Affine shared = new Affine(3, 3, random);
    assertThat(ParameterVector.of(new Sequential(shared, shared)).length()).isEqualTo(12);
  }

  @Test
  void parameters_of_two_types_are_refused() {
    last.to(DataType.FLOAT);
    assertThatThrownBy(() -> ParameterVector.of(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ParameterVector: 0.weight is DOUBLE, but 2.weight is FLOAT;"
                + " call to(…) on the whole module first");
    first.to(DataType.FLOAT); // none has become part of a vector
  }

  @Test
  void a_module_without_parameters_is_refused() {
    assertThatThrownBy(() -> ParameterVector.of(new Cube()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ParameterVector: Cube has no parameters to gather");
  }
}
