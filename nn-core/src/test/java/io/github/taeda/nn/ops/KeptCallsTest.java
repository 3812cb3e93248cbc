package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native calls stay bound from step to step; an operand that changed must be bound again. */
class KeptCallsTest {
  private final Scratch scratch = new Scratch();

  /** A few seeds that are always the same, and one that never is. */
  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 5), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agree_with_the_loop_however_their_operands_change(long seed) {
    run(seed, 300);
  }

  @Test
  void agree_with_the_loop_on_two_threads_at_once() throws Exception {
    long seed = new Random().nextLong();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> runs =
          List.of(threads.submit(() -> run(seed, 300)), threads.submit(() -> run(seed + 1, 300)));
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void run(long seed, int steps) {
    RandomProgram program = new RandomProgram(seed);
    for (int i = 0; i < steps; i++) {
      try {
        program.step();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", step " + i + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void see_an_operand_that_is_another_object() {
    for (float number : new float[] {1, 2, 3}) {
      assertThat(sum(NDArrays.of(new float[] {number, 0, 0, 0}, 2, 2)))
          .containsExactly(number, 5, 5, 5);
    }
  }

  @Test
  void see_an_operand_whose_axes_were_exchanged_in_place() {
    INDArray x = NDArrays.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(sum(x)).containsExactly(1, 7, 8, 9);
    x.permutei(1, 0);
    assertThat(sum(x)).containsExactly(1, 8, 7, 9);
  }

  @Test
  void see_an_operand_whose_memory_was_exchanged() {
    INDArray x = NDArrays.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(sum(x)).containsExactly(1, 7, 8, 9);
    x.setData(NDArrays.of(new float[] {5, 6, 7, 8}, 4).data());
    assertThat(sum(x)).containsExactly(5, 11, 12, 13);
  }

  /** {@code x + [0, 5, 5, 5]} by a call that is kept. */
  private double[] sum(INDArray x) {
    INDArray constant = NDArrays.of(new float[] {0, 5, 5, 5}, 2, 2);
    try (Scratch.Step step = scratch.step()) {
      INDArray output = Scratch.array(DataType.FLOAT, 2, 2);
      Elementwise.add(x, constant, output);
      return Numbers.of(output);
    }
  }

  @Test
  void see_a_batch_of_several_axes_whose_memory_was_exchanged() {
    INDArray x = NDArrays.of(new float[] {1, 2, 3, 4}, 2, 1, 2);
    INDArray weight = NDArrays.of(new float[] {1, 1}, 2, 1);
    assertThat(product(x, weight)).containsExactly(3, 7);
    x.setData(NDArrays.of(new float[] {5, 6, 7, 8}, 4).data());
    assertThat(product(x, weight)).containsExactly(11, 15);
  }

  private double[] product(INDArray x, INDArray weight) {
    try (Scratch.Step step = scratch.step()) {
      INDArray output = Scratch.array(DataType.FLOAT, 2, 1, 1);
      Matrices.multiply(x, weight, output);
      return Numbers.of(output);
    }
  }

  /** Gathering takes strided arrays as they are, so here the strides alone tell the difference. */
  @Test
  void see_a_strided_operand_whose_axes_were_exchanged_in_place() {
    INDArray x = NDArrays.of(new float[] {1, 2, 0, 3, 4, 0}, 2, 3).get(all(), interval(0, 2));
    assertThat(secondRow(x)).containsExactly(3, 4);
    x.permutei(1, 0);
    assertThat(secondRow(x)).containsExactly(2, 4);
  }

  private double[] secondRow(INDArray x) {
    try (Scratch.Step step = scratch.step()) {
      INDArray output = Scratch.array(DataType.FLOAT, 1, 2);
      Gathers.gatherRows(x, new int[] {1}, output);
      return Numbers.of(output);
    }
  }

  @Test
  void see_a_scalar_that_changes_be_it_by_its_sign_only() {
    INDArray x = NDArrays.of(new float[] {1, 2}, 2);
    for (double factor : new double[] {2, 2, -3, 0.0, -0.0, Double.NaN, 2}) {
      try (Scratch.Step step = scratch.step()) {
        INDArray output = Scratch.array(DataType.FLOAT, 2);
        Elementwise.scale(x, factor, output);
        assertThat(Numbers.of(output)).containsExactly(factor, 2 * factor);
      }
    }
  }

  @Test
  void serve_another_type_and_shape_at_their_place() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT}) {
      for (int length : new int[] {2, 3}) {
        try (Scratch.Step step = scratch.step()) {
          INDArray output = Scratch.array(type, length);
          Elementwise.fill(output, 0.1);
          double expected = type == DataType.FLOAT ? 0.1f : 0.1;
          assertThat(Numbers.of(output)).containsOnly(expected).hasSize(length);
        }
      }
    }
  }

  /** More often than a native context takes new operands before it is purged. */
  @Test
  void go_on_being_right_when_an_operand_changes_at_every_step() {
    INDArray[] operands = new INDArray[3];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = NDArrays.of(new float[] {i, i, i, i}, 2, 2);
    }
    for (int i = 0; i < 1000; i++) {
      try (Scratch.Step step = scratch.step()) {
        INDArray output = Scratch.array(DataType.FLOAT, 2, 2);
        Elementwise.subtract(operands[i % 3], operands[(i + 1) % 3], output);
        assertThat(Numbers.of(output)).containsOnly(i % 3 - (i + 1) % 3);
      }
    }
  }
}
