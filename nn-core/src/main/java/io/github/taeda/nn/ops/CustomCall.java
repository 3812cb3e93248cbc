package io.github.taeda.nn.ops;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * A native context of one operation with its operands bound; an operand is bound again only when it
 * is another array, or the same array with other memory or another shape.
 */
final class CustomCall implements Call, AutoCloseable {
  private static final int MOST_INPUTS = 4;

  private final CustomOperation operation;
  private final OpContext context;
  private final Bound output = new Bound();
  private final Bound[] inputs = new Bound[MOST_INPUTS];

  CustomCall(CustomOperation operation) {
    this.operation = operation;
    this.context = operation.context();
    for (int i = 0; i < MOST_INPUTS; i++) {
      inputs[i] = new Bound();
    }
  }

  @Override
  public Object operation() {
    return operation;
  }

  void run(INDArray output, INDArray... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      if (this.inputs[i].differs(inputs[i])) {
        context.setInputArray(i, inputs[i]);
      }
    }
    if (this.output.differs(output)) {
      context.setOutputArray(0, output);
    }
    operation.execute(context);
  }

  @Override
  public void close() {
    // Frees nothing by itself: the context is freed with its Java object. It only lets go of arrays.
    context.purge();
  }

  /** What the native context holds at one place: pointers, so identity is what counts. */
  private static final class Bound {
    private @Nullable INDArray array;
    private @Nullable DataBuffer data;
    private @Nullable DataBuffer shape;

    /** Whether {@code other} must be bound; from then on it counts as bound. */
    boolean differs(INDArray other) {
      boolean same =
          Backend.keepsAddresses()
              && array == other
              && data == other.data()
              && shape == other.shapeInfoDataBuffer();
      array = other;
      data = other.data();
      shape = other.shapeInfoDataBuffer();
      return !same;
    }
  }
}
