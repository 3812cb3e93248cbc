package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies against loops over indices. */
class SlicesTest {
  private static final long[] SHAPE = {3, 4, 5};
  private static final long[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final double[] x = Numbers.normal(random, SHAPE);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void permuted_copies_agree_with_the_loop(DataType type) {
    for (Layout layout : Layout.of(3)) {
      for (long[] order : ORDERS) {
        long[] shape = Arrays.stream(order).map(axis -> SHAPE[(int) axis]).toArray();
        INDArray output = empty(type, shape);
        Slices.copyPermuted(layout.lay(type, x, SHAPE), order, output);
        double[] expected =
            each(
                shape,
                index -> {
                  long[] from = new long[3];
                  for (int axis = 0; axis < 3; axis++) {
                    from[(int) order[axis]] = index[axis];
                  }
                  return place(from, SHAPE);
                });
        assertThat(Numbers.of(output)).as(layout + Arrays.toString(order)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void parts_and_slices_agree_with_the_loop_outside_and_inside_steps(DataType type) {
    Scratch scratch = new Scratch();
    for (Layout layout : Layout.of(3)) {
      for (int axis = 0; axis < 3; axis++) {
        for (int start = 0; start < 2; start++) {
          checkPart(type, layout, axis, start);
          checkSlice(type, layout, axis, start);
          try (Scratch.Step step = scratch.step()) {
            checkPart(type, layout, axis, start);
            checkSlice(type, layout, axis, start);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void parts_of_small_views_agree_with_the_loop(DataType type) {
    for (int round = 0; round < 300; round++) {
      int rank = 1 + random.nextInt(4);
      long[] shape = random.longs(rank, 1, 4).toArray();
      double[] numbers = Numbers.normal(random, shape);
      int axis = random.nextInt(rank);
      int start = random.nextInt((int) shape[axis]);
      long[] part = shape.clone();
      part[axis] = 1L + random.nextInt((int) shape[axis] - start);
      double[] expected = new double[(int) Numbers.length(part)];
      double[] inside = new double[numbers.length];
      for (int i = 0; i < expected.length; i++) {
        int from = (int) place(moved(index(i, part), axis, start), shape);
        expected[i] = numbers[from];
        inside[from] = numbers[from];
      }
      for (Layout layout : Layout.of(rank)) {
        String what =
            layout + Arrays.toString(shape) + " axis " + axis + " from " + start + " seed " + seed;
        INDArray output = empty(type, part);
        Slices.copySlice(layout.lay(type, numbers, shape), axis, start, output);
        assertThat(Numbers.of(output)).as(what).isEqualTo(rounded(type, expected));
        INDArray whole = layout.lay(type, new double[numbers.length], shape);
        Slices.copyToSlice(output, axis, start, whole);
        assertThat(Numbers.of(whole)).as(what).isEqualTo(rounded(type, inside));
      }
    }
  }

  private static long[] index(int place, long... shape) {
    long[] index = new long[shape.length];
    int rest = place;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= (int) shape[axis];
    }
    return index;
  }

  private static double[] rounded(DataType type, double... numbers) {
    return Arrays.stream(numbers).map(x -> type == DataType.FLOAT ? (float) x : x).toArray();
  }

  private void checkPart(DataType type, Layout layout, int axis, int start) {
    String what = layout + " axis " + axis + " start " + start + " seed " + seed;
    long[] shape = SHAPE.clone();
    shape[axis] = 2;
    INDArray part = empty(type, shape);
    Slices.copySlice(layout.lay(type, x, SHAPE), axis, start, part);
    double[] expected = each(shape, index -> place(moved(index, axis, start), SHAPE));
    assertThat(Numbers.of(part)).as(what).isEqualTo(expected);

    INDArray whole = Layout.FLAT.lay(type, new double[x.length], SHAPE);
    Slices.copyToSlice(layout.lay(type, expected, shape), axis, start, whole);
    assertThat(Numbers.of(whole)).as(what).isEqualTo(inside(axis, start, start + 2));
  }

  private void checkSlice(DataType type, Layout layout, int axis, int at) {
    String what = layout + " axis " + axis + " at " + at + " seed " + seed;
    long[] shape = {SHAPE[axis == 0 ? 1 : 0], SHAPE[axis == 2 ? 1 : 2]};
    INDArray slice = empty(type, shape);
    Slices.copyIndex(layout.lay(type, x, SHAPE), axis, at, slice);
    double[] expected =
        each(
            shape,
            index -> {
              long[] from = new long[3];
              from[axis] = at;
              from[axis == 0 ? 1 : 0] = index[0];
              from[axis == 2 ? 1 : 2] = index[1];
              return place(from, SHAPE);
            });
    assertThat(Numbers.of(slice)).as(what).isEqualTo(expected);

    INDArray whole = Layout.FLAT.lay(type, new double[x.length], SHAPE);
    Layout from = Layout.of(2).contains(layout) ? layout : Layout.CONTIGUOUS;
    Slices.copyToIndex(from.lay(type, expected, shape), axis, at, whole);
    assertThat(Numbers.of(whole)).as(what).isEqualTo(inside(axis, at, at + 1));
  }

  /** ND4J's own view of some of these rows is empty, and to copy it fails. */
  @Test
  void a_row_of_a_view_is_copied_wherever_the_view_begins() {
    for (int start = 0; start < 20; start++) {
      for (int row = 0; row < 4; row++) {
        INDArray flat = Layout.CONTIGUOUS.lay(DataType.FLOAT, x, 60);
        INDArray view =
            flat.get(NDArrayIndex.interval(start, start + 12)).reshape('c', new long[] {4, 3});
        INDArray copy = empty(DataType.FLOAT, 1, 3);
        Slices.copySlice(view, 0, row, copy);
        int from = start + 3 * row;
        double[] expected = Arrays.copyOfRange(x, from, from + 3);
        assertThat(Numbers.of(copy)).as(start + " row " + row).isEqualTo(expected);
        Slices.copyToSlice(empty(DataType.FLOAT, 1, 3), 0, row, view);
        assertThat(Arrays.copyOfRange(Numbers.of(flat), from, from + 3)).containsOnly(Double.NaN);
      }
    }
  }

  /** x where an axis is from start to end, else 0. */
  private double[] inside(int axis, int start, int end) {
    double[] numbers = x.clone();
    int i = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 4; b++) {
        for (int c = 0; c < 5; c++) {
          int at = new int[] {a, b, c}[axis];
          numbers[i] = at >= start && at < end ? numbers[i] : 0;
          i++;
        }
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void windows_agree_with_the_loop_whether_they_overlap_or_not(DataType type) {
    long[][] shapes = {{60}, {30}, {20, 3}, {5, 9}, {2, 3, 4}, {4, 2, 2, 2}};
    long[][] strides = {{1}, {2}, {3, 1}, {1, 6}, {20, 5, 1}, {3, 1, 0, 7}};
    Scratch scratch = new Scratch();
    for (Layout layout : Layout.of(3)) {
      for (int i = 0; i < shapes.length; i++) {
        long[] steps = strides[i];
        double[] expected = each(shapes[i], index -> dot(index, steps));
        String what = layout + Arrays.toString(shapes[i]) + Arrays.toString(steps);
        INDArray output = empty(type, shapes[i]);
        Slices.copyStrided(layout.lay(type, x, SHAPE), steps, output);
        assertThat(Numbers.of(output)).as(what).isEqualTo(expected);
        try (Scratch.Step step = scratch.step()) {
          output = empty(type, shapes[i]);
          Slices.copyStrided(layout.lay(type, x, SHAPE), steps, output);
          assertThat(Numbers.of(output)).as(what).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void elements_are_copied_in_c_order_into_any_shape(DataType type) {
    for (Layout layout : Layout.of(3)) {
      for (long[] shape : new long[][] {{60}, {12, 5}, {2, 2, 3, 5}, {3, 4, 5}}) {
        INDArray output = empty(type, shape);
        Slices.copyElements(layout.lay(type, x, SHAPE), output);
        assertThat(Numbers.of(output)).as(layout + Arrays.toString(shape)).isEqualTo(x);
      }
    }
  }

  private static INDArray empty(DataType type, long... shape) {
    double[] nan = new double[(int) Numbers.length(shape)];
    Arrays.fill(nan, Double.NaN);
    return Layout.FLAT.lay(type, nan, shape);
  }

  private static long[] moved(long[] index, int axis, long by) {
    long[] moved = index.clone();
    moved[axis] += by;
    return moved;
  }

  private static long place(long[] index, long... shape) {
    long place = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      place = place * shape[axis] + index[axis];
    }
    return place;
  }

  private static long dot(long[] index, long... strides) {
    long place = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      place += index[axis] * strides[axis];
    }
    return place;
  }

  /** For each index of a shape, in 'c' order, the number of x at the place it comes from. */
  private double[] each(long[] shape, ToLongFunction<long[]> from) {
    double[] numbers = new double[(int) Numbers.length(shape)];
    long[] index = new long[shape.length];
    for (int i = 0; i < numbers.length; i++) {
      long rest = i;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape[axis];
        rest /= shape[axis];
      }
      numbers[i] = x[(int) from.applyAsLong(index)];
    }
    return numbers;
  }
}
