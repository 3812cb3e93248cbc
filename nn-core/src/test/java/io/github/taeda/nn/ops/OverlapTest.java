package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Overlaps of views are found element by element. */
class OverlapTest {
  private final INDArray matrix = Signature.array(4, 6);

  @Test
  void arrays_that_were_allocated_apart_do_not_overlap() {
    assertThat(Overlap.exists(matrix, Signature.array(4, 6))).isFalse();
    assertThat(Overlap.isShifted(matrix, Signature.array(4, 6))).isFalse();
  }

  @Test
  void an_array_overlaps_itself_its_views_and_its_transpose() {
    INDArray row = matrix.get(point(1), all());
    assertThat(Overlap.exists(matrix, matrix)).isTrue();
    assertThat(Overlap.exists(matrix, row)).isTrue();
    assertThat(Overlap.exists(row, matrix.transpose())).isTrue();
  }

  @Test
  void the_same_elements_in_the_same_order_are_not_shifted() {
    assertThat(Overlap.isShifted(matrix, matrix)).isFalse();
    assertThat(Overlap.isShifted(matrix, matrix.reshape('c', 4, 6))).isFalse();
    assertThat(Overlap.isShifted(matrix, matrix.transpose().transpose())).isFalse();
    INDArray square = Signature.array(3, 3);
    assertThat(Overlap.isShifted(square, square.transpose())).isTrue();
    INDArray vector = matrix.reshape('c', new long[] {24});
    assertThat(Overlap.isShifted(vector.get(interval(0, 9)), vector.get(interval(1, 10)))).isTrue();
  }

  @Test
  void columns_side_by_side_do_not_overlap_although_their_memory_is_interleaved() {
    INDArray left = matrix.get(all(), interval(0, 3));
    assertThat(Overlap.exists(left, matrix.get(all(), interval(3, 6)))).isFalse();
    assertThat(Overlap.exists(left, matrix.get(all(), interval(2, 5)))).isTrue();
    assertThat(Overlap.exists(left, matrix.get(point(1), interval(3, 6)))).isFalse();
    assertThat(Overlap.exists(left, matrix.get(point(1), interval(2, 4)))).isTrue();
  }

  /** Each view marks its elements in the memory; two overlap if a mark is hit twice. */
  @Test
  void random_views_agree_with_marks() {
    long seed = 5;
    Random random = new Random(seed);
    int overlaps = 0;
    for (int i = 0; i < 3000; i++) {
      INDArray memory = Nd4j.create(DataType.FLOAT, 60);
      INDArray a = view(memory, random);
      INDArray b = view(memory, random);
      Numbers.write(a, ones(a));
      boolean expected = false;
      for (double element : Numbers.of(b)) {
        expected |= element != 0;
      }
      assertThat(Overlap.exists(a, b))
          .as("seed %d, pair %d: %s", seed, i, text(a, b))
          .isEqualTo(expected);
      overlaps += expected ? 1 : 0;
    }
    assertThat(overlaps).isBetween(200, 2800);
  }

  private static INDArray view(INDArray memory, Random random) {
    long[] shape = new long[random.nextInt(4)];
    long[] strides = new long[shape.length];
    long last = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = random.nextInt(1, 4);
      strides[axis] = random.nextInt(9);
      last += (shape[axis] - 1) * strides[axis];
    }
    return Nd4j.create(memory.data(), shape, strides, (long) random.nextInt(60 - (int) last), 'c');
  }

  private static double[] ones(INDArray array) {
    double[] ones = new double[(int) array.length()];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static String text(INDArray a, INDArray b) {
    return a.shapeInfoToString() + b.shapeInfoToString();
  }
}
