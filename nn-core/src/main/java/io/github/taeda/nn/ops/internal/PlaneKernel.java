package io.github.taeda.nn.ops.internal;

/**
 * A function over several blocks of elements on the heap, its planes: one for each gate, state or
 * delta of a recurrent cell, all of one length. The first {@code reads} planes hold what the
 * function reads; it leaves its results in the last {@code writes} planes. A plane may be both.
 */
public record PlaneKernel(int reads, int writes, FloatPlanes floats, DoublePlanes doubles) {

  /** The FLOAT form. */
  @FunctionalInterface
  public interface FloatPlanes {
    /** Computes {@code n} elements; {@code buffers} are free to use. */
    void run(float[][] planes, int n, BlockBuffers buffers);
  }

  /** The DOUBLE form. */
  @FunctionalInterface
  public interface DoublePlanes {
    /** Computes {@code n} elements. */
    void run(double[][] planes, int n);
  }
}
