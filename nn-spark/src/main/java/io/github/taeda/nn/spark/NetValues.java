package io.github.taeda.nn.spark;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ParameterVector;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The values of a net's parameters and buffers as Java's arrays. */
final class NetValues implements Serializable {
  private final Object parameters;
  private final Object[] buffers;

  private NetValues(Object parameters, Object... buffers) {
    this.parameters = parameters;
    this.buffers = buffers;
  }

  static NetValues of(Module module) {
    return new NetValues(
        module.parameters().isEmpty()
            ? new float[0]
            : Primitives.of(ParameterVector.of(module).values()),
        buffers(module));
  }

  /** The values of a module's buffers. */
  static Object[] buffers(Module module) {
    return module.buffers().stream().map(Buffer::value).map(Primitives::of).toArray();
  }

  /** Copies all into a module of the same architecture. */
  void copyInto(Module module) {
    if (!module.parameters().isEmpty()) {
      Primitives.copyInto(parameters, ParameterVector.of(module).values());
    }
    copyBuffersInto(module, buffers);
  }

  /** The bytes of all elements. */
  long bytes() {
    return Primitives.bytes(parameters) + Arrays.stream(buffers).mapToLong(Primitives::bytes).sum();
  }

  static void copyBuffersInto(Module module, Object... buffers) {
    List<Buffer> own = module.buffers();
    for (int i = 0; i < buffers.length; i++) {
      INDArray value = own.get(i).value();
      Primitives.copyInto(buffers[i], value);
    }
  }
}
