package io.github.taeda.nn.ops;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a recurrent cell reads or writes of an array: {@code hidden} columns of it, at the current
 * time step if it has steps.
 *
 * @param shift 1 for the state after a step, else 0
 * @param part which {@code hidden} columns
 */
record Plane(INDArray array, int shift, int part) {

  /** An array's {@code hidden} columns at the current step, if it has steps. */
  static Plane[] now(INDArray array) {
    return now(array, 1);
  }

  /** An array's parts of {@code hidden} columns at the current step, such as its gates. */
  static Plane[] now(INDArray array, int parts) {
    return IntStream.range(0, parts)
        .mapToObj(part -> new Plane(array, 0, part))
        .toArray(Plane[]::new);
  }

  /** States after the current step. */
  static Plane[] after(INDArray states) {
    return new Plane[] {new Plane(states, 1, 0)};
  }

  /** What a cell reads and writes, in its order. */
  static Plane[] join(Plane[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(Plane[]::new);
  }
}
