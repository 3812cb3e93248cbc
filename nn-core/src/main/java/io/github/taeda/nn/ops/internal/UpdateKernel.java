package io.github.taeda.nn.ops.internal;

/**
 * One iteration of an update rule over blocks of elements on the heap: reads gradients, changes
 * values and one or two arrays of state, for {@code i < n}. Scalars are doubles that the FLOAT form
 * narrows once. Loops are written so that C2 vectorises them: no branches, one loop per formula.
 */
public interface UpdateKernel {

  /** Computes one block in FLOAT; a kernel with one array of state ignores {@code second}. */
  void run(float[] values, float[] gradients, float[] first, float[] second, int n);

  /** The same in DOUBLE. */
  void run(double[] values, double[] gradients, double[] first, double[] second, int n);
}
