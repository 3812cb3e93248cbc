package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of ND4J's elementwise operations of the older kind, {@code output = f(input, scalar)}: half
 * the time of a named one, as long as the Java object (and with it the scalar) is kept.
 */
final class ScalarOperation {
  private final Factory factory;

  ScalarOperation(Factory factory) {
    this.factory = factory;
  }

  /** Computes {@code output} from {@code input} and {@code scalar}. */
  void run(INDArray input, double scalar, INDArray output) {
    Scratch scratch = Scratch.current();
    LegacyCall call =
        scratch == null
            ? new LegacyCall(this)
            : scratch.call(this, LegacyCall.class, LegacyCall::new);
    call.run(input, scalar, output);
  }

  /** Creates the Java object of one call. */
  interface Factory {
    Op make(INDArray input, INDArray output, double scalar);
  }

  /** A kept call: its operands are set anew each time, its scalar only when it changes. */
  private static final class LegacyCall implements CachedCall {
    private final ScalarOperation operation;
    private Op op;
    private DataType type = DataType.UNKNOWN;
    private double scalar;

    @SuppressWarnings("NullAway.Init") // op is made by the first run, whose type is never UNKNOWN
    LegacyCall(ScalarOperation operation) {
      this.operation = operation;
    }

    @Override
    public Object operation() {
      return operation;
    }

    void run(INDArray input, double scalar, INDArray output) {
      if (type != input.dataType() || Double.compare(this.scalar, scalar) != 0) {
        op = operation.factory.make(input, output, scalar);
        type = input.dataType();
        this.scalar = scalar;
      } else {
        op.setX(input);
        op.setZ(output);
      }
      Nd4j.getExecutioner().exec(op);
    }
  }
}
