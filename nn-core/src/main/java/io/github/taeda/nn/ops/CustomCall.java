package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * A native context of one operation with its operands bound; an operand is bound again only when it
 * is another array, or the same array with other memory or another shape.
 */
final class CustomCall implements CachedCall, AutoCloseable {
  private static final int MAX_OPERANDS = 4;

  /** A context keeps some 100 bytes for every array ever bound to it, until it is purged. */
  private static final int MAX_BINDINGS = 200;

  private final CustomOperation operation;
  private final OpContext context;
  private final @Nullable BoundArray[] inputs = new @Nullable BoundArray[MAX_OPERANDS];
  private final @Nullable BoundArray[] outputs = new @Nullable BoundArray[MAX_OPERANDS];
  private int bindings;
  private int inputCount;

  CustomCall(CustomOperation operation) {
    this.operation = operation;
    this.context = operation.context();
  }

  @Override
  public Object operation() {
    return operation;
  }

  /** Binds the operands. */
  void bind(INDArray[] outputs, INDArray... inputs) {
    if (bindings > MAX_BINDINGS || inputs.length < inputCount) {
      unbind();
    }
    inputCount = inputs.length;
    for (int i = 0; i < inputs.length; i++) {
      if (!isBound(this.inputs[i], inputs[i])) {
        context.setInputArray(i, inputs[i]);
        this.inputs[i] = BoundArray.of(inputs[i]);
        bindings++;
      }
    }
    for (int i = 0; i < outputs.length; i++) {
      if (!isBound(this.outputs[i], outputs[i])) {
        context.setOutputArray(i, outputs[i]);
        this.outputs[i] = BoundArray.of(outputs[i]);
        bindings++;
      }
    }
  }

  /** Computes the outputs; any thread may. */
  void execute() {
    operation.execute(context);
  }

  private static boolean isBound(@Nullable BoundArray bound, INDArray operand) {
    return bound != null && bound.is(operand) && Backend.keepsAddresses();
  }

  private void unbind() {
    context.purge();
    Arrays.fill(inputs, null);
    Arrays.fill(outputs, null);
    bindings = 0;
  }

  /** Lets go of the operands; the context itself is freed with its Java object. */
  @Override
  public void close() {
    unbind();
  }
}
