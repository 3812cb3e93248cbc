package io.github.taeda.nn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MakeTest {

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT"})
  void layouts_hold_the_same_numbers_in_other_memory(DataType type) {
    for (long[] shape : new long[][] {{5}, {1, 1}, {4, 3}, {1, 3}, {2, 3, 4}, {2, 1, 3, 2}}) {
      INDArray array = Make.normal(new SplittableRandom(1), shape).mul(100).castTo(type);
      Make.layouts(array).forEach((layout, other) -> Compare.exact(layout, other, array));
    }
  }

  @Test
  void layouts_are_what_they_are_called() {
    INDArray array = Make.normal(new SplittableRandom(1), 2, 3, 4);

    Map<String, INDArray> layouts = Make.layouts(array);

    assertThat(array.stride()).isEqualTo(new long[] {12, 4, 1});
    assertThat(layouts.get("'f' order").stride()).isEqualTo(new long[] {1, 2, 6});
    assertThat(layouts.get("transposed view").stride()).isEqualTo(new long[] {1, 2, 6});
    INDArray rows = layouts.get("rows of a larger array");
    assertThat(rows.stride()).isEqualTo(new long[] {12, 4, 1});
    assertThat(rows.offset()).isEqualTo(12);
    INDArray slice = layouts.get("slice of a larger array");
    assertThat(slice.stride()).isEqualTo(new long[] {30, 6, 1});
    assertThat(slice.offset()).isEqualTo(30 + 6 + 1);
    assertThat(layouts.get("every other number of a row").stride())
        .isEqualTo(new long[] {24, 8, 2});
  }

  @Test
  void a_slice_shows_what_is_written_around_it() {
    Make.View view = Make.sliced(Make.matrix(new double[] {1, 2}, new double[] {3, 4}));

    assertThat(view.whole().shape()).isEqualTo(new long[] {4, 4});
    assertThat(view.whole().getDouble(1, 1)).isEqualTo(1);
    assertThat(view.whole().getDouble(2, 2)).isEqualTo(4);
    assertThat(view.whole().getDouble(0, 0)).isNaN();
    view.part().putScalar(new long[] {1, 0}, 7);
    assertThat(view.whole().getDouble(2, 1)).isEqualTo(7);
  }

  @Test
  void random_arrays_follow_their_seed_and_are_exact_in_both_types() {
    INDArray normal = Make.normal(new SplittableRandom(1), 50, 20);
    INDArray uniform = Make.uniform(new SplittableRandom(1), -2, 3, 50, 20);
    INDArray ids = Make.ids(new SplittableRandom(1), 5, 50, 20);

    assertThat(Compare.same(normal, Make.normal(new SplittableRandom(1), 50, 20))).isTrue();
    assertThat(Compare.same(normal, Make.normal(new SplittableRandom(2), 50, 20))).isFalse();
    for (INDArray array : Arrays.asList(normal, uniform)) {
      Compare.exact("x", array.castTo(DataType.FLOAT).castTo(DataType.DOUBLE), array);
    }
    assertThat(Compare.indices(50, 20).map(at -> uniform.getDouble(at)))
        .allMatch(x -> x >= -2 && x <= 3)
        .anyMatch(x -> x < -1.9)
        .anyMatch(x -> x > 2.9);
    assertThat(Compare.indices(50, 20).map(at -> ids.getDouble(at)))
        .containsOnly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(ids.dataType()).isEqualTo(DataType.INT32);
  }

  @Test
  void rows_are_copied() {
    INDArray array = Make.matrix(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    INDArray rows = Make.rows(array, 1, 3);
    Compare.exact("rows", rows, Make.matrix(new double[] {3, 4}, new double[] {5, 6}));
    rows.putScalar(0, 9);
    assertThat(array.getDouble(1, 0)).isEqualTo(3);
    assertThat(Make.rows(array, 1, 2).shape()).isEqualTo(new long[] {1, 2});
  }
}
