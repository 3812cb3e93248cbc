package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps take no memory that they do not give back. Measured in a JVM of its own, whose heap has its
 * full size from the start: what grows is native.
 */
class MemoryTest {
  private static final int STEPS = 100_000;

  /** A loss of 100 bytes in each of 100 000 steps is seen. */
  private static final long ALLOWED = 10_000_000;

  /** What is run many times. */
  enum Loop {
    STEPS_WITH_THE_SAME_OPERANDS,
    STEPS_WITH_CHANGING_OPERANDS,
    CALLS_OUTSIDE_STEPS,
    SCRATCHES_THAT_ARE_DROPPED
  }

  @ParameterizedTest
  @EnumSource
  void loops_do_not_grow(Loop loop) throws Exception {
    assertThat(growth(loop)).as("bytes").isLessThan(ALLOWED);
  }

  private static long growth(Loop loop) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms96m",
            "-Xmx96m",
            "-XX:+AlwaysPreTouch",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryTest.class.getName(),
            loop.name());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Long.parseLong(output.lines().reduce((first, last) -> last).orElseThrow().strip());
  }

  /**
   * Prints by how much the process grew while a loop ran. What leaks leaks every time; what else
   * grows in a JVM, such as compiled code, does so now and then.
   */
  public static void main(String... args) {
    Loop loop = Loop.valueOf(args[0]);
    boolean fresh = loop == Loop.SCRATCHES_THAT_ARE_DROPPED || loop == Loop.CALLS_OUTSIDE_STEPS;
    int rounds = fresh ? STEPS / 4 : STEPS; // what is made anew is larger, and slower
    IntConsumer body = body(loop);
    long before = bytesAfter(body, rounds);
    long growth = Long.MAX_VALUE;
    for (int i = 0; i < 5 && growth >= ALLOWED; i++) {
      long after = bytesAfter(body, rounds);
      growth = after - before;
      before = after;
    }
    System.out.println(growth);
  }

  private static long bytesAfter(IntConsumer body, int rounds) {
    for (int i = 0; i < rounds; i++) {
      body.accept(i);
    }
    System.gc();
    return Pointer.physicalBytes();
  }

  private static IntConsumer body(Loop loop) {
    Scratch scratch = new Scratch();
    INDArray[] inputs = {input(0), input(1), input(2)};
    return switch (loop) {
      case STEPS_WITH_THE_SAME_OPERANDS -> i -> step(scratch, inputs[0], 4);
      case STEPS_WITH_CHANGING_OPERANDS -> i -> step(scratch, inputs[i % 3], 4);
      case CALLS_OUTSIDE_STEPS -> i -> compute(inputs[i % 3], 4);
      case SCRATCHES_THAT_ARE_DROPPED -> i -> step(new Scratch(), inputs[0], 1000);
    };
  }

  private static void step(Scratch scratch, INDArray input, long rows) {
    try (Scratch.Step step = scratch.step()) {
      compute(input, rows);
    }
  }

  private static void compute(INDArray input, long rows) {
    INDArray large = Scratch.array(DataType.FLOAT, rows, 2);
    Elementwise.fill(large, 1);
    INDArray output = Scratch.array(DataType.FLOAT, 4, 2);
    Elementwise.add(input, input, output);
  }

  private static INDArray input(double number) {
    INDArray array = NDArrays.zeros(DataType.FLOAT, 4, 2);
    Elementwise.fill(array, number);
    return array;
  }
}
