package io.github.taeda.nn.ops.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An elementwise function over blocks of elements on the heap, {@code z[i] = f(x[i], y[i], s)} for
 * {@code i < n}, in both types. The blocks may be one and the same; a function of one argument
 * ignores {@code y}. Loops are written so that C2 vectorises the FLOAT form: no branches, no
 * conversions between float and int.
 *
 * @param doubles null if DOUBLE is left to ND4J
 */
public record Kernel(Floats floats, @Nullable Doubles doubles) {

  /** The FLOAT form. */
  @FunctionalInterface
  public interface Floats {
    /** Computes one block; {@code buffers} are free to use. */
    void run(float[] x, float[] y, float s, float[] z, int n, BlockBuffers buffers);
  }

  /** The DOUBLE form. */
  @FunctionalInterface
  public interface Doubles {
    /** Computes one block. */
    void run(double[] x, double[] y, double s, double[] z, int n);
  }

  /** Whether arrays of a type can be computed. */
  public boolean suits(DataType type) {
    return type == DataType.FLOAT || doubles != null;
  }

  /** The DOUBLE form, which must be there. */
  Doubles requireDoubles() {
    return Objects.requireNonNull(doubles, "a kernel for FLOAT only");
  }
}
