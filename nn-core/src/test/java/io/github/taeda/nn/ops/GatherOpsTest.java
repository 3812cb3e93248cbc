package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gathered rows against a naive loop. */
class GatherOpsTest {
  private final Random random = new Random(17);

  @ParameterizedTest
  @EnumSource(names = {"INT", "LONG", "UBYTE", "BYTE", "SHORT", "HALF", "BFLOAT16"})
  void copy_rows_of_any_type(DataType type) {
    check(type, Layout.CONTIGUOUS, Layout.FLAT, 9, 4, 2);
    check(type, Layout.TRANSPOSED, Layout.CONTIGUOUS, 9, 4, 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void agree_with_the_loop_for_every_layout_outside_and_inside_steps(DataType type) {
    Scratch scratch = new Scratch();
    for (long[] shape : new long[][] {{1}, {6}, {1, 1}, {4, 2}, {3, 1, 5}, {5, 3, 2, 2}}) {
      for (Layout layout : Layout.of(shape.length)) {
        check(type, layout, Layout.FLAT, 1, shape);
        try (Scratch.Step step = scratch.step()) {
          check(type, layout, Layout.SLICED_FIRST, 7, shape);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "UBYTE"})
  void agree_with_the_loop_for_many_rows(DataType type) {
    check(type, Layout.CONTIGUOUS, Layout.FLAT, 300, 1000, 100);
  }

  private void check(DataType type, Layout layout, Layout outputLayout, int count, long... shape) {
    double[] numbers =
        IntStream.range(0, (int) Numbers.length(shape)).mapToDouble(i -> i % 101).toArray();
    int length = numbers.length / (int) shape[0];
    int[] rows = random.ints(count, 0, (int) shape[0]).toArray();
    double[] expected = new double[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(numbers, rows[i] * length, expected, i * length, length);
    }
    INDArray source = layout.lay(type, numbers, shape);
    long[] outputShape = shape.clone();
    outputShape[0] = count;
    double[] others = new double[expected.length];
    Arrays.fill(others, 77);
    INDArray output = outputLayout.lay(type, others, outputShape);
    Ops.gatherRows(source, rows, output);
    String what = type + " " + layout + " " + Arrays.toString(shape) + Arrays.toString(rows);
    assertThat(Numbers.of(output)).as(what).isEqualTo(expected);
    assertThat(Numbers.of(source)).as(what).isEqualTo(numbers);
  }

  /** Both ways of gathering are taken by the layouts above. */
  @Test
  void rows_are_stretches_of_memory_where_the_layout_says_so() {
    double[] numbers = new double[12];
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.INT32}) {
      for (Layout layout : Layout.of(2)) {
        boolean stretches =
            List.of(Layout.CONTIGUOUS, Layout.FLAT, Layout.SLICED_FIRST).contains(layout);
        assertThat(HostRows.are(layout.lay(type, numbers, 4, 3)))
            .as(type + " " + layout)
            .isEqualTo(stretches);
      }
    }
    assertThat(HostRows.are(Nd4j.create(DataType.BOOL, 4, 3))).isFalse();
  }

  @Test
  void rows_named_many_times_get_every_sum() {
    // Without ND4J's lock two threads now and then lose a sum, in 3 of 100 runs of this size.
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 300; run++) {
      int[] rows = random.ints(64, 0, 5).toArray();
      INDArray x = Nd4j.ones(DataType.DOUBLE, 64, 16);
      INDArray sums = Nd4j.zeros(DataType.DOUBLE, 5, 16);

      Ops.addToRows(x, rows, sums);

      for (int row = 0; row < 5; row++) {
        int wanted = row;
        double times = Arrays.stream(rows).filter(number -> number == wanted).count();
        assertThat(sums.getRow(row).toDoubleVector()).containsOnly(times);
      }
    }
  }
}
