package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention on the arrays' memory, head by head of each sequence; threads share the heads if there
 * is much to compute. Products read and write a head's columns where they are.
 */
public final class AttentionHeads {
  /** Multiplications from which several threads share the heads: some 50 µs in one. */
  private static final long PARALLEL = 1_000_000;

  private final AttentionShape shape;
  private final boolean isFloat;
  private final int size;

  private AttentionHeads(AttentionShape shape, DataType type) {
    this.shape = shape;
    isFloat = type == DataType.FLOAT;
    size = type.width();
  }

  /** Whether a row of weights fits into a block. */
  public static boolean suits(AttentionShape shape) {
    return shape.length() <= Blocks.LENGTH && Blas.isAvailable();
  }

  /** Weights and outputs; all arrays dense and of one type. */
  public static void forward(
      AttentionShape shape,
      INDArray projected,
      boolean causal,
      boolean @Nullable [] padding,
      INDArray weights,
      INDArray output) {
    AttentionHeads heads = new AttentionHeads(shape, output.dataType());
    try {
      long from = NativeMemory.address(projected);
      long p = NativeMemory.address(weights);
      long to = NativeMemory.address(output);
      heads.share(2, i -> heads.forward(i, from, new MaskedSoftmax(shape, causal, padding), p, to));
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(projected);
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(output);
    }
  }

  /** The delta of queries, keys and values; all arrays dense and of one type. */
  public static void backward(
      AttentionShape shape,
      INDArray projected,
      INDArray weights,
      INDArray delta,
      INDArray projectedDelta) {
    AttentionHeads heads = new AttentionHeads(shape, delta.dataType());
    try {
      long from = NativeMemory.address(projected);
      long p = NativeMemory.address(weights);
      long outer = NativeMemory.address(delta);
      long to = NativeMemory.address(projectedDelta);
      heads.share(4, i -> heads.backward(i, from, p, outer, to));
    } finally {
      Reference.reachabilityFence(projected);
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(delta);
      Reference.reachabilityFence(projectedDelta);
    }
  }

  /** Computes all heads of all sequences, each with so many products. */
  private void share(int products, IntConsumer head) {
    int heads = shape.batch() * shape.heads();
    long one = (long) products * shape.length() * shape.length() * shape.width();
    if (heads * one >= PARALLEL) {
      KernelThreads.run(heads, head);
    } else {
      for (int i = 0; i < heads; i++) {
        head.accept(i);
      }
    }
  }

  private void forward(int i, long projected, MaskedSoftmax softmax, long weights, long output) {
    int sequence = i / shape.heads();
    int length = shape.length();
    long p = weights(weights, i);
    long query = head(projected, i, 3, 0);
    multiply(scores(3), query, head(projected, i, 3, 1), p); // [length, d] x [length, d]^T
    softmax.run(sequence, isFloat, p);
    long value = head(projected, i, 3, 2);
    Product sum = product(false, length, 3 * shape.features(), shape.features());
    multiply(sum, p, value, head(output, i, 1, 0)); // [length, length] x [length, d]
  }

  private void backward(int i, long projected, long weights, long delta, long projectedDelta) {
    int length = shape.length();
    int row = 3 * shape.features();
    long p = weights(weights, i);
    long outer = head(delta, i, 1, 0);
    long scores = Workspace.ofThread().patches((long) size * length * length);
    Product valueDelta = product(true, length, shape.features(), row);
    multiply(valueDelta, p, outer, head(projectedDelta, i, 3, 2)); // P^T x [length, d]
    multiply(scores(1), outer, head(projected, i, 3, 2), scores); // [length, d] x [length, d]^T
    MaskedSoftmax.delta(shape, isFloat, p, scores);
    long query = head(projected, i, 3, 0);
    long key = head(projected, i, 3, 1);
    Product queryDelta = product(false, length, row, row);
    Product keyDelta = product(true, length, row, row);
    multiply(queryDelta, scores, key, head(projectedDelta, i, 3, 0));
    multiply(keyDelta, scores, query, head(projectedDelta, i, 3, 1));
  }

  /** {@code [length, d] x [length, d]^T}, the first with so many parts in a row, the second 3. */
  private Product scores(int parts) {
    int length = shape.length();
    int row = 3 * shape.features();
    int strideA = parts * shape.features();
    return new Product(false, true, length, length, shape.width(), strideA, row, length);
  }

  /** A matrix {@code [length, length]} or its transpose times {@code [length, d]}. */
  private Product product(boolean transposed, int length, int strideB, int strideC) {
    return new Product(transposed, false, length, shape.width(), length, length, strideB, strideC);
  }

  private void multiply(Product product, long a, long b, long c) {
    Products.alone(product, isFloat, a, b, false, c);
  }

  private long head(long array, int i, int parts, int part) {
    return array + size * shape.start(i / shape.heads(), i % shape.heads(), parts, part);
  }

  private long weights(long array, int i) {
    return array + size * shape.weights(i / shape.heads(), i % shape.heads());
  }
}
