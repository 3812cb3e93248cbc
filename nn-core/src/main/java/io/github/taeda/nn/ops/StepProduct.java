package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.ColumnBlocks;
import io.github.taeda.nn.ops.internal.NativeMemory;
import io.github.taeda.nn.ops.internal.Products;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The product {@code c += a b}, or {@code a bᵀ}, that each time step of a cell computes anew. */
final class StepProduct {
  private final INDArray b;
  private final boolean transposed;
  private final @Nullable ColumnBlocks blocks;
  private final int k;
  private final int n;

  /**
   * Creates the product with a matrix.
   *
   * @param transposed whether it is {@code a bᵀ}
   * @param rows of a, in all steps together
   */
  StepProduct(INDArray b, boolean transposed, long rows) {
    this.b = Operands.contiguous(b);
    this.transposed = transposed;
    k = Math.toIntExact(b.size(transposed ? 1 : 0));
    n = Math.toIntExact(b.size(transposed ? 0 : 1));
    blocks =
        Direct.isOn() && ColumnBlocks.pay(b, rows)
            ? ColumnBlocks.of(this.b, transposed, Scratch.array(b.dataType(), b.length()))
            : null;
  }

  /** Columns of a. */
  int depth() {
    return k;
  }

  /** Columns of c. */
  int columns() {
    return n;
  }

  /** Whether {@link #add(int, long, long, boolean)} can add m rows. */
  boolean isDirect(int m) {
    return Direct.isOn() && Products.suits(m, n, k);
  }

  /**
   * Adds the product of the m rows at address a to those at address c.
   *
   * @param shared whether threads may share it if it is large
   */
  void add(int m, long a, long c, boolean shared) {
    if (blocks != null) {
      blocks.addProduct(m, a, c);
      return;
    }
    try {
      long right = NativeMemory.address(b);
      Products.addRows(b.dataType(), transposed, m, n, k, a, right, c, shared);
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(b);
    }
  }

  /** Adds the product of a to c. */
  void add(INDArray a, INDArray c) {
    if (transposed) {
      Matrices.addMultiplyTransposeB(a, b, c);
    } else {
      Matrices.addMultiply(a, b, c);
    }
  }
}
