package io.github.taeda.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.ops.Scratch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ExamplesTest {
  @Test
  void arrays_become_data() {
    Batch floats =
        Examples.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{5}, {6}}).batch(1, 0);
    assertThat(floats.input().toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 4}, {1, 2}});
    assertThat(floats.target().toFloatMatrix()).isDeepEqualTo(new float[][] {{6}, {5}});
    assertThat(floats.input().dataType()).isEqualTo(DataType.FLOAT);

    Batch doubles = Examples.of(new double[][] {{0.1, 2}}, new double[][] {{5}}).batch(0);
    assertThat(doubles.input().toDoubleMatrix()).isDeepEqualTo(new double[][] {{0.1, 2}});
    assertThat(doubles.input().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(doubles.target().dataType()).isEqualTo(DataType.DOUBLE);

    assertThat(Examples.of(new float[][] {{1}, {2}}, new int[] {7, 3}).batch(1).target())
        .hasToString("[3]");
    assertThat(
            Examples.of(new double[][] {{1}, {2}}, new int[] {7, 3}).batch(0).target().dataType())
        .isEqualTo(DataType.INT32);
  }

  @Test
  void streams_become_data() {
    Dataset words =
        Examples.labelled(
            Stream.of("an", "example"),
            word -> new float[] {word.length(), word.charAt(0)},
            word -> word.length() > 3 ? 1 : 0);
    assertThat(words.batch(0, 1).input().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{2, 'a'}, {7, 'e'}});
    assertThat(words.batch(0, 1).target().toIntVector()).containsExactly(0, 1);

    Dataset squares =
        Examples.of(Stream.of(2f, 3f), x -> new float[] {x}, x -> new float[] {x * x});
    assertThat(squares.batch(1).target().toFloatMatrix()).isDeepEqualTo(new float[][] {{9}});
  }

  @Test
  void rows_that_do_not_exist_are_rejected_by_the_data_set() {
    Dataset data = Examples.of(new float[][] {{1}, {2}}, new int[2]);
    assertThatThrownBy(() -> data.batch(0, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dataset(2 examples, [2, 1] -> [2]): row 7 does not exist, there are 2");
    assertThatThrownBy(data::batch)
        .hasMessage("Dataset(2 examples, [2, 1] -> [2]): a batch needs at least one row");
  }

  @Test
  void shuffling_needs_a_generator() {
    assertThatThrownBy(() -> Batches.shuffled(3, 2, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Batches: random is null");
  }

  @Test
  void data_made_inside_a_step_outlives_it() {
    Scratch scratch = new Scratch();
    Scratch.Step first = scratch.step();
    Dataset data = Examples.of(new double[][] {{1}}, new int[] {1});
    first.close();
    Scratch.Step second = scratch.step();
    Scratch.array(DataType.DOUBLE, 1, 1).assign(9);
    Scratch.array(DataType.INT32, 1).assign(9);
    second.close();
    assertThat(data.batch(0).input().getDouble(0)).isEqualTo(1);
    assertThat(data.batch(0).target().getInt(0)).isEqualTo(1);
  }

  @Test
  void what_is_no_matrix_is_rejected() {
    assertThatThrownBy(() -> Examples.of(new float[][] {{1}, {2, 3}}, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Examples: inputs must have rows of one length, but row 0 has 1 elements and row 1 has"
                + " 2");
    assertThatThrownBy(() -> Examples.of(new float[][] {{1}, null}, new int[2]))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Examples: row 1 of inputs is null");
    assertThatThrownBy(() -> Examples.of(new double[][] {{1}}, new double[][] {null}))
        .hasMessage("Examples: row 0 of targets is null");
    assertThatThrownBy(() -> Examples.of(new float[0][], new int[0]))
        .hasMessage("Examples: inputs is empty");
    assertThatThrownBy(() -> Examples.of(new float[][] {{1}}, new int[] {-1}))
        .hasMessage("Examples: class of row 0 must be at least 0, but was -1");
    assertThatThrownBy(() -> Examples.of(new float[][] {{1}, {2}}, new int[] {1}))
        .hasMessage(
            "Dataset: there must be one target per input, but inputs are [2, 1] and targets [1]");
  }
}
