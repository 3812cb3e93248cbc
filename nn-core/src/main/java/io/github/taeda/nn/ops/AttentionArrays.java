package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.AttentionShape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention by operations of whole arrays, head by head of each sequence. */
final class AttentionArrays {
  private final AttentionShape shape;
  private final int sequence;
  private final int head;

  private AttentionArrays(AttentionShape shape, int sequence, int head) {
    this.shape = shape;
    this.sequence = sequence;
    this.head = head;
  }

  /** Weights and outputs. */
  static void forward(
      AttentionShape shape,
      INDArray projected,
      boolean causal,
      boolean @Nullable [] padding,
      INDArray weights,
      INDArray output) {
    INDArray operand = Operands.contiguous(projected);
    for (int sequence = 0; sequence < shape.batch(); sequence++) {
      INDArray mask = mask(shape, sequence, causal, padding, projected);
      for (int head = 0; head < shape.heads(); head++) {
        new AttentionArrays(shape, sequence, head).forward(operand, mask, weights, output);
      }
    }
  }

  /** The delta of queries, keys and values. */
  static void backward(
      AttentionShape shape,
      INDArray projected,
      INDArray weights,
      INDArray delta,
      INDArray projectedDelta) {
    INDArray operand = Operands.contiguous(projected);
    INDArray p = Operands.contiguous(weights);
    INDArray outer = Operands.contiguous(delta);
    for (int sequence = 0; sequence < shape.batch(); sequence++) {
      for (int head = 0; head < shape.heads(); head++) {
        new AttentionArrays(shape, sequence, head).backward(operand, p, outer, projectedDelta);
      }
    }
  }

  private void forward(INDArray projected, INDArray mask, INDArray weights, INDArray output) {
    INDArray query = copy(projected, 3, 0);
    INDArray scores = Scratch.like(mask);
    Matrices.multiplyTransposeB(query, copy(projected, 3, 1), scores);
    Elementwise.scale(scores, shape.scale(), scores);
    if (!Reductions.isFinite(scores)) {
      clearMasked(mask, scores);
    }
    Elementwise.add(scores, mask, scores);
    INDArray p = weights(weights);
    Softmaxes.softmax(scores, p);
    clearEmpty(mask, p);
    INDArray sum = Scratch.like(query);
    Matrices.multiply(p, copy(projected, 3, 2), sum);
    part(output, 1, 0).assign(sum);
  }

  private void backward(
      INDArray projected, INDArray weights, INDArray delta, INDArray projectedDelta) {
    INDArray p = weights(weights);
    INDArray outer = copy(delta, 1, 0);
    INDArray result = Scratch.like(outer);
    Matrices.multiplyTransposeA(p, outer, result);
    part(projectedDelta, 3, 2).assign(result);
    INDArray weightDelta = Scratch.like(p);
    Matrices.multiplyTransposeB(outer, copy(projected, 3, 2), weightDelta);
    INDArray scoreDelta = Scratch.like(p);
    Softmaxes.softmaxDelta(p, weightDelta, scoreDelta);
    Elementwise.scale(scoreDelta, shape.scale(), scoreDelta);
    Matrices.multiply(scoreDelta, copy(projected, 3, 1), result);
    part(projectedDelta, 3, 0).assign(result);
    Matrices.multiplyTransposeA(scoreDelta, copy(projected, 3, 0), result);
    part(projectedDelta, 3, 1).assign(result);
  }

  /** −∞ where a position does not attend, else 0: what the scores are added to. */
  private static INDArray mask(
      AttentionShape shape,
      int sequence,
      boolean causal,
      boolean @Nullable [] padding,
      INDArray projected) {
    int length = shape.length();
    double[] mask = new double[length * length];
    for (int i = 0; i < mask.length; i++) {
      int key = i % length;
      boolean isPadding = padding != null && padding[sequence * length + key];
      mask[i] = isPadding || (causal && key > i / length) ? Double.NEGATIVE_INFINITY : 0;
    }
    INDArray result = Scratch.array(projected.dataType(), length, length);
    NDArrays.setValues(mask, result);
    return result;
  }

  /** Sets the scores that are masked to 0: NaN − ∞ would be NaN. */
  private static void clearMasked(INDArray mask, INDArray scores) {
    double[] masked = new double[Math.toIntExact(mask.length())];
    double[] values = new double[masked.length];
    NDArrays.readValues(mask, masked);
    NDArrays.readValues(scores, values);
    Arrays.setAll(values, i -> masked[i] == 0 ? values[i] : 0);
    NDArrays.setValues(values, scores);
  }

  /** Sets the rows of weights to 0 in which a position attends to none. */
  private static void clearEmpty(INDArray mask, INDArray p) {
    double[] values = new double[Math.toIntExact(mask.length())];
    NDArrays.readValues(mask, values);
    int length = Math.toIntExact(mask.size(1));
    int[] empty =
        IntStream.range(0, length)
            .filter(row -> IntStream.range(0, length).allMatch(j -> values[row * length + j] != 0))
            .toArray();
    Gathers.clearRows(empty, p);
  }

  private INDArray copy(INDArray array, int parts, int part) {
    return Operands.contiguous(part(array, parts, part));
  }

  /** This head's columns of a part, a view. */
  private INDArray part(INDArray array, int parts, int part) {
    long[] size = {shape.length(), shape.width()};
    long start = shape.start(sequence, head, parts, part);
    return Scratch.strided(array, start, size, (long) parts * shape.features(), 1);
  }

  /** This head's weights, a view. */
  private INDArray weights(INDArray array) {
    long[] size = {shape.length(), shape.length()};
    return Scratch.strided(array, shape.weights(sequence, head), size, shape.length(), 1);
  }
}
