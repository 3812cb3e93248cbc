package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.AttentionHeads;
import io.github.taeda.nn.ops.internal.AttentionShape;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scaled dot-product attention of several heads over a batch of sequences: in each head {@code P =
 * softmax(Q Kᵀ / √d)} and {@code output = P V}, with queries Q, keys K and values V of {@code d =
 * features / heads} features each.
 */
public final class Attention {
  private Attention() {}

  /**
   * Computes the weights P and the outputs.
   *
   * @param projected {@code [batch, length, 3 features]}: queries, keys and values, each with the
   *     features of all heads, head after head
   * @param causal whether a position attends to none after it
   * @param padding which positions are, {@code [batch · length]}: none attends to them; null if
   *     none is. A position that can attend to none has weights of 0
   * @param weights becomes P, {@code [batch, heads, length, length]}
   * @param output {@code [batch, length, features]}
   */
  public static void forward(
      INDArray projected,
      boolean causal,
      boolean @Nullable [] padding,
      INDArray weights,
      INDArray output) {
    String op = "Attention.forward";
    AttentionShape shape = shape(op, weights, projected);
    Operands.requireContiguous(op, "weights", weights);
    requireOutput(op, "output", output, shape, 1, projected);
    Operands.requireOther(op, "weights", weights, "projected", projected, "output", output);
    requirePadding(op, padding, shape);
    if (Direct.isOn() && AttentionHeads.suits(shape)) {
      INDArray operand = Operands.contiguous(projected);
      AttentionHeads.forward(shape, operand, causal, padding, weights, output);
    } else {
      AttentionArrays.forward(shape, projected, causal, padding, weights, output);
    }
  }

  /**
   * Computes the deltas. With δ the delta of the outputs, {@code δ_V = Pᵀ δ}, {@code δ_P = δ Vᵀ},
   * {@code D = P ⊙ (δ_P − Σ_row P ⊙ δ_P) / √d}, {@code δ_Q = D K}, {@code δ_K = Dᵀ Q}.
   *
   * @param projected as in forward
   * @param weights P, as forward computed them
   * @param delta of the outputs, {@code [batch, length, features]}
   * @param projectedDelta becomes the delta of {@code projected}
   */
  public static void backward(
      INDArray projected, INDArray weights, INDArray delta, INDArray projectedDelta) {
    String op = "Attention.backward";
    AttentionShape shape = shape(op, weights, projected);
    long[] size = {shape.batch(), shape.length(), shape.features()};
    Operands.require(op, "delta", delta, projected.dataType(), size);
    requireOutput(op, "projectedDelta", projectedDelta, shape, 3, projected);
    Operands.requireOther(op, "projectedDelta", projectedDelta, "weights", weights, "delta", delta);
    if (Direct.isOn() && AttentionHeads.suits(shape)) {
      INDArray operand = Operands.contiguous(projected);
      INDArray p = Operands.contiguous(weights);
      AttentionHeads.backward(shape, operand, p, Operands.contiguous(delta), projectedDelta);
    } else {
      AttentionArrays.backward(shape, projected, weights, delta, projectedDelta);
    }
  }

  private static AttentionShape shape(String op, INDArray weights, INDArray projected) {
    Operands.requireNumbers(op, "weights", weights);
    long[] shape = weights.shape();
    if (shape.length != 4 || shape[2] != shape[3]) {
      throw new IllegalArgumentException(
          op
              + ": weights must be [batch, heads, length, length], but was "
              + Arrays.toString(shape));
    }
    Operands.require(op, "projected", projected, weights.dataType(), shape[0], shape[2], -1);
    long width = projected.size(2);
    if (width % (3 * shape[1]) != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: projected must have 3 times so many features as %d heads divide, but had %d",
              op,
              shape[1],
              width));
    }
    int heads = Math.toIntExact(shape[1]);
    int length = Math.toIntExact(shape[2]);
    return new AttentionShape(Math.toIntExact(shape[0]), heads, length, Math.toIntExact(width / 3));
  }

  private static void requireOutput(
      String op,
      String name,
      INDArray output,
      AttentionShape shape,
      int parts,
      INDArray projected) {
    long[] size = {shape.batch(), shape.length(), (long) parts * shape.features()};
    Operands.require(op, name, output, projected.dataType(), size);
    Operands.requireContiguous(op, name, output);
    Operands.requireOther(op, name, output, "projected", projected);
  }

  private static void requirePadding(
      String op, boolean @Nullable [] padding, AttentionShape shape) {
    int positions = shape.batch() * shape.length();
    if (padding != null && padding.length != positions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: padding must have %d elements, one per position and sequence, but had %d",
              op,
              positions,
              padding.length));
    }
  }
}
