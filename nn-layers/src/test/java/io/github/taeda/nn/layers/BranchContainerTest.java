package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Make;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BranchContainerTest {
  private final INDArray input = Make.filled(DataType.FLOAT, 1, 2, 4, 3);
  private final INDArray pair = Make.filled(DataType.FLOAT, 1, 2, 2, 3);

  @Test
  void outputs_that_cannot_be_joined_are_refused_in_every_call() {
    refused(
        new Concat(2, new Flatten(), new TanH()),
        input,
        "Concat(axis 2): the output of child 0 must have an axis 2, but was [2, 12]");
    refused(
        new Concat(2, new TanH(), new Transpose(2, 1)),
        input,
        "Concat(axis 2): the output of child 1 must be [2, 4, *], but was [2, 3, 4]");
    refused(
        new Parallel(1, new TanH(), new Reshape(3, 1)),
        pair,
        "Parallel(axis 1): the output of child 1 must be [2, *], but was [2, 3, 1]");
    refused(
        new Sequential(new TanH(), new Concat(2, new TanH(), new Flatten())),
        input,
        "Sequential[1] > Concat(axis 2): the output of child 1 must have an axis 2, but was"
            + " [2, 12]");
  }

  private static void refused(Module module, INDArray input, String message) {
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> module.forward(input),
          () -> module.backward(input, input),
          () -> module.backwardDelta(input, input),
          () -> module.backwardUpdateGradient(input, input)
        }) {
      assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
    }
  }
}
