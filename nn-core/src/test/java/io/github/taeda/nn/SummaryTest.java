package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Cube;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SummaryTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final Affine first = new Affine(784, 100, random);
  private final Cube cube = new Cube();
  private final Sequential inner = new Sequential(new Affine(100, 10, random), new Cube());
  private final Sequential net = new Sequential(first, cube, inner);

  @Test
  void a_table_shows_every_part() {
    // 784 · 100 + 100 and 100 · 10 + 10.
    assertThat(Summary.of(net, 128, 784))
        .hasToString(
            """
            module                    output shape  parameters
            Sequential                [128, 10]
              0: Affine(784 -> 100)   [128, 100]        78,500
              1: Cube                 [128, 100]             0
              2: Sequential           [128, 10]
                0: Affine(100 -> 10)  [128, 10]          1,010
                1: Cube               [128, 10]              0
            79,510 parameters""");
  }

  @Test
  void a_single_module_is_one_row() {
    Summary summary = Summary.of(new Affine(3, 2, random), 4, 5, 3);
    assertThat(summary)
        .hasToString(
            """
            module          output shape  parameters
            Affine(3 -> 2)  [4, 5, 2]              8
            8 parameters""");
    assertThat(summary.parameterCount()).isEqualTo(8);
    assertThat(summary.frozenCount()).isZero();
  }

  @Test
  void what_is_shared_counts_where_it_stands_first() {
    Affine shared = new Affine(3, 3, random);
    Summary summary = Summary.of(new Sequential(shared, shared), 1, 3);
    assertThat(summary)
        .hasToString(
            """
            module               output shape  parameters
            Sequential           [1, 3]
              0: Affine(3 -> 3)  [1, 3]                12
              1: Affine(3 -> 3)  [1, 3]                 0
            12 parameters""");
    assertThat(summary.parameterCount()).isEqualTo(12);
  }

  @Test
  void what_is_frozen_is_told() {
    first.parameters().get(0).freeze();
    Summary summary = Summary.of(net, 1, 784);
    assertThat(summary.frozenCount()).isEqualTo(78_400);
    assertThat(summary.toString()).endsWith("79,510 parameters, 78,400 of them frozen");
  }

  @Test
  void modes_parameters_and_gradients_are_left_as_they_were() {
    inner.evaluate();
    inner.get(1).train();
    INDArray value = first.parameters().get(0).value().dup();

    Summary.of(net, 2, 784);

    assertThat(net.isTraining()).isTrue();
    assertThat(first.isTraining()).isTrue();
    assertThat(inner.isTraining()).isFalse();
    assertThat(inner.get(0).isTraining()).isFalse();
    assertThat(inner.get(1).isTraining()).isTrue();
    Compare.exact("value", first.parameters().get(0).value(), value);
    assertThat(Compare.largest(first.parameters().get(0).gradient())).isZero();
  }

  @Test
  void modes_are_left_as_they_were_when_the_input_does_not_fit() {
    inner.evaluate();
    assertThatThrownBy(() -> Summary.of(net, 128, 100))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Sequential[0] > Affine(784 -> 100): input must be [*, 784], but was [128, 100]");
    assertThat(net.isTraining()).isTrue();
    assertThat(inner.isTraining()).isFalse();
  }

  @Test
  void double_modules_are_described_too() {
    assertThat(Summary.of(net.to(DataType.DOUBLE), 1, 784).parameterCount()).isEqualTo(79_510);
  }
}
